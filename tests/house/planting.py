"""Plants one row of any model into the small company, inside one collaboration.

A new model needs nothing here unless a constraint asks for more than its field types tell: then it
gets a line in `tests/house/hidden.py`. Every text carries the password word, so that a test can see
where it leaks to.
"""

from collections.abc import Callable
from datetime import timedelta
from itertools import count
from typing import Any

from django.db import models

from tests.company import Company
from tongzhou.core import clock
from tongzhou.core.ids import new_id
from tongzhou.org.models import Department, Person

WORD = "暗号壬午"
_numbers = count(700_001)

Special = dict[str, Callable[["Garden"], Any]]


def _text(field: models.Field) -> str:
    if field.choices:
        return str(field.choices[0][0])
    text = f"{WORD}{next(_numbers)}" if field.unique else WORD
    return text[: field.max_length] if field.max_length else text


VALUES: list[tuple[type[models.Field], Callable[[models.Field], Any]]] = [
    (models.CharField, _text),
    (models.TextField, _text),
    (models.DateTimeField, lambda _: clock.now()),
    (models.DateField, lambda _: clock.today() + timedelta(days=7)),
    (models.UUIDField, lambda _: new_id()),
    (models.JSONField, lambda _: {}),
    (models.BooleanField, lambda _: False),
    (models.BinaryField, lambda _: b""),
]
"""By type, the first that fits."""


class Garden:
    """One collaboration of marketing and everything that hangs on it, planted when asked for."""

    def __init__(self, company: Company, special: dict[str, Special], stranger: Person) -> None:
        self.company = company
        self.stranger = stranger
        self._special = special
        self._planted: dict[type[models.Model], models.Model] = {
            Department: company.marketing,
            Person: company.li,
        }

    def one(self, model: type[models.Model]) -> Any:
        if model not in self._planted:
            self._planted[model] = self._plant(model)
        return self._planted[model]

    def _plant(self, model: type[models.Model]) -> models.Model:
        return model._base_manager.create(**self._facts(model))

    def _facts(self, model: type[models.Model]) -> dict[str, Any]:
        special = self._special.get(model._meta.label, {})
        facts = {name: make(self) for name, make in special.items()}
        for field in model._meta.local_concrete_fields:
            if field.name not in facts and not _is_optional(field):
                facts[field.name] = self._value(field)
        return facts

    def _value(self, field: models.Field) -> Any:
        if field.is_relation:
            return self.one(field.related_model)
        for kind, value in VALUES:
            if isinstance(field, kind):
                return value(field)
        return next(_numbers) if field.unique else 1


def _is_optional(field: models.Field) -> bool:
    if isinstance(field, models.AutoField):
        return True
    return field.has_default() or field.null
