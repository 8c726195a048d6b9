"""What a change request says, what it would make of the table, and whom it reaches."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from tongzhou.agreements.binding import Content
from tongzhou.agreements.blast import Blast, radius
from tongzhou.agreements.contents import Line, Link, changed
from tongzhou.agreements.models import ChangeRequest
from tongzhou.agreements.queries.directory import Directory
from tongzhou.agreements.reading import Difference, Names, differences
from tongzhou.agreements.seats import seats_of_task
from tongzhou.collaborations.models import Collaboration
from tongzhou.org.calendars import calendar
from tongzhou.plans.models import Dependency
from tongzhou.plans.queries import signed_contents


@dataclass(frozen=True, slots=True)
class ChangedRow:
    """`departments` must sign it again."""

    task: UUID
    number: int
    name: str
    changes: list[Difference]
    departments: list[str]


@dataclass(frozen=True, slots=True)
class Signer:
    name: str
    hue: int
    head: str
    rows: int


@dataclass(frozen=True)
class Reach:
    """What the request does: row by row, to dates of others, and to those who sign."""

    rows: list[ChangedRow]
    signers: list[Signer]
    blast: Blast
    titles: Mapping[UUID, str]
    kept_rows: int


@dataclass(frozen=True)
class Aim:
    """The rows as they were signed and as they would read, with all dependencies between them."""

    before: dict[UUID, Content]
    after: dict[UUID, Content]
    waits: list[Link]


def contents_after(change: ChangeRequest) -> dict[UUID, Content]:
    """Every standing row as it would read once the change is applied."""
    return changed(
        signed_contents(change.collaboration_id), _lines(change), links(change.collaboration_id)
    )


def links(collaboration: UUID) -> list[Link]:
    """All dependencies between standing rows, also within one department."""
    rows = Dependency.objects.filter(
        task__collaboration=collaboration, task__removed_at=None, on__removed_at=None
    )
    return [Link(*facts) for facts in rows.values_list("task", "on", "kind", "lag_days")]


def aim_of(change: ChangeRequest, base: Mapping[UUID | None, Content]) -> Aim:
    """`base` is the version the request was written for."""
    before = {key: content for key, content in base.items() if key}
    waits = links(change.collaboration_id)
    return Aim(before, changed(before, _lines(change), waits), waits)


def reach(change: ChangeRequest, aim: Aim, known: Directory) -> Reach:
    case, before, after = change.collaboration, aim.before, aim.after
    contents = [*before.values(), *after.values()]
    names = known.names({one["id"]: one["number"] for one in contents if "number" in one})
    touched = [key for key in before if before[key] != after[key]]
    seats = _seats(case, before, after, touched)
    return Reach(
        rows=[_row(key, before, after, names, seats[key]) for key in touched],
        signers=_signers(seats, known),
        blast=radius(before, after, aim.waits, wanted=case.wanted_date, calendar=calendar()),
        titles={key: f"{content['number']} {content['name']}" for key, content in after.items()},
        kept_rows=len(before) - len(touched),
    )


def _lines(change: ChangeRequest) -> list[Line]:
    return [Line(*facts) for facts in change.lines.values_list("task", "field", "new")]


def _row(
    key: UUID,
    before: Mapping[UUID, Content],
    after: Mapping[UUID, Content],
    names: Names,
    seats: set[UUID],
) -> ChangedRow:
    content = after[key]
    return ChangedRow(
        task=key,
        number=content["number"],
        name=content["name"],
        changes=differences(before[key], content, names),
        departments=[names.departments[str(one)] for one in seats if str(one) in names.departments],
    )


def _seats(
    case: Collaboration,
    before: Mapping[UUID, Content],
    after: Mapping[UUID, Content],
    touched: list[UUID],
) -> dict[UUID, set[UUID]]:
    owners = {str(key): UUID(content["department"]) for key, content in after.items()}
    return {
        key: set(seats_of_task(after[key], case.department_id, owners, before[key]))
        for key in touched
    }


def _signers(seats: Mapping[UUID, set[UUID]], known: Directory) -> list[Signer]:
    wanted = [department for each in seats.values() for department in each]
    return [
        Signer(one.name, one.hue, one.head.name if one.head else "", wanted.count(key))
        for key, one in known.departments.items()
        if key in wanted
    ]
