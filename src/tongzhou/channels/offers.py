"""What a message offers whoever reads it: the buttons under each piece of news that asks something.

Small answers lead to a page that needs no signing in; what signs, promises or approves leads to
the page of the matter. Only messages to one person may carry them, never those to a group.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tongzhou.channels.actions import links, taps
from tongzhou.channels.answering import BINDING, answerable
from tongzhou.channels.taps import Offer
from tongzhou.channels.taps.standing import wanted
from tongzhou.collaborations.balls import LATER
from tongzhou.collaborations.models import Ball
from tongzhou.collaborations.queries.asks import AskCard
from tongzhou.core.verdicts import Sentence
from tongzhou.notices.links import address
from tongzhou.notices.models import Notice
from tongzhou.org.hierarchy import stands_for
from tongzhou.org.models import Person
from tongzhou.progress.actions.taps import mint as mint_week
from tongzhou.progress.queries.taps import links_wanted

OF_THE_WEEK = (
    "round.reminded", "round.closed", "held_word.kept", "held_word.failed",
    "check_in.confidence_low", "check_in.row_due", "check_in.row_overdue",
)  # fmt: skip
BINDING_LABELS = {
    "accept": gettext_lazy("Accept"), "choose": gettext_lazy("Choose"),
    "agree": gettext_lazy("Agree"), "confirm": gettext_lazy("Confirm"),
}  # fmt: skip
SIGNED_IN = {
    "version": gettext_lazy("Look and sign"),
    "cosignature": gettext_lazy("Look and sign"),
    "change": gettext_lazy("Look and decide"),
    "delivery": gettext_lazy("Look and accept"),
}
"""Balls whose answers ask who one is; for the others the page is opened."""
ASKING = frozenset({
    "delivery.confirmation_asked", "team.person_asked_for", "team.loan_reminded",
    "team.renewal_asked", "option_table.opened", "deal.opened", "campaign.opened",
    "campaign.reminded", "campaign.returned", "retrospective.opened",
})  # fmt: skip
"""News that asks something of whoever hears it, though no ball of theirs stands for it."""
MOST_BUTTONS = 4


@dataclass(frozen=True, slots=True)
class Door:
    """A button of a message; GET only shows, and the page behind it acts."""

    label: str
    url: str
    is_primary: bool = False


def doors(person: Person, rows: list[Notice]) -> dict[UUID, tuple[Door, ...]]:
    """By notice; each request, week and matter gets one fresh link, however often it is told of."""
    found: dict[UUID, tuple[Door, ...]] = dict(_pages(person, rows))
    found |= _weeks(person, rows)
    found |= _taps(person, rows)
    return _once_each(rows, found | _asks(person, rows))


def _once_each(
    rows: list[Notice], found: dict[UUID, tuple[Door, ...]]
) -> dict[UUID, tuple[Door, ...]]:
    """Where several pieces of news ask for the same, the last of them carries the buttons."""
    last = {found[row.pk][0].url.partition("?")[0]: row.pk for row in rows if row.pk in found}
    return {notice: found[notice] for notice in last.values()}


def of_ask(card: AskCard, link: str) -> tuple[Door, ...]:
    binding = [verb for verb in BINDING if verb in card.verbs][:1]
    made = [Door(str(BINDING_LABELS[verb]), link, is_primary=True) for verb in binding]
    for verb, label in (
        ("reply", _("Reply")), ("ask_back", _("Ask a question")), ("snooze", _("Not now")),
        ("decline", _("Decline")),
    ):  # fmt: skip
        if verb in card.verbs:
            made.append(Door(label, f"{link}?verb={verb}", is_primary=not made))
    return tuple(made[:MOST_BUTTONS]) or (Door(_("Answer with one tap"), link, is_primary=True),)


def of_offer(offer: Offer, link: str) -> tuple[Door, ...]:
    return tuple(
        Door(str(choice.label), f"{link}?choice={choice.key}", is_primary=choice.is_primary)
        for choice in offer.choices[:MOST_BUTTONS]
    )


def _asks(person: Person, rows: list[Notice]) -> dict[UUID, tuple[Door, ...]]:
    found = answerable(person, rows)
    cards = {card.id: card for card in found.values()}
    made = {key: links.mint(person, key, version=card.version) for key, card in cards.items()}
    shown = {key: of_ask(card, made[key]) for key, card in cards.items()}
    return {
        row.pk: _way_back(made[found[row.pk].id]) if _is_held(row) else shown[found[row.pk].id]
        for row in rows
        if row.pk in found
    }


def _taps(person: Person, rows: list[Notice]) -> dict[UUID, tuple[Door, ...]]:
    found = wanted(person, rows)
    made = {one.subject: taps.mint(person, one) for one in found.values()}
    shown = {one.subject: of_offer(one.offer, made[one.subject]) for one in found.values()}
    return {
        row.pk: _way_back(made[row.entry.subject]) if _is_held(row) else shown[row.entry.subject]
        for row in rows
        if row.pk in found
    }


def _is_held(row: Notice) -> bool:
    return row.kind.endswith(".kept") and row.kind.startswith("held_")


def _way_back(link: str) -> tuple[Door, ...]:
    """Answered by a link: look at it again, or take it back."""
    return (Door(_("Undo this answer"), link, is_primary=True),)


def _weeks(person: Person, rows: list[Notice]) -> dict[UUID, tuple[Door, ...]]:
    about = {
        row.pk: (row.kind, row.entry.subject, row.collaboration_id)
        for row in rows
        if _asks_for_the_week(row)
    }
    found = links_wanted(person, about)
    made = {one.pk: mint_week(person, one) for one in found.values()}
    label = _("Answer with one tap")
    return {notice: (Door(label, made[one.pk], is_primary=True),) for notice, one in found.items()}


def _asks_for_the_week(row: Notice) -> bool:
    if row.kind.startswith("ball."):
        return bool(row.entry.payload.get("matter") == "check_in")
    return row.kind in OF_THE_WEEK


def _pages(person: Person, rows: Iterable[Notice]) -> Iterable[tuple[UUID, tuple[Door, ...]]]:
    """What waits for the person and asks who they are: its page, signed in."""
    about = {row.pk: row.entry.subject for row in rows}
    held = Ball.objects.filter(matter__in=set(about.values()), person__in=stands_for(person))
    kinds = dict(held.exclude(state__in=LATER).values_list("matter", "kind"))
    for row in rows:
        kind = kinds.get(about[row.pk], "")
        if (kind or row.kind in ASKING) and (page := address(row.entry)):
            label = str(_label(kind))
            yield row.pk, (Door(label, settings.BASE_URL + page, is_primary=True),)


def _label(kind: str) -> Sentence:
    return SIGNED_IN.get(kind, _("Open and answer"))
