"""What is held while the table is judged and written: the collaboration first, then the row."""

from django.db.models import F
from django.utils.translation import gettext_lazy as _

from tongzhou.collaborations.actions.moves import locked as locked_case
from tongzhou.core.verdicts import NotPossibleNow
from tongzhou.plans.models import Task


def locked(task: Task) -> Task:
    """The row as it stands now; its `collaboration` cannot be circulated meanwhile."""
    case = locked_case(task.collaboration)
    rows = Task.objects.select_for_update(of=("self",)).select_related("department__head")
    held = rows.get(pk=task.pk)
    held.collaboration = case
    return held


def require_standing(task: Task) -> None:
    if task.removed_at is not None:
        raise NotPossibleNow(
            _("Row %(number)s was taken out of the table. Put it back first.")
            % {"number": task.number}
        )


def touched(*tasks: Task) -> None:
    """One more version of each row."""
    if tasks:
        keys = [task.pk for task in tasks]
        Task.objects.filter(pk__in=keys).update(version=F("version") + 1)
