"""What can happen: one frozen dataclass per kind, each with its own translatable sentence.

A field annotated `PersonId` or `DepartmentId` (or a tuple of them) holds ids; when read, the
sentence gets the names. Dates, times and lists are written as the reader writes them. Payloads
hold facts only: no names of people, no rendered text.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime
from functools import cache
from typing import Any, ClassVar, NewType
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from tongzhou.ui import formats

PersonId = NewType("PersonId", UUID)
DepartmentId = NewType("DepartmentId", UUID)

EVENTS: dict[str, type["Event"]] = {}
"""Every kind of event by its name, filled as the packages' events.py are imported."""


@dataclass(frozen=True, kw_only=True)
class Event:
    """`kind` is «noun.past_verb»; `sentence` uses %(actor)s and the fields by name.

    `mail` says that those who hear of it also get a mail; `echo` that another entry of the same act
    already tells it, so that a timeline shows the act once.
    """

    kind: ClassVar[str]
    sentence: ClassVar[Promise]
    mail: ClassVar[bool] = False
    echo: ClassVar[bool] = False

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
    return {one for name in _named(kind) for one in _ids(payload.get(name))}


def echoes() -> list[str]:
    return sorted(kind for kind, event in EVENTS.items() if event.echo)


def sentence(kind: str, payload: dict[str, Any], *, actor: str, names: Mapping[str, str]) -> str:
    """The entry in the reader's language; `names` maps ids (as text) to names.

    Entries outlive the program that wrote them: a kind or a field may be unknown by now.
    """
    if kind not in EVENTS:
        return f"{actor} · {kind}"
    facts = {name: _written(payload.get(name)) for name in _own(kind)}
    for field in _named(kind):
        facts[field] = _written([names.get(one, "—") for one in _ids(payload.get(field))])
    for field in _of_type(kind, date):
        told = payload.get(field)
        facts[field] = formats.day(told and date.fromisoformat(told))
    for field in _of_type(kind, datetime):
        told = payload.get(field)
        facts[field] = formats.moment(told and datetime.fromisoformat(told))
    return str(EVENTS[kind].sentence) % {**facts, "actor": actor}


def _written(value: Any) -> Any:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list):
        value = pgettext("between names", ", ").join(str(one) for one in value)
    return "—" if value in (None, "") else value


def _ids(value: str | list[str] | None) -> list[str]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


@cache
def _own(kind: str) -> tuple[str, ...]:
    return tuple(field.name for field in fields(EVENTS[kind]))


@cache
def _named(kind: str) -> tuple[str, ...]:
    return (*_of_type(kind, PersonId), *_of_type(kind, DepartmentId))


@cache
def _of_type(kind: str, wanted: Any) -> tuple[str, ...]:
    if kind not in EVENTS:
        return ()
    forms = (wanted, wanted | None, tuple[wanted, ...])
    return tuple(field.name for field in fields(EVENTS[kind]) if field.type in forms)


@dataclass(frozen=True, kw_only=True)
class FactsTakenOver(Event):
    """`facts` as in `journal.facts`; people read the sentence alone."""

    kind = "journal.facts_taken_over"
    sentence = _("What stood here was taken over into the proof.")
    facts: dict[str, list[dict[str, Any]]]


@dataclass(frozen=True, kw_only=True)
class JournalAnchored(Event):
    """`day` is that of the anchor, `seq` the entry it holds on to."""

    kind = "journal.anchored"
    sentence = _("The end of the journal was taken as the anchor of %(day)s: entry %(seq)s.")
    day: date
    seq: int


@dataclass(frozen=True, kw_only=True)
class AnchorStamped(Event):
    kind = "journal.anchor_stamped"
    sentence = _("The anchor of %(day)s was stamped by the time-stamp authority.")
    day: date
