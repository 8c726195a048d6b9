"""A delivery and a retrospective can be talked about."""

from tongzhou.discussions.subjects import discussed
from tongzhou.outcomes.models import Delivery, Retrospective


def retrospective(row: Retrospective) -> str:
    return row.collaboration.name


discussed("delivery", Delivery, title=str, case="task__collaboration_id")
discussed("retrospective", Retrospective, title=retrospective)
