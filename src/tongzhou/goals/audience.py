"""Who hears of goals: the people of the department that answer for it."""

from collections.abc import Iterable
from uuid import UUID

from tongzhou.goals.models import Goal
from tongzhou.journal.audience import heard_by
from tongzhou.journal.models import Entry


@heard_by("goal.set", "goal.closed")
def those_who_answer_for_it(entry: Entry) -> Iterable[UUID]:
    """Its head, and the head of the department whose goal it serves."""
    goal = Goal.objects.select_related("department", "parent__department").get(pk=entry.subject)
    above = goal.parent.department if goal.parent else None
    for department in (goal.department, above):
        if department and department.head_id:
            yield department.head_id
