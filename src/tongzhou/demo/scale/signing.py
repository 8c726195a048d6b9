"""Versions as the heads signed them: the same contents, hashes and seats that circulating makes."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from tongzhou.agreements.binding import FORMAT, Content, root_hash, row_hash, signed_digest
from tongzhou.agreements.models import Row, RowSignature, Seat, Version
from tongzhou.agreements.seats import seats_of_task, seats_of_terms
from tongzhou.agreements.terms import terms_contents
from tongzhou.core.ids import new_id
from tongzhou.core.loading import load
from tongzhou.demo.scale.cases import Case, Signing
from tongzhou.demo.scale.house import House
from tongzhou.org.models import Department
from tongzhou.plans.queries import contents_of_tables

BETWEEN = timedelta(hours=2)
SEAT = ("row_id", "department_id", "why")
SIGNATURE = ("seat_id", "person_id", "at", "proved_at", "proved_how", "hash", "root")


class Frozen(NamedTuple):
    """A row of a version, with the departments that must sign it and why."""

    id: UUID
    version_id: UUID
    kind: str
    task_id: UUID | None
    position: int
    content: Content
    hash: str


def write(made: list[Case], house: House) -> None:
    """Reads back what was written, as circulating does, so that both engines hash the same."""
    signed = [case for case in made if case.life.reached("signing")]
    tables = contents_of_tables([case.row.pk for case in signed])
    terms = terms_contents([case.row for case in signed])
    rows = {case.row.pk: _freeze(case, terms[case.row.pk], tables[case.row.pk]) for case in signed}
    Version.objects.bulk_create(case.version for case in signed if case.version)
    load(Row, Frozen._fields, (row for own in rows.values() for row in own))
    load(Seat, SEAT, (seat for case in signed for seat in _seats(case, rows[case.row.pk])))
    given = (
        one
        for case in signed
        if case.version
        for one in _sign(case, case.version, rows[case.row.pk], house)
    )
    load(RowSignature, SIGNATURE, given)


def _freeze(case: Case, terms: Content, tables: dict[UUID, Content]) -> list[Frozen]:
    version, in_force = new_id(), case.life.reached("delivering")
    rows = [Frozen(new_id(), version, "terms", None, 0, terms, row_hash(terms))]
    for place, task in enumerate(case.tasks, start=1):
        content = tables[task.pk]
        rows.append(Frozen(new_id(), version, "task", task.pk, place, content, row_hash(content)))
    case.version = Version(
        pk=version, collaboration=case.row, number=1,
        state="in_force" if in_force else "circulating",
        root=root_hash(case.row.pk, 1, [row.hash for row in rows]), format=FORMAT,
        circulated_at=case.life.circulated, circulated_by=case.row.person_in_charge,
        in_force_at=case.life.in_force if in_force else None,
    )  # fmt: skip
    return rows


def _seats(case: Case, rows: list[Frozen]) -> Iterator[tuple[UUID, UUID, str]]:
    initiator = case.initiator.pk
    owners = {str(row.task_id): UUID(row.content["department"]) for row in rows[1:]}
    for row in rows:
        if row.task_id:
            wanted = seats_of_task(row.content, initiator, owners)
        else:
            wanted = seats_of_terms(initiator, [one.pk for one in case.departments])
        for department, why in wanted.items():
            yield row.id, department, why


def signers(case: Case, house: House) -> list[Department]:
    """Who has signed: all of them, or while it circulates half of them."""
    order = [one for one in house.working if one in case.departments]
    return order if case.life.reached("delivering") else order[: len(order) // 2]


def _sign(case: Case, version: Version, rows: list[Frozen], house: House) -> Iterator[tuple[Any, ...]]:  # fmt: skip
    hashes = {row.id: row.hash for row in rows}
    seats: dict[UUID, list[tuple[int, str]]] = {}
    found = Seat.objects.filter(row__version=version).values_list("id", "department", "row")
    for seat, owner, row in found:
        seats.setdefault(owner, []).append((seat, hashes[row]))
    for place, department in enumerate(signers(case, house)):
        own = seats[department.pk]
        head, at = house.head(department), _signed_at(case, place)
        digest = signed_digest(version.root, department.pk, [hash_ for _seat, hash_ in own])
        case.signings.append(Signing(at, department.pk, head.pk, len(own), digest))
        for seat, hash_ in own:
            yield seat, head.pk, at, at, "password", hash_, version.root


def _signed_at(case: Case, place: int) -> datetime:
    """The last one brings it into force."""
    if not case.life.reached("delivering"):
        return case.life.circulated + timedelta(minutes=10 * (place + 1))
    return case.life.in_force - BETWEEN * (len(case.departments) - 1 - place)
