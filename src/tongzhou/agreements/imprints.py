"""One digest over every column of what was frozen, and one over what each act of signing wrote.

The root binds what the rows say. Who had a seat and why, when and how somebody proved who they
are, for whom they signed: the entry of the act keeps the digest of that, and `verify` repeats it.
Entries written before there were imprints have none; the rest of the proof holds for them.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from tongzhou.agreements.immutable import FROZEN
from tongzhou.agreements.models import Row, RowSignature, Seat, Version, Warrant
from tongzhou.core import canonical

Act = tuple[UUID, UUID]
"""Version and department."""
ROW = ("id", "kind", "task_id", "position", "hash")
SEAT = ("id", "row_id", "department_id", "why")
WARRANT = ("id", "row_id", "change_id")
SIGNATURE = (
    "id", "seat_id", "person_id", "on_behalf_of_id", "at", "proved_at", "proved_how", "hash",
    "root", "carried_from_id",
)  # fmt: skip


def of_versions(versions: Collection[UUID]) -> dict[UUID, str]:
    """Of each version as it was frozen: its rows and seats, and what was carried into it."""
    signatures = RowSignature.objects.filter(carried_from__isnull=False)
    parts: dict[str, Mapping[UUID, list[str]]] = {
        "version": _gathered(Version.objects.filter(pk__in=versions), ("pk",), FROZEN),
        "rows": _of(Row.objects.all(), "version", versions, ROW),
        "seats": _of(Seat.objects.all(), "row__version", versions, SEAT),
        "warrants": _of(Warrant.objects.all(), "row__version", versions, WARRANT),
        "carried": _of(signatures, "seat__row__version", versions, SIGNATURE),
    }
    return {
        key: canonical.digest({name: found.get(key, []) for name, found in parts.items()})
        for key in versions
    }


def of_act(version: UUID, department: UUID) -> str:
    """Of the signatures that one act of signing gave."""
    given = RowSignature.objects.filter(seat__department=department)
    return _of_acts(given, [version])[version, department]


def of_acts(versions: Collection[UUID]) -> dict[Act, str]:
    """Of the signatures that were given in each version for each department."""
    return _of_acts(RowSignature.objects.all(), versions)


def _of_acts(given: QuerySet[RowSignature], versions: Collection[UUID]) -> dict[Act, str]:
    given = given.filter(seat__row__version__in=versions, carried_from=None)
    acts = _gathered(given, ("seat__row__version", "seat__department"), SIGNATURE)
    return {act: canonical.digest({"signatures": found}) for act, found in acts.items()}


def _of(
    rows: QuerySet[Any], path: str, versions: Iterable[UUID], columns: tuple[str, ...]
) -> Mapping[UUID, list[str]]:
    return _gathered(rows.filter(**{f"{path}__in": versions}), (path,), columns)


def _gathered(
    rows: QuerySet[Any], keys: tuple[str, ...], columns: tuple[str, ...]
) -> Mapping[Any, list[str]]:
    """One line for each row, in an order that both engines agree about."""
    found: defaultdict[Any, list[str]] = defaultdict(list)
    for values in rows.order_by().values_list(*keys, *columns):
        key, told = values[: len(keys)], values[len(keys) :]
        found[key if len(keys) > 1 else key[0]].append("|".join(map(_plain, told)))
    return {key: sorted(lines) for key, lines in found.items()}


def _plain(value: Any) -> str:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    return "" if value is None else str(value)
