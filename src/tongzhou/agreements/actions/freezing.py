"""Makes a version: freezes rows, hashes them, seats their signers, keeps what still holds."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Max

from tongzhou.agreements.actions import second
from tongzhou.agreements.binding import FORMAT, Content, root_hash, row_hash
from tongzhou.agreements.models import ChangeRequest, Row, RowSignature, Seat, Version, Warrant
from tongzhou.agreements.seats import Seats, seats_of_task, seats_of_terms
from tongzhou.collaborations.models import Collaboration
from tongzhou.core import clock
from tongzhou.org.models import Person

Signed = dict[tuple[UUID | None, UUID, str], RowSignature]
"""Signatures by task (None: the terms), department and hash of the row."""


@dataclass(frozen=True, slots=True)
class Frozen:
    version: Version
    carried: int


def freeze(
    collaboration: Collaboration,
    terms: Content,
    tasks: Mapping[UUID, Content],
    *,
    by: Person,
    change: ChangeRequest | None = None,
    warranted: bool = False,
) -> Frozen:
    """A new version being signed; signatures on rows that read the same are carried over.

    `warranted`: what it changes had been allowed beforehand, and is not signed again.
    """
    last = collaboration.versions.aggregate(last=Max("number"))["last"] or 0
    hashes = [row_hash(terms), *map(row_hash, tasks.values())]
    version = Version.objects.create(
        collaboration=collaboration,
        change=change,
        number=last + 1,
        state="circulating",
        root=root_hash(collaboration.pk, last + 1, hashes),
        format=FORMAT,
        circulated_at=clock.now(),
        circulated_by=by,
    )
    rows = [Row(version=version, kind="terms", position=0, content=terms, hash=hashes[0])]
    rows += [
        Row(version=version, kind="task", task_id=key, position=place, content=content, hash=hash_)
        for place, ((key, content), hash_) in enumerate(
            zip(tasks.items(), hashes[1:], strict=True), start=1
        )
    ]
    Row.objects.bulk_create(rows)
    standing = _warrant(version, rows, warranted=warranted)
    second.fingerprint(version, rows, by=by)
    seats = _seat(collaboration, rows, _signed_contents(change), besides=standing)
    return Frozen(version, _carry(seats, _signed_before(version)))


def _warrant(version: Version, rows: list[Row], *, warranted: bool) -> set[UUID]:
    """The rows that stand by a warrant: a new one, or that of the version before."""
    change = version.change
    before = Row.objects.filter(
        version__collaboration=version.collaboration_id, version__number=_source(version)
    )
    known = {
        (task, hash_): warrant
        for task, hash_, warrant in before.values_list("task", "hash", "warrant__change")
    }
    found = []
    for row in rows:
        stands = known.get((row.task_id, row.hash))
        if stands:
            found.append(Warrant(row=row, change_id=stands))
        elif warranted and change and (row.task_id, row.hash) not in known:
            found.append(Warrant(row=row, change=change))
    Warrant.objects.bulk_create(found)
    return {one.row_id for one in found}


def _signed_contents(change: ChangeRequest | None) -> dict[UUID | None, Content]:
    """What a change starts from: a department that loses a row signs that as well."""
    rows = Row.objects.filter(version=change.base) if change else Row.objects.none()
    return dict(rows.values_list("task", "content"))


def _seat(
    collaboration: Collaboration,
    rows: list[Row],
    former: dict[UUID | None, Content],
    *,
    besides: set[UUID],
) -> list[Seat]:
    """Nobody has a seat at a row that stands by a warrant."""
    initiator = collaboration.department_id
    parties = collaboration.parties.values_list("department", flat=True)
    owners = {str(row.task_id): UUID(row.content["department"]) for row in rows[1:]}
    named: list[tuple[Row, Seats]] = [(rows[0], seats_of_terms(initiator, parties))]
    named += [
        (row, seats_of_task(row.content, initiator, owners, former.get(row.task_id)))
        for row in rows[1:]
    ]
    seats = [
        Seat(row=row, department_id=department, why=why)
        for row, wanted in named
        if row.pk not in besides
        for department, why in wanted.items()
    ]
    return Seat.objects.bulk_create(seats)


def _signed_before(version: Version) -> Signed:
    """By the version it changes or follows, which itself kept what still held of earlier ones."""
    signatures = RowSignature.objects.filter(
        seat__row__version__collaboration=version.collaboration_id,
        seat__row__version__number=_source(version),
    ).select_related("seat__row")
    return {
        (given.seat.row.task_id, given.seat.department_id, given.hash): given
        for given in signatures
    }


def _source(version: Version) -> int:
    return version.change.base.number if version.change else version.number - 1


def _carry(seats: list[Seat], signed: Signed) -> int:
    found = (
        (seat, signed.get((seat.row.task_id, seat.department_id, seat.row.hash))) for seat in seats
    )
    carried = [_copy(seat, given) for seat, given in found if given]
    RowSignature.objects.bulk_create(carried)
    return len(carried)


def _copy(seat: Seat, given: RowSignature) -> RowSignature:
    """Points to the signature that was really given, however often it was carried."""
    return RowSignature(
        seat=seat,
        person_id=given.person_id,
        on_behalf_of_id=given.on_behalf_of_id,
        at=given.at,
        proved_at=given.proved_at,
        proved_how=given.proved_how,
        hash=given.hash,
        root=given.root,
        carried_from_id=given.carried_from_id or given.pk,
    )
