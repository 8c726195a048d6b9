"""Setting up, changing, testing and closing an app of one's own; all by an administrator."""

import re
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from tongzhou.channels.apps import Forged, Keys
from tongzhou.channels.apps.console import BRANDS, FIELDS
from tongzhou.channels.apps.envelope import key_of
from tongzhou.channels.apps.provider import SIGNED_BY_TOKEN
from tongzhou.channels.events import AppAdded, AppChanged, AppClosed
from tongzhou.channels.models import App, AppPost, Mirrored, Sync
from tongzhou.channels.sealing import seal
from tongzhou.core import clock
from tongzhou.core.verdicts import Invalid, NotPossibleNow, Sentence
from tongzhou.journal.actions import record
from tongzhou.journal.models import Head
from tongzhou.org import policy
from tongzhou.org.models import ExternalId, Person

NUMBER = re.compile(r"[0-9]{1,18}")
SEALED = ("secret", "token", "key")
OPEN = ("tenant", "client", "agent", "base", "speaks", "signs_in", "syncs_daily")


@transaction.atomic
def add(kind: str, *, by: Person, **facts: Any) -> App:
    """What was noted of people's accounts in another company's messenger is forgotten."""
    policy.may_manage_organisation(by).require()
    if App.objects.working().filter(kind=kind).exists():
        raise NotPossibleNow(_("This messenger has its app already. Change that one."))
    _judge(kind, facts)
    forgotten = _forget_strangers(kind, facts)
    sealed = {name: seal(facts.get(name, "")) for name in SEALED}
    plain = {name: facts[name] for name in OPEN if name in facts}
    app = App.objects.create(
        kind=kind, added_by=by, added_at=clock.now(), heard=Head.objects.get(id=1).seq,
        **sealed, **plain,
    )  # fmt: skip
    record(AppAdded(subject=app.pk, messenger=kind, name=BRANDS[kind], forgotten=forgotten), by=by)
    return app


@transaction.atomic
def change(app: App, *, by: Person, **facts: Any) -> App:
    """What is left empty of the sealed stays as it is, and is never shown to another server."""
    policy.may_manage_organisation(by).require()
    locked = _open(app)
    _judge(locked.kind, facts, locked.keys)
    if _owner(locked.kind, {**vars(locked), **facts}) != _owner(locked.kind, vars(locked)):
        raise Invalid(
            _("Another company, app or server has other accounts: close this one and set up anew.")
        )
    for name in OPEN:
        setattr(locked, name, facts.get(name, getattr(locked, name)))
    for name in SEALED:
        if facts.get(name):
            setattr(locked, name, seal(facts[name]))
    locked.trial, locked.failures, locked.last_error, locked.retry_at = "", 0, "", None
    locked.save(update_fields=[*OPEN, *SEALED, "trial", "failures", "last_error", "retry_at"])
    record(AppChanged(subject=locked.pk, messenger=locked.kind, name=BRANDS[locked.kind]), by=by)
    return locked


@transaction.atomic
def test(app: App, *, by: Person) -> None:
    """The worker knocks within seconds, and sends a card to whoever asked if that account is known."""
    policy.may_manage_organisation(by).require()
    locked = _open(app)
    locked.trial, locked.retry_at, locked.tried_by = "waiting", None, by
    locked.save(update_fields=["trial", "retry_at", "tried_by"])


@transaction.atomic
def close(app: App, *, by: Person) -> None:
    """Its secrets are forgotten at once; nobody comes in by it any more."""
    policy.may_manage_organisation(by).require()
    locked = _open(app)
    locked.closed_at = clock.now()
    locked.secret = locked.token = locked.key = ""
    locked.save(update_fields=["closed_at", *SEALED])
    pending = AppPost.objects.filter(app=locked, state=AppPost.State.PENDING)
    pending.update(state=AppPost.State.DROPPED)
    Sync.objects.filter(app=locked).update(read={}, steps=[])
    Sync.objects.filter(app=locked, state__in=("wanted", "read", "confirmed")).update(
        state=Sync.State.DISCARDED
    )
    Mirrored.objects.filter(app=locked).delete()
    record(AppClosed(subject=locked.pk, messenger=locked.kind, name=BRANDS[locked.kind]), by=by)


@transaction.atomic
def send_again(app: App, *, by: Person) -> int:
    """Everything that was given up gets another chance; how many."""
    policy.may_manage_organisation(by).require()
    locked = _open(app)
    locked.failures, locked.retry_at = 0, None
    locked.save(update_fields=["failures", "retry_at"])
    dead = AppPost.objects.filter(app=locked, state=AppPost.State.DEAD)
    now = clock.now()
    return dead.update(state=AppPost.State.PENDING, next_at=now, at=now, note="")


def want_sync(app: App) -> None:
    """The messenger says that its directory changed; many changes are one reading."""
    App.objects.filter(pk=app.pk, syncs_daily=True).update(sync_wanted=True)


def _open(app: App) -> App:
    locked = App.objects.select_for_update().get(pk=app.pk)
    if locked.closed_at:
        raise NotPossibleNow(_("This app is closed. Set it up anew."))
    return locked


def _owner(kind: str, facts: Any) -> tuple[str, ...]:
    """Whose accounts the ids are: WeCom and DingTalk name the company, Feishu names the app.

    Another server has other people behind the same ids, and must not be sent the kept secret.
    """
    name = "client" if kind == "feishu" else "tenant"
    return (facts.get(name, ""), facts.get("base", ""))


def _forget_strangers(kind: str, facts: dict[str, Any]) -> int:
    """An id of another company, or of another server, may be anybody's here."""
    before = App.objects.filter(kind=kind).exclude(closed_at=None).order_by("-added_at").first()
    if before is None or _owner(kind, vars(before)) == _owner(kind, facts):
        return 0
    return ExternalId.objects.filter(system=kind).delete()[0]


def _judge(kind: str, facts: dict[str, Any], before: Keys | None = None) -> None:
    wrong = _missing(kind, facts, before)
    if facts.get("agent") and not NUMBER.fullmatch(facts["agent"]):
        wrong["agent"] = _("A number.")
    if kind != "feishu" and facts.get("key"):
        try:
            key_of(facts["key"])
        except Forged:
            wrong["key"] = _("43 letters and digits.")
    if facts.get("base") and not _is_server(facts["base"]):
        wrong["base"] = _("An address that begins with https://, without a path.")
    if wrong:
        raise Invalid(next(iter(wrong.values())), errors=wrong)


def _missing(kind: str, facts: dict[str, Any], before: Keys | None) -> dict[str, Sentence]:
    """Where a token signs and a key seals, one without the other lets anybody call back."""
    wrong: dict[str, Sentence] = {
        field.name: _("The console of the app shows it.")
        for field in FIELDS[kind]
        if field.is_needed and not facts.get(field.name)
        if before is None or field.name not in SEALED
    }
    has = {name: facts.get(name) or (before and getattr(before, name)) for name in ("token", "key")}
    if kind in SIGNED_BY_TOKEN and any(has.values()) and not all(has.values()):
        lacking = "key" if has["token"] else "token"
        wrong[lacking] = _("Token and key go together: one without the other protects nothing.")
    return wrong


def _is_server(address: str) -> bool:
    try:
        parts = urlsplit(address)
        place = f"{parts.hostname}:{parts.port or 443}"
    except ValueError:
        return False
    is_plain = not (parts.path or parts.query or parts.fragment or parts.username)
    return is_plain and (parts.scheme == "https" or place in settings.OUTBOUND_ALLOW)
