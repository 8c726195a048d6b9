"""Rows as neither database keeps them: one JSON list a row, in the order of the fields.

What the field of a model makes of a value is the common ground of both engines, so nothing here
knows SQLite or PostgreSQL.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.apps.registry import Apps
from django.conf import settings
from django.db.models import Field, ForeignKey, JSONField, Model, Value

AT_ONCE = 2000


def travelling(apps: Apps) -> list[type[Model]]:
    """Every table of the house. Sessions stay behind: nobody is signed in by a restore."""
    labels = set(settings.PACKAGES)
    models = apps.get_models(include_auto_created=True)
    found = [model for model in models if model._meta.app_label in labels and _is_table(model)]
    return sorted(found, key=name_of)


def name_of(model: type[Model]) -> str:
    return model._meta.label_lower


def fields_of(model: type[Model]) -> list[Field[Any, Any]]:
    """Those with a column that is written; sorted, since a later migration may reorder them."""
    fields = [field for field in model._meta.concrete_fields if not field.generated]
    return sorted(fields, key=lambda field: field.attname)


def lines(model: type[Model], using: str) -> Iterator[bytes]:
    names = [field.attname for field in fields_of(model)]
    rows = model._base_manager.using(using).order_by("pk").values_list(*names)
    for row in rows.iterator(AT_ONCE):
        yield (
            json.dumps(
                row, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=_neutral
            ).encode()
            + b"\n"
        )


def pour(model: type[Model], names: list[str], text: Iterable[bytes], using: str) -> int:
    """Write rows as `lines` said them; how many there were."""
    by_name = {field.attname: field for field in fields_of(model)}
    columns = [(name, _reader(by_name[name])) for name in names]
    waiting: list[Model] = []
    written = 0
    for line in text:
        row = zip(columns, json.loads(line), strict=True)
        waiting.append(model(**{name: read(value) for (name, read), value in row}))
        if len(waiting) == AT_ONCE:
            written += _write(model, waiting, using)
    return written + _write(model, waiting, using)


def _write(model: type[Model], waiting: list[Model], using: str) -> int:
    count = len(waiting)
    model._base_manager.using(using).bulk_create(waiting)
    waiting.clear()
    return count


def _is_table(model: type[Model]) -> bool:
    return model._meta.managed and not model._meta.proxy


def _neutral(value: object) -> object:
    match value:
        case UUID():
            return value.hex
        case datetime():
            return value.astimezone(UTC).isoformat()
        case date() | time():
            return value.isoformat()
        case Decimal():
            return str(value)
        case timedelta():
            return [value.days, value.seconds, value.microseconds]
        case bytes() | memoryview():
            return base64.b64encode(value).decode()
    raise TypeError(f"{type(value).__name__} does not travel yet: see config/backup/rows.py")


READERS: dict[str, Callable[[Any], Any]] = {
    "UUIDField": UUID,
    "DateTimeField": datetime.fromisoformat,
    "DateField": date.fromisoformat,
    "TimeField": time.fromisoformat,
    "DecimalField": Decimal,
    "DurationField": lambda parts: timedelta(*parts),
    "BinaryField": base64.b64decode,
}


def _reader(field: Field[Any, Any]) -> Callable[[Any], Any]:
    while isinstance(field, ForeignKey):
        field = field.target_field
    if isinstance(field, JSONField):
        return _as_json(field)
    read = READERS.get(field.get_internal_type())
    return (lambda value: None if value is None else read(value)) if read else _unchanged


def _as_json(field: Field[Any, Any]) -> Callable[[Any], Any]:
    """None is an absent value where the column may be empty, and JSON's own null elsewhere."""
    return (
        _unchanged if field.null else lambda value: Value(None, field) if value is None else value
    )


def _unchanged(value: Any) -> Any:
    return value
