"""What somebody last signed for a department, to show what is different since then."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from tongzhou.agreements.binding import Content
from tongzhou.agreements.models import Row, RowSignature, Version
from tongzhou.org.models import Person


@dataclass(frozen=True)
class LastSigned:
    """`contents` are the rows of that version, by task (None: the shared terms)."""

    number: int
    at: datetime
    contents: dict[UUID | None, Content]


def last_signed(
    version: Version, person: Person, departments: Iterable[UUID]
) -> dict[UUID, LastSigned]:
    """By department; signatures that were carried over were not given then. Two questions."""
    given = RowSignature.objects.filter(
        seat__row__version__collaboration=version.collaboration_id,
        seat__row__version__number__lt=version.number,
        seat__department__in=list(departments),
        person=person,
        carried_from=None,
    ).order_by("seat__row__version__number")
    found = {
        department: (number, at)
        for department, number, at in given.values_list(
            "seat__department", "seat__row__version__number", "at"
        )
    }
    contents = _contents(version, {number for number, _at in found.values()})
    return {key: LastSigned(number, at, contents[number]) for key, (number, at) in found.items()}


def _contents(version: Version, numbers: set[int]) -> dict[int, dict[UUID | None, Content]]:
    contents: dict[int, dict[UUID | None, Content]] = {number: {} for number in numbers}
    if numbers:
        rows = Row.objects.filter(
            version__collaboration=version.collaboration_id, version__number__in=numbers
        )
        for number, task, content in rows.values_list("version__number", "task", "content"):
            contents[number][task] = content
    return contents
