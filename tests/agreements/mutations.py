"""Every single change an intruder could make to what was signed: fields, order, rows in and out."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import IntegrityError, models, transaction

from tests.agreements.tampering import behind_the_back
from tongzhou.agreements.verify import verify_signatures
from tongzhou.core.ids import new_id
from tongzhou.journal.verify import verify_chain
from tongzhou.journal.verify_facts import verify_facts

ORDERED = {
    "Row": ("position", "pk"), "Version": ("number", "pk"), "Entry": ("seq", "hash"),
    "ChangeRequest": ("number", "pk"),
}  # fmt: skip
"""The column that says the order, and one that stays when it is exchanged."""
MOVING = {"Anchor": ("filed_at", "mailed_at", "mailed_to")}
"""Notes on deliveries, which prove nothing: what was delivered lies elsewhere."""


@dataclass(frozen=True)
class Mutation:
    """`do` writes; `name` says what to whom."""

    name: str
    do: Callable[[], object]


def is_sound() -> bool:
    return not any(problem.tampering for problem in verify_chain()) and not (
        verify_signatures() or verify_facts()[0]
    )


def unnoticed(mutations: Iterable[Mutation]) -> list[str]:
    """Nothing of them is kept."""
    with transaction.atomic(), behind_the_back():
        return [one.name for one in mutations if _goes_unnoticed(one)]


def _goes_unnoticed(mutation: Mutation) -> bool:
    """What the database itself refuses even then is noticed as well."""
    try:
        with transaction.atomic():
            mutation.do()
            sound = is_sound()
            transaction.set_rollback(True)
    except IntegrityError:
        return False
    return sound


def of_fields(model: type[models.Model]) -> Iterator[Mutation]:
    for row in model._base_manager.order_by("pk"):
        for field in model._meta.concrete_fields:
            if field.name in MOVING.get(model.__name__, ()):
                continue
            for value in _other(row, field):
                yield Mutation(
                    f"{model.__name__} {row.pk} {field.name}: {value!r}",
                    lambda pk=row.pk, name=field.attname, value=value: model._base_manager.filter(
                        pk=pk
                    ).update(**{name: value}),
                )


def of_rows(model: type[models.Model]) -> Iterator[Mutation]:
    """Each row taken out, put in a second time, changed in its order, and the last ones cut off."""
    rows = list(model._base_manager.order_by("pk"))
    for place, row in enumerate(rows):
        yield Mutation(f"{row!r} taken out", lambda pk=row.pk: _delete(model, [pk]))
        yield Mutation(f"{row!r} put in again", lambda pk=row.pk: _again(model, pk))
        rest = [one.pk for one in rows[place:]]
        yield Mutation(f"cut off from {row!r}", lambda rest=rest: _delete(model, rest))
    if model.__name__ in ORDERED:
        for one, other in zip(rows, rows[1:], strict=False):
            yield Mutation(
                f"{one!r} and {other!r} exchanged",
                lambda one=one, other=other: _exchange(model, one, other),
            )


def _delete(model: type[models.Model], keys: list[Any]) -> None:
    model._base_manager.filter(pk__in=keys)._raw_delete("default")  # type: ignore[attr-defined]


def _again(model: type[models.Model], key: Any) -> None:
    rows = model._base_manager
    row = rows.get(pk=key)
    row.pk = new_id() if isinstance(key, UUID) else rows.latest("pk").pk + 1
    row._state.adding = True
    row.save(force_insert=True)


def _exchange(model: type[models.Model], one: Any, other: Any) -> None:
    name, stays = ORDERED[model.__name__]
    places = getattr(one, name), getattr(other, name)
    first, second = (
        model._base_manager.filter(**{stays: getattr(row, stays)}) for row in (one, other)
    )
    first.update(**{name: 30_000})
    second.update(**{name: places[0]})
    first.update(**{name: places[1]})


def _other(row: models.Model, field: Any) -> Iterator[Any]:
    value = getattr(row, field.attname)
    if field.null and value is not None:
        yield None
    if field.is_relation:
        yield from _other_rows(field, value)
    elif field.choices:
        yield from (choice for choice, _label in field.choices if choice != value)
    else:
        yield from _other_values(field, value)


def _other_rows(field: Any, value: Any) -> Iterator[Any]:
    target = apps.get_model(field.related_model._meta.label)
    other = target._base_manager.exclude(pk=value).order_by("pk").first()
    if other is not None:
        yield other.pk


def _other_values(field: Any, value: Any) -> Iterator[Any]:
    match value:
        case None if isinstance(field, models.DateTimeField):
            yield datetime.fromisoformat("2023-07-03T10:00:00+00:00")
        case dict():
            for key, item in value.items():
                yield {**value, key: _changed(item)}
                yield {name: item for name, item in value.items() if name != key}
        case None:
            return
        case _:
            yield _changed(value)


def _changed(value: Any) -> Any:
    match value:
        case bool():
            return not value
        case UUID():
            return new_id()
        case int():
            return value + 1
        case datetime():
            return value + timedelta(microseconds=1)
        case date():
            return value + timedelta(days=1)
        case str():
            return value[:-1] + ("0" if value.endswith("1") else "1")
        case list():
            return [*value, "1"]
        case _:
            return "1"
