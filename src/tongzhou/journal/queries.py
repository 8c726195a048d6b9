"""What screens and the operator ask the journal."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from tongzhou.core.prepared import Prepared
from tongzhou.journal.consumers import CONSUMERS, TICKS
from tongzhou.journal.events import echoes, ids_in, sentence
from tongzhou.journal.models import Cursor, Entry, Head


class Name(str):
    """How somebody is called, and the colour of the department they belong to."""

    __slots__ = ("hue",)

    def __new__(cls, text: str, hue: int) -> "Name":
        name = super().__new__(cls, text)
        name.hue = hue
        return name

    hue: int


Names = Callable[[set[str]], Mapping[str, Name]]
"""Names of people and departments by id as text; org.queries.names_of is one."""


@dataclass(frozen=True, slots=True)
class Line:
    """One entry as a person reads it."""

    seq: int
    at: datetime
    kind: str
    actor: UUID | None
    subject: UUID
    collaboration: UUID | None
    payload: dict[str, Any]
    sentence: str
    short: str
    hue: int = 0


def timeline(
    collaboration: UUID, *, names: Names, before: int | None = None, limit: int = 30
) -> list[Line]:
    """The newest lines of a collaboration first; `before` is the last `seq` of the page above.

    Echoes stay in the chain and are not shown a second time.
    """
    if before is None:
        return lines(_newest(collaboration, limit), names=names)
    entries = Entry.objects.filter(collaboration=collaboration, seq__lt=before)
    entries = entries.exclude(kind__in=echoes())
    return lines(entries.order_by("-seq")[:limit], names=names)


@Prepared
def _newest(collaboration: UUID, limit: int) -> QuerySet[Entry]:
    entries = Entry.objects.filter(collaboration=collaboration).exclude(kind__in=echoes())
    return entries.order_by("-seq")[:limit]


def of_subject(subject: UUID, *, names: Names, limit: int = 30) -> list[Line]:
    """The newest lines about one matter first, without echoes."""
    entries = Entry.objects.filter(subject=subject).exclude(kind__in=echoes())
    return lines(entries.order_by("-seq")[:limit], names=names)


def lines(entries: Iterable[Entry], *, names: Names) -> list[Line]:
    """Entries as sentences in the reader's language; the names are asked for once."""
    rows = list(entries)
    wanted = {one for row in rows for one in _ids(row)}
    known: Mapping[str, Name] = names(wanted) if wanted else {}
    return [_line(row, known) for row in rows]


def _ids(entry: Entry) -> set[str]:
    people = {str(person) for person in (entry.actor, entry.on_behalf_of) if person}
    return people | ids_in(entry.kind, entry.payload)


def _line(entry: Entry, names: Mapping[str, Name]) -> Line:
    actor, known = _actor(entry, names), names.get(str(entry.actor))
    return Line(
        seq=entry.seq,
        at=entry.at,
        kind=entry.kind,
        actor=entry.actor,
        subject=entry.subject,
        collaboration=entry.collaboration,
        payload=entry.payload,
        sentence=sentence(entry.kind, entry.payload, actor=actor, names=names),
        short=actor[:1],
        hue=known.hue if known else 0,
    )


def _actor(entry: Entry, names: Mapping[str, Name]) -> str:
    if entry.actor is None:
        return _("Tongzhou")
    actor = names.get(str(entry.actor), "—")
    if entry.on_behalf_of is None:
        return actor
    principal = names.get(str(entry.on_behalf_of), "—")
    return _("%(actor)s for %(principal)s") % {"actor": actor, "principal": principal}


@dataclass(frozen=True, slots=True)
class Lag:
    """A consumer that is behind or failing; `next_seq` is the entry it stands before."""

    consumer: str
    behind: int
    next_seq: int
    failures: int
    last_error: str


def lagging(*, tolerated: int = 1000) -> list[Lag]:
    """Consumers and ticks that an operator should look at."""
    head = Head.objects.values_list("seq", flat=True).get(id=1)
    found = []
    for row in Cursor.objects.filter(consumer__in=[*CONSUMERS, *TICKS]).order_by("consumer"):
        behind = head - row.seq if row.consumer in CONSUMERS else 0
        if row.failures or behind > tolerated:
            found.append(Lag(row.consumer, behind, row.seq + 1, row.failures, row.last_error))
    return found
