"""Rows that move on and are proved all the same: whatever moves one vouches for all of it.

The entry of each move is given the row in `keeps`; the last entry counts. `parts` are rows that
belong to it and are replaced while it is a draft: their digests stand beside its columns.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db.models import Model

from tongzhou.core import canonical

PART = "+"
"""Before the name of a part where columns are named: «+agreements_changeline.change_id»."""


@dataclass(frozen=True)
class Part:
    """The table and its column that names the row it belongs to."""

    table: str
    column: str

    @property
    def name(self) -> str:
        return f"{PART}{self.table}.{self.column}"


@dataclass(frozen=True)
class Followed:
    """`without` are columns that prove nothing."""

    parts: tuple[Part, ...] = ()
    without: tuple[str, ...] = ()


FOLLOWED: dict[str, Followed] = {}
"""By table, filled as the packages' immutable.py are imported."""


def follow(table: str, *parts: Part, without: tuple[str, ...] = ()) -> None:
    FOLLOWED[table] = Followed(parts, without)


def parts_of(table: str) -> tuple[Part, ...]:
    return FOLLOWED[table].parts if table in FOLLOWED else ()


def columns_of(model: type[Model]) -> list[str]:
    """Every column that proves something, and every part."""
    one = FOLLOWED[model._meta.db_table]
    own = [field.column or "" for field in model._meta.concrete_fields]
    own = [column for column in own if column not in one.without]
    return [*own, *(part.name for part in one.parts)]


def is_part(name: str) -> bool:
    return name.startswith(PART)


def of_parts(
    names: Iterable[str], keys: Collection[Any] | None, plain: Any
) -> dict[Any, dict[str, Any]]:
    """By row and part: the digests of what belongs to it, in whatever order it was written."""
    found: dict[Any, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for name in names:
        table, column = name.removeprefix(PART).split(".")
        model = next(one for one in apps.get_models() if one._meta.db_table == table)
        columns = [field.attname for field in model._meta.concrete_fields]
        rows = model._base_manager.order_by()
        if keys is not None:
            rows = rows.filter(**{f"{column}__in": keys})
        for values in rows.values_list(column, *columns).iterator(chunk_size=2000):
            facts = dict(zip(columns, map(plain, values[1:]), strict=True))
            found[values[0]][name].append(canonical.digest(facts))
    return {key: {name: sorted(ones) for name, ones in own.items()} for key, own in found.items()}
