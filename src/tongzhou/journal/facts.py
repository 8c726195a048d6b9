"""What an entry vouches for: the digests of the rows that were written with it.

`record(event, keeps=[answer])` reads the rows back and notes in the payload, by table, which
columns were hashed and the digest of each row. Later `verify` hashes the rows again: a sentence
changed by SQL, also by somebody who owns the triggers, no longer fits what the chain says.
"""

from collections.abc import Iterable
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from django.apps import apps
from django.db.models import Model, QuerySet

from tongzhou.core import canonical
from tongzhou.journal import followed
from tongzhou.journal.append_only import KEPT
from tongzhou.journal.followed import FOLLOWED

NAME = "facts"
"""Of the field of the payload; no event has a field of that name."""
Facts = dict[str, list[dict[str, Any]]]
"""By table: `of`, the columns in their order, and `rows`, the digest of each by its key; or
`others`, one digest over all rows of the table that no entry vouches for one by one."""


def told(rows: Iterable[Model]) -> Facts:
    """As they stand in the database now, not as they lie in memory."""
    groups: dict[tuple[type[Model], bool], list[Model]] = {}
    for row in rows:
        groups.setdefault((type(row), _is_settled(row)), []).append(row)
    facts: Facts = {}
    for (model, is_settled), found in groups.items():
        columns = columns_of(model, is_settled=is_settled)
        keys = [row.pk for row in found]
        one = {"of": columns, "rows": digests(model, columns, keys)}
        facts.setdefault(model._meta.db_table, []).append(one)
    return facts


def digests(
    model: type[Model], columns: Iterable[str], keys: Iterable[Any] | None = None
) -> dict[str, str]:
    """Of the rows that there are; without `keys` of all but those still open: a meeting before it
    is held is a plan, not a fact."""
    parts = [column for column in columns if followed.is_part(column)]
    own = [column for column in columns if not followed.is_part(column)]
    names = ["pk", *(_attribute(model, column) for column in own)]
    some = None if keys is None else list(keys)
    rows = _facts(model) if some is None else model._base_manager.order_by().filter(pk__in=some)
    belonging = followed.of_parts(parts, some, _plain) if parts else {}
    return {
        str(key): canonical.digest(
            dict(zip(own, map(_plain, values), strict=True))
            | {name: belonging.get(key, {}).get(name, []) for name in parts}
        )
        for key, *values in rows.values_list(*names).iterator(chunk_size=2000)
    }


def together(digests_of_rows: Iterable[str]) -> str:
    """One digest over rows, in whatever order they are read."""
    return canonical.digest({"rows": sorted(digests_of_rows)})


def columns_of(model: type[Model], *, is_settled: bool = False) -> list[str]:
    """What is hashed of a row: what is fixed, and what settles once it is settled; all of one
    that is followed."""
    if model._meta.db_table in FOLLOWED:
        return followed.columns_of(model)
    present = [field.column or "" for field in model._meta.concrete_fields]
    kept = KEPT[model._meta.db_table]
    settled = kept.settling(present) if is_settled else ()
    return [*kept.fixed(present), *settled]


def model_of(table: str) -> type[Model] | None:
    """None for a table that this program does not know (any more)."""
    return next((one for one in apps.get_models() if one._meta.db_table == table), None)


def knows(model: type[Model], columns: Iterable[str]) -> bool:
    parts = {part.name for part in followed.parts_of(model._meta.db_table)}
    return set(columns) <= {field.column for field in model._meta.concrete_fields} | parts


def _facts(model: type[Model]) -> QuerySet[Model]:
    kept = KEPT.get(model._meta.db_table)
    rows = model._base_manager.order_by()
    if kept and kept.is_open_at_first:
        return rows.exclude(**{_attribute(model, kept.marker): None})
    return rows


def _is_settled(row: Model) -> bool:
    kept = KEPT.get(row._meta.db_table)
    marker = kept.marker if kept else ""
    return bool(marker) and getattr(row, _attribute(type(row), marker)) is not None


def _attribute(model: type[Model], column: str) -> str:
    [field] = [one for one in model._meta.concrete_fields if one.column == column]
    return str(field.attname)


def _plain(value: Any) -> Any:
    """Both engines give back the same, and nothing depends on how a number is spelled."""
    match value:
        case datetime():
            return value.astimezone(UTC).isoformat(timespec="microseconds")
        case Decimal() | float():
            return f"{Decimal(str(value)).normalize():f}"
        case dict():
            return {str(key): _plain(item) for key, item in value.items()}
        case list() | tuple():
            return [_plain(item) for item in value]
        case _:
            return value
