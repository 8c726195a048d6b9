"""Everything somebody elsewhere needs to check a version: rows, signatures, journal, chain."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import Q

from tongzhou.agreements.models import Row, RowSignature, Seat, Version
from tongzhou.agreements.reading import ids_in
from tongzhou.core import canonical, clock
from tongzhou.journal.models import Entry
from tongzhou.journal.proofs import links_to_anchor, whole
from tongzhou.org.models import Department, Person

FORMAT = 1
Evidence = dict[str, Any]


def evidence(version: Version) -> Evidence:
    """Plain JSON. Names stand beside what is hashed, never in it."""
    rows = list(version.rows.select_related("warrant__change__base").order_by("position"))
    places = {row.pk: place for place, row in enumerate(rows)}
    given = _given(version)
    acts = _acts(given)
    entries = _entries({version.pk, *(UUID(act["version"]) for act in acts)})
    case = version.collaboration
    found = {
        "what": "tongzhou evidence",
        "format": FORMAT,
        "made_at": clock.now(),
        "collaboration": {"id": case.pk, "number": case.number, "name": case.name},
        "version": _title(version),
        "rows": [{"kind": row.kind, "content": row.content, "hash": row.hash} for row in rows],
        "seats": _seats(version, places),
        "warrants": _warrants(rows),
        "signatures": [_signature(one, places) for one in given],
        "acts": acts,
        "journal": {
            "entries": [whole(one) for one in entries],
            **links_to_anchor([one.seq for one in entries]),
        },
        "names": _names(rows, given),
    }
    plain: Evidence = canonical.plain(found)
    return plain


def _title(version: Version) -> dict[str, Any]:
    return {
        "id": version.pk,
        "number": version.number,
        "format": version.format,
        "root": version.root,
        "state": version.state,
        "circulated_at": version.circulated_at,
        "in_force_at": version.in_force_at,
    }


def _seats(version: Version, places: dict[UUID, int]) -> list[dict[str, Any]]:
    seats = Seat.objects.filter(row__version=version).values_list("row", "department", "why")
    return [
        {"row": places[row], "department": department, "why": why}
        for row, department, why in seats.order_by("row__position", "pk")
    ]


def _warrants(rows: Iterable[Row]) -> list[dict[str, Any]]:
    """Rows that stand by what had been signed before: which change, and the version it rests on."""
    stands = {place: getattr(row, "warrant", None) for place, row in enumerate(rows)}
    changes = {place: one.change for place, one in stands.items() if one}
    return [
        {"row": place, "change": one.number, "kind": one.kind, "rests_on": one.base.number}
        for place, one in changes.items()
    ]


def _given(version: Version) -> list[RowSignature]:
    rows = RowSignature.objects.filter(seat__row__version=version).order_by("at", "pk")
    related = rows.select_related("seat__row", "carried_from__seat__row")
    return list(related.defer("seat__row__content", "carried_from__seat__row__content"))


def _signature(given: RowSignature, places: dict[UUID, int]) -> dict[str, Any]:
    """`given_in` is the version in which it was really given."""
    return {
        "row": places[given.seat.row_id],
        "department": given.seat.department_id,
        "person": given.person_id,
        "on_behalf_of": given.on_behalf_of_id,
        "at": given.at,
        "proved_at": given.proved_at,
        "proved_how": given.proved_how,
        "hash": given.hash,
        "root": given.root,
        "given_in": _version_of(given),
    }


def _version_of(given: RowSignature) -> UUID:
    source = given.carried_from
    return source.seat.row.version_id if source else given.seat.row.version_id


def _acts(given: Iterable[RowSignature]) -> list[dict[str, Any]]:
    """Each act of signing in full, also rows it covered that read otherwise by now."""
    wanted = Q(pk__in=[])
    for version, department, person in {
        (_version_of(one), one.seat.department_id, one.person_id) for one in given
    }:
        wanted |= Q(seat__row__version=version, seat__department=department, person=person)
    acts: dict[tuple[UUID, UUID, UUID, str], list[str]] = defaultdict(list)
    rows = RowSignature.objects.filter(wanted, carried_from=None)
    for version, department, person, root, hash_ in rows.values_list(
        "seat__row__version", "seat__department", "person", "root", "hash"
    ):
        acts[version, department, person, root].append(hash_)
    return [
        {
            "version": str(version),
            "department": department,
            "person": person,
            "root": root,
            "rows": sorted(hashes),
        }
        for (version, department, person, root), hashes in acts.items()
    ]


def _entries(versions: set[UUID]) -> list[Entry]:
    kinds = ("agreement.circulated", "agreement.fingerprinted", "agreement.signed")
    return list(Entry.objects.filter(subject__in=versions, kind__in=kinds).order_by("seq"))


def _names(rows: Iterable[Row], given: Iterable[RowSignature]) -> dict[str, str]:
    people, departments = ids_in(row.content for row in rows)
    people |= {str(one.person_id) for one in given}
    people |= {str(one.on_behalf_of_id) for one in given if one.on_behalf_of_id}
    departments |= {str(one.seat.department_id) for one in given}
    named = [
        *Person.objects.filter(pk__in=people).order_by().values_list("pk", "name"),
        *Department.objects.filter(pk__in=departments).order_by().values_list("pk", "name"),
    ]
    return {str(key): name for key, name in named}
