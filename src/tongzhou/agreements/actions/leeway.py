"""What a change must be to be applied without new signatures."""

from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tongzhou.agreements.binding import Content
from tongzhou.agreements.models import ChangeRequest
from tongzhou.agreements.queries.changes import aim_of
from tongzhou.agreements.queries.leeways import why_not_at_once
from tongzhou.collaborations.policy import initiates
from tongzhou.core.verdicts import NotPossibleNow, Refused
from tongzhou.org.models import Person
from tongzhou.org.standing import as_liaison
from tongzhou.plans.models import Role


def require_leeway(change: ChangeRequest, by: Person) -> None:
    """It lies within what was signed, and is done by those whose rows it is."""
    base: dict[UUID | None, Content] = dict(change.base.rows.values_list("task", "content"))
    reasons = why_not_at_once(change, aim_of(change, base))
    if reasons is None:
        raise NotPossibleNow(_("No leeway was agreed: this change is signed as usual."))
    if reasons:
        raise NotPossibleNow(reasons[0])
    if not may_use_leeway(change, by):
        raise Refused(
            _(
                "Within the leeway a department moves its own rows; for the others the initiator"
                " does, or it is signed as usual."
            )
        )


def may_use_leeway(change: ChangeRequest, by: Person) -> bool:
    """The initiator; who answers for the department of every row; who carries the row."""
    if initiates(by, change.collaboration):
        return True
    carried = set(
        Role.objects.filter(Q(letter="R") | Q(letter="A"), person=by).values_list("task", flat=True)
    )
    lines = change.lines.exclude(task=None).select_related("task__department__head")
    return all(
        line.task is not None and (line.task_id in carried or as_liaison(by, line.task.department))
        for line in lines
    )
