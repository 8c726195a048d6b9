"""Puts what attackers type into every text of the house, also where a form would refuse it.

What people write is found by the columns themselves; `IN_HOUSE` names those the program writes.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path
from typing import Any

from django.apps import apps
from django.db import connection, models

from tongzhou.discussions.rendering import rendered
from tongzhou.journal.append_only import KEPT

PAYLOADS: list[str] = [
    json.loads(line) for line in (Path(__file__).parent / "payloads.txt").read_text().splitlines()
]
ADDRESSES = cycle(['"<svg/onload=alert(7331)>"@example.com', "alert7331@例子.中国"])
"""A mail address is read before it is kept, also where no form stands before it."""
MARK = "7331"
"""Stands in every payload: whoever meets it in a script, a style or an event has found a hole."""
NOT_TYPED = ("auth", "contenttypes", "sessions", "journal")
IN_HOUSE = frozenset(
    [
        "secret",
        "former_secret",
        "token",
        "password",
        "key",
        "hash",
        "root",
        "previous",
        "sha256",
        "digest",
        "media_type",
        "kind",
        "state",
        "verb",
        "verdict",
        "resumes_to",
        "paused_because",
        "topic",
        "round",
        "language",
        "theme",
        "density",
        "rail",
        "path",
        "query",
        "method",
        "proved_how",
        "field",
        "tokens",
        "public_key",
        "stamp",
        "reference",
        "seat",
        "shape",
        "issuer",
        "subject",
        "part",
        "visibility",
    ]
)


def pour() -> int:
    """How many texts were poisoned."""
    vendor = connection.vendor
    with connection.cursor() as cursor:
        for one in KEPT.values():
            for statement in one.remove(vendor):
                cursor.execute(statement)
    payloads, poured = cycle(PAYLOADS), 0
    for model in apps.get_models():
        if model._meta.app_label in NOT_TYPED:
            continue
        fields = list(_typed(model))
        rows = list(model._base_manager.all()) if fields else []
        for row in rows:
            for field in fields:
                setattr(row, field.attname, _poisoned(field, getattr(row, field.attname), payloads))
                poured += 1
            if hasattr(row, "html"):
                row.html = rendered(row.text, {})
        model._base_manager.bulk_update(
            rows, [one.attname for one in fields], batch_size=100
        ) if rows else 0
    return poured


def _typed(model: type[models.Model]) -> Iterator[models.Field[Any, Any]]:
    for field in model._meta.local_concrete_fields:
        if field.unique or field.choices or field.name in IN_HOUSE or _is_code(field):
            continue
        if isinstance(field, models.CharField | models.TextField | models.JSONField):
            yield field


def _is_code(field: models.Field[Any, Any]) -> bool:
    """Nothing can be sent to an address of another form, wherever it is typed."""
    return isinstance(field, models.SlugField | models.EmailField)


def _poisoned(field: models.Field[Any, Any], value: Any, payloads: Iterator[str]) -> Any:
    if isinstance(field, models.JSONField):
        return _leaves(value, payloads)
    if isinstance(field, models.EmailField):
        return next(ADDRESSES)
    most = field.max_length or 10_000
    return next(one for one in payloads if len(one) <= most or most < 14)[:most]


def _leaves(value: Any, payloads: Iterator[str]) -> Any:
    """A leaf with Han characters is something people wrote; keys and codes are the program's."""
    if isinstance(value, dict):
        return {name: _leaves(one, payloads) for name, one in value.items()}
    if isinstance(value, list):
        return [_leaves(one, payloads) for one in value]
    if isinstance(value, str) and any("一" <= letter <= "鿿" for letter in value):
        return next(payloads)
    return value
