"""Brings people what waits for them: a card in the messenger, merged, with answers where there are some."""

from collections.abc import Iterable
from itertools import groupby
from uuid import UUID

from django.db import transaction
from django.utils import translation

from tongzhou.channels import writing
from tongzhou.channels.actions import cards as actions
from tongzhou.channels.answering import answerable, held_by
from tongzhou.channels.apps import PROVIDERS, Card, Failed
from tongzhou.channels.models import App, AppPost, SentCard
from tongzhou.channels.offers import Door, doors
from tongzhou.channels.taps.standing import wanted
from tongzhou.collaborations.queries.asks import AskCard
from tongzhou.collaborations.queries.asks import cards as ask_cards
from tongzhou.core import clock
from tongzhou.notices import queries as notices
from tongzhou.notices.models import Notice
from tongzhou.org.models import ExternalId, Person

AT_ONCE = 40
"""People of one turn."""
ASKS_AT_ONCE = 3
"""Requests of one person that get cards of their own; the others are named in one."""
PER_MINUTE = 8
"""Cards to one person; the strictest messenger drops silently what is above 30."""
TO_SETTLE = 40


def gather() -> bool:
    """Whether there is more; every app has its turn."""
    more = [actions.gather(app) for app in App.objects.working()]
    return any(more)


def speak() -> int:
    """How many cards left the house."""
    return sum(_speak(app) for app in App.objects.working())


def settle() -> int:
    """Cards that were answered say so, by whom and when; how many were changed."""
    rows = SentCard.objects.filter(is_due=True, app__closed_at=None)
    due = rows.select_related("app", "person").order_by("at")[:TO_SETTLE]
    return sum(_settle(card) for card in due)


def _speak(app: App) -> int:
    taken = actions.take(app.pk, AT_ONCE)
    if taken is None:
        return 0
    is_trial = app.trial == "waiting"
    failed, sent = None, 0
    try:
        if is_trial:
            _try(app)
        for _person, group in groupby(taken, key=lambda post: post.person_id):
            sent += _tell(app, list(group))
    except Failed as refusal:
        failed = refusal
    actions.note_turn(app, failed, is_trial=is_trial)
    return sent


def _try(app: App) -> None:
    """A token proves the secret; a card to whoever asked proves the rest."""
    keys, person = app.keys, app.tried_by
    if not keys.secret:
        raise Failed(str(writing.lost()))
    PROVIDERS[app.kind].issue(keys)
    account = account_of(app, person) if person else ""
    if person and account:
        _send(app, person, account, [], None)


def account_of(app: App, person: Person) -> str:
    rows = ExternalId.objects.filter(person=person, system=app.kind)
    return rows.values_list("value", flat=True).first() or ""


def _tell(app: App, posts: list[AppPost]) -> int:
    """Only what the person may still see and has not read on a page meanwhile."""
    person = Person.objects.get(pk=posts[0].person_id)
    account = account_of(app, person)
    rows = {row.pk: row for row in _still_wanted(person, posts)} if account else {}
    actions.drop(post for post in posts if post.notice_id not in rows)
    wanted = [post for post in posts if post.notice_id in rows]
    if wanted and _has_had_enough(app, person):
        actions.put_off(wanted)
        return 0
    return sum(
        _send(app, person, account, [(post, rows[post.notice_id]) for post in part], ask)
        for part, ask in _parted(person, wanted, rows)
    )


def _still_wanted(person: Person, posts: list[AppPost]) -> list[Notice]:
    if not person.is_active:
        return []
    own = Notice.objects.visible_to(person).unread().filter(pk__in=[p.notice_id for p in posts])
    return list(own.select_related("entry", "collaboration"))


def _has_had_enough(app: App, person: Person) -> bool:
    since = clock.now() - actions.MINUTE
    return SentCard.objects.filter(app=app, person=person, at__gt=since).count() >= PER_MINUTE


def _parted(
    person: Person, posts: list[AppPost], rows: dict[UUID, Notice]
) -> Iterable[tuple[list[AppPost], AskCard | None]]:
    """A card for each matter that can be answered, requests first, and one for all the rest."""
    told = [rows[post.notice_id] for post in posts]
    found = answerable(person, told)
    asks = {card.id: card for card in found.values()}
    asked = {notice: card.id for notice, card in found.items()}
    asked |= {notice: one.subject for notice, one in wanted(person, told).items()}
    first = sorted(dict.fromkeys(asked.values()), key=lambda subject: subject not in asks)
    alone: dict[UUID, list[AppPost]] = {subject: [] for subject in first[:ASKS_AT_ONCE]}
    rest: list[AppPost] = []
    for post in posts:
        alone.get(asked.get(post.notice_id, post.notice_id), rest).append(post)
    yield from ((part, asks.get(subject)) for subject, part in alone.items())
    if rest:
        yield rest, None


def _send(
    app: App, person: Person, account: str, told: list[tuple[AppPost, Notice]],
    ask: AskCard | None,
) -> int:  # fmt: skip
    posts = [post for post, _row in told]
    version = ask.version if ask else None
    sent = actions.begin(app, person.pk, posts, ask=ask.id if ask else None, version=version)
    with translation.override(person.language):
        lines = notices.told_of([row for _post, row in told])
        ways = _ways(person, [row for _post, row in told]) if ask is None else ()
        card = writing.card(app, person, sent, lines, ask, ways=ways)
    try:
        reference = PROVIDERS[app.kind].send(app.keys, account, card)
    except Failed as refusal:
        actions.note_refusal(sent, posts, refusal)
        if refusal.personal and told:
            return 0
        raise
    actions.note_sent(sent, posts, reference)
    return 1


def _ways(person: Person, rows: list[Notice]) -> tuple[Door, ...]:
    """The buttons of a card about one matter; news of many is read on the page."""
    if len({row.entry.subject for row in rows}) != 1:
        return ()
    return doors(person, rows[-1:]).get(rows[-1].pk, ())


def _settle(sent: SentCard) -> int:
    provider, person = PROVIDERS[sent.app.kind], sent.person
    with transaction.atomic(), translation.override(person.language):
        card = standing(sent)
    if card is None:
        actions.put_aside(sent)
        return 0
    account = account_of(sent.app, person)
    try:
        if account and sent.at + provider.keeps > clock.now():
            provider.settle(sent.app.keys, account, sent.reference, card)
    except Failed as refusal:
        if refusal.wait:
            return 0
    actions.note_settled(sent)
    return 1


def standing(sent: SentCard) -> Card | None:
    """The card as it reads once nothing can be answered by it any more; None while it can."""
    found = ask_cards(sent.person, [sent.ask_id] if sent.ask_id else [])
    ask = found[0] if found else None
    if ask and ask.version == sent.version and ask.verbs and not held_by(sent.person, ask.id):
        return None
    return writing.settled(sent, ask)
