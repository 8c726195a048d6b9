"""Loads what the page of a version shows: rows, seals, what changed, what this person may do."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db.models import Q

from tongzhou.agreements.binding import Content
from tongzhou.agreements.contents import DROPPED
from tongzhou.agreements.models import ChangeRequest, Objection, Row, Seat, Version
from tongzhou.agreements.queries.breaks import Break, Stamp, judged, table_of
from tongzhou.agreements.queries.directory import Directory, directory
from tongzhou.agreements.queries.offers import may_withdraw, objectors, offers
from tongzhou.agreements.queries.versions import objection_to
from tongzhou.agreements.reading import Names, differences, facts
from tongzhou.agreements.sheet import Given, RowLine, Seal, SeatLine, Sheet
from tongzhou.org.models import Department, Person
from tongzhou.org.queries.acting import acted
from tongzhou.org.queries.past import NamesThen
from tongzhou.org.standing import as_head

SEAT = (
    "row", "department", "signature", "signature__hash", "signature__root", "signature__at",
    "signature__carried_from", "signature__carried_from__hash", "signature__carried_from__root",
    "signature__person", "signature__person__name", "signature__on_behalf_of__name", "acting",
)  # fmt: skip
SeatFacts = dict[str, Any]
Departments = Mapping[UUID, Department]


@dataclass(frozen=True)
class Loaded:
    """Rows and seats of a version, and the contents of the version it is read against.

    `asks` are the requests that rows answer.
    """

    rows: list[Row]
    before: dict[UUID | None, Content]
    seats: list[SeatFacts]
    states: dict[UUID, str] = field(default_factory=dict)
    asks: dict[UUID, UUID] = field(default_factory=dict)

    @property
    def contents(self) -> list[Content]:
        return [*(row.content for row in self.rows), *self.before.values()]

    @property
    def departments(self) -> set[UUID]:
        return {seat["department"] for seat in self.seats}


def load(version: Version) -> Loaded:
    return Loaded(*_rows(version), _seats(version.pk))


def load_change(change: ChangeRequest) -> tuple[Version | None, Loaded]:
    """The last version that was made for the request, and what it is read against."""
    found = Row.objects.filter(Q(version__change=change) | Q(version=change.base_id))
    rows = list(found.select_related("task", "version__circulated_by", "warrant__change"))
    before = {row.task_id: row.content for row in rows if row.version_id == change.base_id}
    states = {row.task_id: row.task.state for row in rows if row.task_id and row.task}
    asks = {row.task_id: row.task.ask_id for row in rows if row.task and row.task.ask_id}
    made = {row.version.number: row.version for row in rows if row.version_id != change.base_id}
    if not made:
        return None, Loaded([], before, [], states, asks)
    version = made[max(made)]
    version.change, version.collaboration = change, change.collaboration
    own = [row for row in rows if row.version_id == version.pk]
    return version, Loaded(own, before, _seats(version.pk), states, asks)


def _seats(version: UUID) -> list[SeatFacts]:
    acting = acted(department="department", person="signature__person", at="signature__at")
    return list(Seat.objects.filter(row__version=version).annotate(acting=acting).values(*SEAT))


def sheet(
    version: Version, person: Person, *, of: Loaded | None = None, known: Directory | None = None,
    with_table: bool = True,
) -> Sheet:  # fmt: skip
    """A bounded number of queries. Signing itself compares the table with what is being signed.

    `of` and `known` where the page has loaded them already; the page of a change leaves it to the
    page of the version in force to compare the table, `with_table`.
    """
    of = of or load(version)
    rows, before, seats = of.rows, of.before, of.seats
    known = known or directory(of.contents, of.departments)
    departments = known.departments
    then = NamesThen(one for key, one in departments.items() if key in of.departments)
    names = known.names(
        {str(row.task_id): row.task.number for row in rows if row.task},
        {one["id"]: one["name"] for one in of.contents if "name" in one},
    )
    lines = _lines(rows, before, names, _seat_lines(seats, departments, then))
    seated = [one for key, one in departments.items() if key in of.departments]
    stamps = [_stamp(seat) for seat in seats if seat["signature"]]
    current = table_of(version) if with_table and version.state == "in_force" else None
    breaks = judged(version, rows, stamps, current=current)
    objection = objection_to(version) if version.state == "withdrawn" else None
    standings = {one.pk: as_head(person, one) for one in seated}
    is_open = version.state == "circulating" or _is_provisional(version)
    return Sheet(
        version=version,
        rows=lines,
        seals=[_seal(one, lines, objection, breaks, then) for one in seated],
        offers=offers(version, person, seated, standings, lines, rows, names) if is_open else [],
        objectors=objectors(version, seated, standings) if is_open else [],
        objection=objection,
        breaks=breaks,
        may_withdraw=is_open and may_withdraw(version, person),
        compared_with=_compared(version) if before else None,
    )


def _is_provisional(version: Version) -> bool:
    change = version.change
    return change is not None and change.is_provisional and version.state == "in_force"


def _rows(version: Version) -> tuple[list[Row], dict[UUID | None, Content]]:
    """Its rows, and the contents of the version it is read against."""
    compared = _compared(version)
    found = Row.objects.filter(
        version__collaboration=version.collaboration_id,
        version__number__in=(version.number, compared),
    )
    rows = list(found.select_related("task", "warrant__change"))
    own = [row for row in rows if row.version_id == version.pk]
    return own, {row.task_id: row.content for row in rows if row.version_id != version.pk}


def _compared(version: Version) -> int:
    """A change is read against the version it changes, the rest against the version before."""
    return version.change.base.number if version.change else version.number - 1


def _seat_lines(
    seats: Sequence[SeatFacts], departments: Departments, then: NamesThen
) -> dict[UUID, list[SeatLine]]:
    """What is signed shows the name and seal under which it was."""
    place = {key: number for number, key in enumerate(departments)}
    lines: dict[UUID, list[SeatLine]] = defaultdict(list)
    for seat in sorted(seats, key=lambda one: place[one["department"]]):
        one = departments[seat["department"]]
        given = _given(seat) if seat["signature"] else None
        called = then.at(one.pk, given.at) if given else one
        lines[seat["row"]].append(SeatLine(one.pk, called.name, one.hue, called.seal, given))
    return lines


def _given(seat: SeatFacts) -> Given:
    return Given(
        key=seat["signature__person"],
        person=seat["signature__person__name"],
        on_behalf_of=seat["signature__on_behalf_of__name"] or "",
        at=seat["signature__at"],
        carried=seat["signature__carried_from"] is not None,
        acting=seat["acting"],
    )


def _stamp(seat: SeatFacts) -> Stamp:
    return Stamp(
        row=seat["row"],
        hash=seat["signature__hash"],
        root=seat["signature__root"],
        carried_from=seat["signature__carried_from"],
        first_hash=seat["signature__carried_from__hash"],
        first_root=seat["signature__carried_from__root"],
    )


def _lines(
    rows: Sequence[Row],
    before: Mapping[UUID | None, Content],
    names: Names,
    seats: Mapping[UUID, list[SeatLine]],
) -> list[RowLine]:
    lines = []
    for row in rows:
        owner, old = row.content.get("department", ""), before.get(row.task_id)
        line = RowLine(
            id=row.pk,
            hash=row.hash,
            number=row.task.number if row.task else None,
            name=row.content.get("name", ""),
            owner=names.departments.get(owner, ""),
            hue=next((seat.hue for seat in seats[row.pk] if str(seat.department) == owner), 0),
            facts=facts(row.content, names),
            changes=differences(old, row.content, names) if old else [],
            is_new=bool(before) and old is None,
            seats=seats[row.pk],
            departments=frozenset(seat.department for seat in seats[row.pk]),
            is_dropped=bool(row.content.get(DROPPED)),
            warranted_by=_warranted(row),
        )
        lines.append(line)
    return lines


def _warranted(row: Row) -> int | None:
    """The number of the change whose authority had been signed beforehand."""
    warrant = getattr(row, "warrant", None)
    return warrant.change.number if warrant else None


def _seal(
    one: Department,
    lines: list[RowLine],
    objection: Objection | None,
    breaks: list[Break],
    then: NamesThen,
) -> Seal:
    seats = [seat for line in lines for seat in line.seats if seat.department == one.pk]
    given = [seat.given for seat in seats if seat.given]
    objected = objection is not None and objection.department_id == one.pk
    signed = "void" if breaks else "signed"
    state = "object" if objected else signed if len(given) == len(seats) else "wait"
    last = max(given, key=lambda each: (not each.carried, each.at), default=None)
    called = then.at(one.pk, last.at) if last else one
    return Seal(
        department=one.pk,
        name=called.name,
        hue=one.hue,
        text=called.seal,
        state=state,
        rows=len(seats),
        open_rows=len(seats) - len(given),
        carried=sum(each.carried for each in given),
        given=last,
        head=one.head.name if one.head else "",
    )
