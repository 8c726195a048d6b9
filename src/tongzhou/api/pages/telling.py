"""What a page is made of, as JSON: facts of queries, forms with their fields, rows by id and name."""

import dataclasses
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from enum import Enum
from typing import Any
from uuid import UUID

from django import forms
from django.core.paginator import Page
from django.db import models
from django.forms.boundfield import BoundField
from django.http import HttpRequest
from django.utils.functional import Promise

from tongzhou.api.pages.shapes import described

DEEPEST = 12
MOST = 2_000
"""Of one list; the addresses of long lists have pages."""
SAID = ("number", "name", "title", "login", "state", "version")
"""What a row says of itself when a page hands it over whole; everything else is for queries to tell."""
NOTHING = object()


def told(value: Any, depth: int = 0) -> Any:
    """NOTHING for what is no fact: functions, requests, modules."""
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, str | Promise | UUID | Decimal):
        return str(value)
    if isinstance(value, date | datetime | time):
        return value.isoformat()
    if isinstance(value, timedelta):
        return value.total_seconds()
    if depth > DEEPEST or callable(value) or isinstance(value, HttpRequest):
        return NOTHING
    return _of_parts(value, depth + 1)


def _of_parts(value: Any, depth: int) -> Any:
    for kind, tell in KINDS:
        if isinstance(value, kind):
            return tell(value, depth)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        names = [field.name for field in dataclasses.fields(value)]
        return _mapping({name: value.__getattribute__(name) for name in names}, depth)
    if isinstance(value, Iterable) and not isinstance(value, bytes):
        return _list(value, depth)
    return NOTHING


def _tuple(value: tuple[Any, ...], depth: int) -> Any:
    if "_fields" in type(value).__dict__:
        return _mapping(value._asdict(), depth)  # type: ignore[attr-defined]
    return _list(value, depth)


def _row(row: models.Model) -> dict[str, Any]:
    columns = {field.name for field in row._meta.concrete_fields} - row.get_deferred_fields()
    said = {name: told(row.__dict__.get(name)) for name in SAID if name in columns}
    return {"id": told(row.pk), **said}


def _page(page: Page, depth: int) -> dict[str, Any]:  # type: ignore[type-arg]
    return {
        "items": _list(page.object_list, depth),
        "page": page.number,
        "pages": page.paginator.num_pages,
        "count": page.paginator.count,
    }


def _mapping(values: Mapping[Any, Any], depth: int) -> dict[str, Any]:
    facts = {str(told(name)): told(one, depth) for name, one in values.items()}
    return {name: one for name, one in facts.items() if one is not NOTHING}


def _list(values: Iterable[Any], depth: int) -> list[Any]:
    found = (told(one, depth) for _number, one in zip(range(MOST), values, strict=False))
    return [one for one in found if one is not NOTHING]


KINDS: list[tuple[type, Callable[[Any, int], Any]]] = [
    (forms.BaseForm, lambda form, _depth: described(form)),
    (BoundField, lambda field, _depth: str(field.value() or "")),
    (models.Model, lambda row, _depth: _row(row)),
    (Page, _page),
    (tuple, _tuple),
    (Mapping, _mapping),
]
