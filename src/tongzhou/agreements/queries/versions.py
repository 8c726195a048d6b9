"""A version as its page shows it: rows, seals, what changed, and what this person may do."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import F, Q

from tongzhou.agreements import policy
from tongzhou.agreements.binding import Content
from tongzhou.agreements.models import Objection, Row, RowSignature, Seat, Version
from tongzhou.agreements.queries.breaks import Break, broken_rows
from tongzhou.agreements.reading import Difference, Fact, Names, differences, facts, ids_in
from tongzhou.agreements.states import VERSION
from tongzhou.core.verdicts import Sentence
from tongzhou.org.models import Department, Person
from tongzhou.org.standing import Standing, as_head


@dataclass(frozen=True, slots=True)
class Given:
    """A signature as it is shown; `carried` when it was given to an earlier version."""

    person: str
    on_behalf_of: str
    at: datetime
    carried: bool


@dataclass(frozen=True, slots=True)
class SeatLine:
    department: UUID
    name: str
    hue: int
    seal: str
    given: Given | None


@dataclass(frozen=True)
class RowLine:
    id: UUID
    number: int | None
    name: str
    owner: str
    hue: int
    facts: list[Fact]
    changes: list[Difference]
    is_new: bool
    seats: list[SeatLine]
    departments: frozenset[UUID]

    def is_open_for(self, department: UUID) -> bool:
        return any(seat.department == department and not seat.given for seat in self.seats)


@dataclass(frozen=True, slots=True)
class Seal:
    """One department's stand: `state` is signed, wait, object or void."""

    department: UUID
    name: str
    hue: int
    text: str
    state: str
    rows: int
    open_rows: int
    carried: int
    given: Given | None
    head: str


@dataclass(frozen=True, slots=True)
class Offer:
    """This person may sign for the department, or reads why not."""

    department: UUID
    name: str
    hue: int
    rows: list[RowLine]
    kept: int
    on_behalf_of: str
    refusal: Sentence


@dataclass(frozen=True)
class Sheet:
    version: Version
    rows: list[RowLine]
    seals: list[Seal]
    offers: list[Offer]
    objectors: list[tuple[UUID, str]]
    objection: Objection | None
    breaks: list[Break]
    may_withdraw: bool
    compared_with: int | None

    @property
    def label(self) -> Sentence:
        return VERSION.state(self.version.state).label

    @property
    def tone(self) -> str:
        return VERSION.state(self.version.state).tone

    @property
    def signed(self) -> int:
        return sum(seal.state == "signed" for seal in self.seals)

    @property
    def changed_rows(self) -> list[RowLine]:
        return [row for row in self.rows if row.changes or row.is_new]


def sheet(version: Version, person: Person) -> Sheet:
    """A bounded number of queries, however many rows and departments there are."""
    rows = list(Row.objects.filter(version=version).select_related("task"))
    before = _contents_before(version)
    names = _names([*(row.content for row in rows), *before.values()], rows)
    seats = _seats(version)
    lines = [_line(row, before, names, seats[row.pk]) for row in rows]
    objection = Objection.objects.filter(version=version).select_related("person").first()
    breaks = broken_rows(version)
    departments = _departments(version)
    standings = {one.pk: as_head(person, one) for one in departments}
    open_now = version.state == "circulating"
    return Sheet(
        version=version,
        rows=lines,
        seals=[_seal(one, lines, objection, breaks, version) for one in departments],
        offers=_offers(version, person, departments, standings, lines) if open_now else [],
        objectors=_objectors(version, departments, standings) if open_now else [],
        objection=objection,
        breaks=breaks,
        may_withdraw=open_now
        and version.change_id is None
        and bool(policy.may_withdraw(person, version.collaboration)),
        compared_with=version.number - 1 if before else None,
    )


def _contents_before(version: Version) -> dict[UUID | None, Content]:
    rows = Row.objects.filter(
        version__collaboration=version.collaboration_id, version__number=_compared(version)
    )
    return dict(rows.values_list("task", "content"))


def _compared(version: Version) -> int:
    """A change is read against the version it changes, the rest against the version before."""
    return version.change.base.number if version.change else version.number - 1


def _names(contents: list[Content], rows: list[Row]) -> Names:
    people, departments = ids_in(contents)
    return Names(
        people=_by_id(Person.objects.filter(pk__in=people)),
        departments=_by_id(Department.objects.filter(pk__in=departments)),
        tasks={str(row.task_id): row.task.number for row in rows if row.task},
    )


def _by_id(found: Any) -> dict[str, str]:
    return {str(pk): name for pk, name in found.values_list("pk", "name")}


def _seats(version: Version) -> dict[UUID, list[SeatLine]]:
    seats: dict[UUID, list[SeatLine]] = defaultdict(list)
    rows = (
        Seat.objects.filter(row__version=version)
        .select_related("department")
        .order_by("department__position", "department__path")
    )
    signatures = {
        given.seat_id: given
        for given in RowSignature.objects.filter(seat__row__version=version).select_related(
            "person", "on_behalf_of"
        )
    }
    for seat in rows:
        seats[seat.row_id].append(_seat(seat, signatures.get(seat.pk)))
    return seats


def _seat(seat: Seat, given: RowSignature | None) -> SeatLine:
    one = seat.department
    return SeatLine(one.pk, one.name, one.hue, one.seal, _given(given) if given else None)


def _given(one: RowSignature) -> Given:
    absent = one.on_behalf_of.name if one.on_behalf_of else ""
    return Given(one.person.name, absent, one.at, one.carried_from_id is not None)


def _line(
    row: Row, before: dict[UUID | None, Content], names: Names, seats: list[SeatLine]
) -> RowLine:
    owner = row.content.get("department", "")
    old = before.get(row.task_id)
    return RowLine(
        id=row.pk,
        number=row.task.number if row.task else None,
        name=row.content.get("name", ""),
        owner=names.departments.get(owner, ""),
        hue=next((seat.hue for seat in seats if str(seat.department) == owner), 0),
        facts=facts(row.content, names),
        changes=differences(old, row.content, names) if old else [],
        is_new=bool(before) and old is None,
        seats=seats,
        departments=frozenset(seat.department for seat in seats),
    )


def _departments(version: Version) -> list[Department]:
    seated = Seat.objects.filter(row__version=version).values("department")
    found = Department.objects.filter(pk__in=seated).select_related("head", "deputy")
    return list(found.order_by("position", "path"))


def _seal(
    one: Department,
    lines: list[RowLine],
    objection: Objection | None,
    breaks: list[Break],
    version: Version,
) -> Seal:
    seats = [seat for line in lines for seat in line.seats if seat.department == one.pk]
    given = [seat.given for seat in seats if seat.given]
    newest = max(given, key=lambda each: (not each.carried, each.at), default=None)
    return Seal(
        department=one.pk,
        name=one.name,
        hue=one.hue,
        text=one.seal,
        state=_stand(one, seats, objection, breaks, version),
        rows=len(seats),
        open_rows=len(seats) - len(given),
        carried=sum(each.carried for each in given),
        given=newest,
        head=one.head.name if one.head else "",
    )


def _stand(
    one: Department,
    seats: list[SeatLine],
    objection: Objection | None,
    breaks: list[Break],
    version: Version,
) -> str:
    if objection and objection.department_id == one.pk:
        return "object"
    if any(not seat.given for seat in seats):
        return "wait"
    return "void" if breaks else "signed"


def _offers(
    version: Version,
    person: Person,
    departments: list[Department],
    standings: dict[UUID, Standing | None],
    lines: list[RowLine],
) -> list[Offer]:
    offers = []
    for one in departments:
        mine = [line for line in lines if one.pk in line.departments]
        open_rows = [line for line in mine if line.is_open_for(one.pk)]
        standing = standings[one.pk]
        if standing and open_rows:
            absent = standing.on_behalf_of
            offers.append(
                Offer(
                    department=one.pk,
                    name=one.name,
                    hue=one.hue,
                    rows=open_rows,
                    kept=len(mine) - len(open_rows),
                    on_behalf_of=absent.name if absent else "",
                    refusal=policy.may_sign(person, version, one).reason,
                )
            )
    return offers


def _objectors(
    version: Version, departments: list[Department], standings: dict[UUID, Standing | None]
) -> list[tuple[UUID, str]]:
    if version.change and version.change.ruling:
        return []
    return [(one.pk, one.name) for one in departments if standings[one.pk]]


def current(collaboration: UUID) -> Version | None:
    """What is being signed, else what is in force, else the last one there was."""
    versions = Version.objects.filter(collaboration=collaboration).filter(
        Q(state__in=("circulating", "in_force")) | Q(change=None)
    )
    rank = {"circulating": 0, "in_force": 1}
    found = versions.select_related(
        "collaboration__department", "collaboration__person_in_charge", "change__base",
        "change__by", "circulated_by",
    )  # fmt: skip
    return min(found, key=lambda one: (rank.get(one.state, 2), -one.number), default=None)


def history(collaboration: UUID) -> list[dict[str, Any]]:
    """Every version of a collaboration, newest first, with the label and tone of its state."""
    rows = Version.objects.filter(collaboration=collaboration).values(
        "id", "number", "state", "circulated_at", "in_force_at", change_number=F("change__number")
    )
    return [row | _shown(row["state"]) for row in rows.order_by("-number")]


def _shown(state: str) -> dict[str, Any]:
    known = VERSION.state(state)
    return {"label": known.label, "tone": known.tone}


def seated(version: Version, department: UUID) -> Department | None:
    """The department if it has a seat in this version."""
    seats = Seat.objects.filter(row__version=version).values("department")
    found = Department.objects.filter(pk__in=seats, pk=department)
    return found.select_related("head", "deputy").first()
