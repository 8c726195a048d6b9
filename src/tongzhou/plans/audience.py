"""Who hears about the division table: whom a row is given to, and who is named in one."""

from collections.abc import Iterable
from uuid import UUID

from tongzhou.journal.audience import heard_by
from tongzhou.journal.models import Entry
from tongzhou.org.models import Department


@heard_by("task.role_filled")
def named(entry: Entry) -> Iterable[UUID]:
    """Only who is new in the row: nobody hears twice of the same."""
    return [UUID(key) for key in entry.payload["new"] if key not in entry.payload["old"]]


@heard_by("task.added", "task.handed_over")
def owning_department(entry: Entry) -> Iterable[UUID]:
    """Those who speak for the department that is now to keep the promise."""
    key = entry.payload["department" if entry.kind == "task.added" else "new"]
    department = Department.objects.filter(pk=key).first()
    if department is None:
        return []
    liaisons = department.liaisons.values_list("person", flat=True)
    return [key for key in (department.head_id, *liaisons) if key]
