"""What can happen: one frozen dataclass per kind, each with its own translatable sentence.

A field annotated `PersonId` or `DepartmentId` (or a tuple of them) holds ids; when read, the
sentence gets the names. Payloads hold facts only: no names of people, no rendered text.
"""

from dataclasses import dataclass, fields
from datetime import date, datetime
from functools import cache
from typing import Any, ClassVar, NewType
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import pgettext

PersonId = NewType("PersonId", UUID)
DepartmentId = NewType("DepartmentId", UUID)

EVENTS: dict[str, type["Event"]] = {}
"""Every kind of event by its name, filled as the packages' events.py are imported."""


@dataclass(frozen=True, kw_only=True)
class Event:
    """`kind` is «noun.past_verb»; `sentence` uses %(actor)s and the fields by name.

    `mail` says that those who hear of it also get a mail.
    """

    kind: ClassVar[str]
    sentence: ClassVar[Promise]
    mail: ClassVar[bool] = False

    subject: UUID
    collaboration: UUID | None = None

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if cls.kind in EVENTS:
            raise TypeError(f"two events are called {cls.kind}")
        EVENTS[cls.kind] = cls

    def payload(self) -> dict[str, Any]:
        own = (field for field in fields(self) if field.name not in ("subject", "collaboration"))
        return {field.name: _fact(getattr(self, field.name)) for field in own}


def _fact(value: Any) -> Any:
    match value:
        case UUID():
            return str(value)
        case date() | datetime():
            return value.isoformat()
        case tuple() | list():
            return [_fact(item) for item in value]
        case _:
            return value


def ids_in(kind: str, payload: dict[str, Any]) -> set[str]:
    """Ids of people and departments whose names the sentence of this entry will need."""
    return {one for name in _named(kind) for one in _ids(payload[name])}


def sentence(kind: str, payload: dict[str, Any], *, actor: str, names: dict[str, str]) -> str:
    """The entry in the reader's language; `names` maps ids (as text) to names."""
    facts = {**payload, "actor": actor}
    for field in _named(kind):
        listed = [names.get(one, "—") for one in _ids(payload[field])]
        facts[field] = pgettext("between names", ", ").join(listed) or "—"
    return str(EVENTS[kind].sentence) % facts


def _ids(value: str | list[str] | None) -> list[str]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


@cache
def _named(kind: str) -> tuple[str, ...]:
    named = (PersonId, DepartmentId)
    types = [form for one in named for form in (one, one | None, tuple[one, ...])]  # type: ignore[valid-type]
    return tuple(field.name for field in fields(EVENTS[kind]) if field.type in types)
