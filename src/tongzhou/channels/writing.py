"""The words of a card, in the language of whoever gets it; no messenger's form yet."""

from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tongzhou.channels.actions import links
from tongzhou.channels.answering import BINDING, held_by
from tongzhou.channels.apps import Button, Card
from tongzhou.channels.doors import door
from tongzhou.channels.models import App, SentCard
from tongzhou.channels.offers import BINDING_LABELS, Door
from tongzhou.collaborations.queries.asks import AskCard
from tongzhou.core import clock
from tongzhou.core.verdicts import Sentence
from tongzhou.notices.queries import Told
from tongzhou.org.models import Person
from tongzhou.ui import formats

FACTS = 6


def lost() -> Sentence:
    return _("The secrets can no longer be read. Enter them again.")


def card(
    app: App, person: Person, sent: SentCard, told: list[Told], ask: AskCard | None, *,
    ways: tuple[Door, ...] = (),
) -> Card:  # fmt: skip
    if ask is not None:
        return _about_an_ask(app, person, sent, told, ask)
    if not told:
        return _plain(sent, _("Tongzhou"), "", _("This is a test. The app works."), door(app, "/"))
    if len(told) == 1 or ways:
        one, home = told[-1], settings.BASE_URL
        buttons = tuple(
            Button(
                str(place),
                way.label,
                door(app, way.url.removeprefix(home)),
                is_primary=way.is_primary,
            )
            for place, way in enumerate(ways)
        )
        page = door(app, one.url or "/notices")
        return _plain(sent, _("Tongzhou"), one.case, one.sentence, page, buttons=buttons)
    count = ngettext("%(count)s new notice", "%(count)s new notices", len(told))
    facts = tuple((str(place), one.sentence) for place, one in enumerate(told[:FACTS], start=1))
    return _plain(
        sent, _("Tongzhou"), "", count % {"count": len(told)}, door(app, reverse("notices")), facts
    )


def settled(sent: SentCard, ask: AskCard | None) -> Card:
    """Who answered what and when; nothing is left to be tapped but the page."""
    if ask is None:
        home, title = settings.BASE_URL, _("Tongzhou")
        note = _("This matter is no longer yours to answer.")
        return _plain(sent, title, "", note, home, note=note)
    case = f"{ask.case_number} {ask.case_name}"
    return _plain(
        sent, ask.title, case, ask.what, door(sent.app, ask.url), note=what_happened(sent, ask)
    )


def what_happened(sent: SentCard, ask: AskCard) -> str:
    if held := held_by(sent.person, ask.id):
        at = _at(held.due_at)
        return _("You have answered; it takes effect at %(time)s.") % {"time": at}
    if ask.last is None:
        return str(ask.state.label)
    facts = {"name": ask.last.by, "verb": ask.last.label, "time": _at(ask.last.at)}
    return _("Already answered by %(name)s at %(time)s: %(verb)s") % facts


def _about_an_ask(app: App, person: Person, sent: SentCard, told: list[Told], ask: AskCard) -> Card:
    address = links.mint(person, ask.id, version=ask.version)
    path = address[len(settings.BASE_URL) :]
    return _plain(
        sent, ask.title, f"{ask.case_number} {ask.case_name}", told[-1].sentence, door(app, path),
        tuple(_facts(ask)), buttons=tuple(_buttons(app, ask, path)),
    )  # fmt: skip


def _facts(ask: AskCard) -> list[tuple[str, str]]:
    found = [(_("Asks"), f"{ask.asker.name} → {ask.asked.name}")]
    if ask.by_date:
        found.append((_("By when"), formats.day(ask.by_date)))
    if ask.gain:
        found.append((_("For you"), ask.gain))
    if ask.due_at:
        found.append((_("Answer by"), _at(ask.due_at)))
    return found


def _buttons(app: App, ask: AskCard, path: str) -> list[Button]:
    """What promises something opens the page, where one is signed in; the rest is one tap."""
    made = [
        Button(verb, str(BINDING_LABELS[verb]), door(app, path), is_primary=True)
        for verb in BINDING
        if verb in ask.verbs
    ][:1]
    if "snooze" in ask.verbs:
        away = door(app, f"{path}?verb=snooze")
        made.append(Button("snooze", _("Tomorrow"), away, comes_back=True))
    for verb, label, hint in (
        ("reply", _("Reply"), _("Your reply")),
        ("ask_back", _("Ask a question"), _("Your question")),
        ("decline", _("Decline"), _("Reason")),
    ):
        if verb in ask.verbs:
            to = door(app, f"{path}?verb={verb}")
            made.append(Button(verb, label, to, comes_back=True, asks=hint))
    return made


def _plain(
    sent: SentCard, title: str, case: str, sentence: str, url: str,
    facts: tuple[tuple[str, str], ...] = (), *, buttons: tuple[Button, ...] = (), note: str = "",
) -> Card:  # fmt: skip
    """With the time of its making: messengers swallow what they have seen before."""
    return Card(
        number=sent.number, title=title, case=case, sentence=sentence, url=url,
        open_label=_("Have a look"), at=_at(clock.now()), facts=facts, buttons=buttons,
        note=note,
    )  # fmt: skip


def _at(moment: datetime) -> str:
    """A card is read days later: no «today»."""
    return f"{formats.day(moment)} {moment.astimezone(clock.zone()):%H:%M}"
