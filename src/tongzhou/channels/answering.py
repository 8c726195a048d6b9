"""Which answers a link may give: small ones at once, commitments only to whom it is addressed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from tongzhou.channels.models import AnswerLink, HeldAnswer
from tongzhou.collaborations.models import Ball
from tongzhou.collaborations.queries.asks import AskCard, cards
from tongzhou.core import clock
from tongzhou.journal.models import Entry
from tongzhou.notices.models import Notice
from tongzhou.org.capabilities import hashed, round_of
from tongzhou.org.models import Person

SMALL = ("reply", "ask_back", "snooze", "decline")
"""Held for a while and taken back by one tap: for these the link is enough."""
BINDING = ("accept", "choose", "agree", "confirm")
"""They promise something: whoever gives them is signed in as the addressee."""


@dataclass(frozen=True)
class Standing:
    """What a link is worth now. `state`: open, held, changed, expired or void."""

    state: str
    link: AnswerLink
    card: AskCard | None = None
    held: HeldAnswer | None = None

    @property
    def small(self) -> list[str]:
        return [verb for verb in SMALL if self.card and verb in self.card.verbs]

    @property
    def binding(self) -> list[str]:
        return [verb for verb in BINDING if self.card and verb in self.card.verbs]


def answerable(person: Person, rows: Iterable[Notice]) -> dict[UUID, AskCard]:
    """By notice, the request it is about, where the person has something to answer or take back."""
    about = {row.pk: row.entry.subject for row in rows if _is_about_an_ask(row.entry)}
    found = {card.id: card for card in cards(person, set(about.values()))}
    return {
        notice: found[ask]
        for notice, ask in about.items()
        if ask in found and {*SMALL, *BINDING} & found[ask].verbs
    }


def _is_about_an_ask(entry: Entry) -> bool:
    noun = entry.kind.split(".")[0]
    return noun in ("ask", "held_answer") or entry.payload.get("matter") == "ask"


def find(token: str) -> AnswerLink | None:
    rows = AnswerLink.objects.select_related("person__department", "ask")
    return rows.filter(hash=hashed(token)).first()


def standing_of(link: AnswerLink) -> Standing:
    """Judged by what the addressee may see and do at this moment."""
    person = link.person
    if not person.is_active or link.round != round_of(person):
        return Standing("void", link)
    found = cards(person, [link.ask_id])
    if not found:
        return Standing("void", link)
    [card] = found
    if held := held_by(person, link.ask_id):
        return Standing("held", link, card, held)
    if link.until <= clock.now():
        return Standing("expired", link, card)
    is_open = card.version == link.version and bool(card.verbs)
    return Standing("open" if is_open else "changed", link, card)


def answer_due(ask: UUID) -> datetime | None:
    """Until when an answer is in time; nothing while the clock rests."""
    running = Ball.objects.filter(kind="ask", matter=ask, paused_because="", due_at__isnull=False)
    return running.order_by("due_at").values_list("due_at", flat=True).first()


def held_by(person: Person, ask: UUID) -> HeldAnswer | None:
    return HeldAnswer.objects.filter(person=person, ask=ask, state=HeldAnswer.State.HELD).first()
