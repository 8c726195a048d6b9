"""What was signed and holds now, as other views draw it."""

from datetime import date
from uuid import UUID

from tongzhou.agreements.models import Row


def dates_in_force(collaboration: UUID) -> dict[UUID, tuple[date, date]]:
    """By row the start and end of the version in force; empty before one is."""
    rows = Row.objects.filter(
        version__collaboration=collaboration, version__state="in_force", kind="task"
    )
    dates = rows.values_list("task", "content__start", "content__end")
    return {
        task: (date.fromisoformat(start), date.fromisoformat(end))
        for task, start, end in dates
        if task and start and end
    }
