"""What a link of a small answer is worth now, and which news asks for one."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from tongzhou.channels.models import HeldTap, TapLink
from tongzhou.channels.taps import PURPOSES
from tongzhou.channels.taps.offer import Choice, Offer, Purpose
from tongzhou.core import clock
from tongzhou.journal import queries as journal
from tongzhou.journal.models import Entry
from tongzhou.journal.queries import Line
from tongzhou.notices.models import Notice
from tongzhou.org.capabilities import hashed, round_of
from tongzhou.org.models import Person
from tongzhou.org.queries import names_of

ABOUT_ANY = ("ball.", "held_tap.")
"""News of these kinds name their matter themselves."""


@dataclass(frozen=True, slots=True)
class Standing:
    """`state`: open, held, changed, expired or void. `last` says what happened and who did it."""

    state: str
    link: TapLink
    offer: Offer | None = None
    held: HeldTap | None = None
    last: Line | None = None

    def choice(self, key: str) -> Choice | None:
        choices = self.offer.choices if self.offer else ()
        return next((one for one in choices if one.key == key), None)

    @property
    def held_label(self) -> str:
        chosen = self.choice(self.held.choice) if self.held else None
        return str(chosen.label) if chosen else ""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A small answer that a piece of news asks of somebody."""

    matter: str
    subject: UUID
    offer: Offer


def find(token: str) -> TapLink | None:
    rows = TapLink.objects.select_related("person__department")
    return rows.filter(hash=hashed(token)).first()


def standing_of(link: TapLink) -> Standing:
    """Judged by what the person may see and do at this moment."""
    person = link.person
    if not person.is_active or link.round != round_of(person):
        return Standing("void", link)
    offer = PURPOSES[link.matter].offer(person, link.subject)
    if offer is None:
        return Standing("void", link)
    if held := held_by(person, link.subject):
        return Standing("held", link, offer, held)
    last = next(iter(journal.of_subject(link.subject, names=names_of)), None)
    if link.until <= clock.now():
        return Standing("expired", link, offer, last=last)
    is_open = bool(offer.choices) and offer.version == link.version
    return Standing("open" if is_open else "changed", link, offer, last=last)


def held_by(person: Person, subject: UUID) -> HeldTap | None:
    rows = HeldTap.objects.filter(person=person, subject=subject, state=HeldTap.State.HELD)
    return rows.first()


def wanted(person: Person, rows: Iterable[Notice]) -> dict[UUID, Wanted]:
    """By notice, what it asks of the person that a link is enough for."""
    about = {
        row.pk: (one.matter, row.entry.subject) for row in rows if (one := asked_by(row.entry))
    }
    offers = {
        (matter, subject): PURPOSES[matter].offer(person, subject)
        for matter, subject in set(about.values())
    }
    return {
        notice: Wanted(*key, offer)
        for notice, key in about.items()
        if (offer := offers[key]) and offer.choices
    }


def asked_by(entry: Entry) -> Purpose | None:
    if entry.kind.startswith(ABOUT_ANY):
        return PURPOSES.get(str(entry.payload.get("matter", "")))
    return next((one for one in PURPOSES.values() if entry.kind in one.asked_by), None)
