"""A row of every model with every field filled, made from the fields alone: a new model needs nothing.

Keys follow from the name of the model, so what points at a row is known before the row is there.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from uuid import NAMESPACE_OID, UUID, uuid5

from django.db.models import Field, ForeignKey, Model

TEXT = "“汉字” 𠮷, é\n=1+1\t'\\\"%_"
MOMENT = datetime(2024, 2, 29, 23, 59, 59, 123456, tzinfo=UTC)
VALUES: dict[str, Any] = {
    "TimeField": time(17, 30),
    "DecimalField": Decimal("0.1"),
    "DurationField": timedelta(days=1, microseconds=1),
    "BinaryField": b"\x00\xff\x1f\x8b",
    "JSONField": {"z": [1, 2.5, None, True], "甲": {"b": "x", "a": ""}},
    "BooleanField": True,
    "FloatField": 0.1,
}


def make(model: type[Model], place: int) -> Model:
    fields = [field for field in model._meta.concrete_fields if not field.generated]
    return model(**{field.attname: value(field, place) for field in fields})


def value(field: Field[Any, Any], place: int) -> Any:
    """The second row has nothing where nothing is allowed."""
    if isinstance(field, ForeignKey):
        return None if field.null and place else key(field.target_field, place)
    if field.primary_key:
        return key(field, place)
    if field.null and place:
        return None
    return _filled(field, place)


def key(field: Field[Any, Any], place: int) -> Any:
    if isinstance(field, ForeignKey):
        return key(field.target_field, place)
    kind = field.get_internal_type()
    if kind == "UUIDField":
        return uuid5(NAMESPACE_OID, f"{field.model._meta.label} {place}")
    if kind == "DateField":
        return _filled(field, place)
    return f"{field.model._meta.model_name} {place}" if kind == "CharField" else place + 1


def _filled(field: Field[Any, Any], place: int) -> Any:
    kind = field.get_internal_type()
    if kind in VALUES:
        return VALUES[kind]
    if kind == "DateField":
        return date(2024, 2, 29) + timedelta(days=place)
    if kind == "DateTimeField":
        return MOMENT + timedelta(microseconds=place)
    if kind == "UUIDField":
        return UUID(int=place + 7)
    if "Integer" in kind:
        return 2**31 - 1 - place if kind.startswith("Positive") and "Small" not in kind else place
    return f"{field.name} {place} {TEXT}"[: field.max_length]
