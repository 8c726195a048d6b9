"""Adding, changing, testing and closing a webhook; its secret is shown once."""

import base64
import secrets
from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from tongzhou.channels import outbound
from tongzhou.channels.sealing import seal
from tongzhou.core import clock
from tongzhou.core.verdicts import Invalid, NotPossibleNow
from tongzhou.journal.actions import record
from tongzhou.org.models import Person
from tongzhou.webhooks import policy
from tongzhou.webhooks.events import (
    WebhookAdded,
    WebhookChanged,
    WebhookClosed,
    WebhookResumed,
    WebhookSecretRenewed,
)
from tongzhou.webhooks.models import Webhook, WebhookDelivery

OVERLAP = timedelta(hours=24)
"""So long both secrets sign: the other system is given the new one in its own time."""
SECRET_BYTES = 32


def add(*, name: str, address: str, topics: list[str], by: Person) -> tuple[Webhook, str]:
    """The webhook and its secret, which nobody can read again. A test leaves at once."""
    policy.may_add(by).require()
    _judge(address)
    secret = _new_secret()
    with transaction.atomic():
        made = Webhook.objects.create(
            name=name, owner=by, address=seal(address), secret=seal(secret), topics=topics,
            added_at=clock.now(),
        )  # fmt: skip
        record(WebhookAdded(subject=made.pk, name=name), by=by)
        _test(made)
    return made, secret


def change(webhook: Webhook, *, name: str, address: str, topics: list[str], by: Person) -> Webhook:
    """An empty address keeps the sealed one. What failed before is forgotten."""
    if address:
        _judge(address)
    with transaction.atomic():
        locked = _open(webhook)
        policy.may_change(by, locked).require()
        locked.name, locked.topics = name, topics
        if address:
            locked.address = seal(address)
        _forget_failures(locked)
        locked.save(update_fields=["name", "topics", "address", *FAILING])
        record(WebhookChanged(subject=locked.pk, name=name), by=by)
    return locked


@transaction.atomic
def renew_secret(webhook: Webhook, *, by: Person) -> str:
    """The new secret; the former one signs beside it for `OVERLAP`."""
    locked = _open(webhook)
    policy.may_change(by, locked).require()
    secret = _new_secret()
    locked.former_secret, locked.former_until = locked.secret, clock.now() + OVERLAP
    locked.secret = seal(secret)
    locked.save(update_fields=["secret", "former_secret", "former_until"])
    record(WebhookSecretRenewed(subject=locked.pk, name=locked.name), by=by)
    return secret


@transaction.atomic
def test(webhook: Webhook, *, by: Person) -> None:
    locked = _open(webhook)
    policy.may_change(by, locked).require()
    if locked.stopped_at:
        raise NotPossibleNow(_("This webhook is switched off. Switch it on again first."))
    _test(locked)


@transaction.atomic
def resume(webhook: Webhook, *, by: Person) -> None:
    """Where it was switched off, what waited since then is told now."""
    locked = _open(webhook)
    policy.may_change(by, locked).require()
    if locked.stopped_at is None:
        raise NotPossibleNow(_("This webhook is not switched off."))
    _forget_failures(locked)
    locked.save(update_fields=FAILING)
    record(WebhookResumed(subject=locked.pk, name=locked.name), by=by)


@transaction.atomic
def close(webhook: Webhook, *, by: Person) -> None:
    """Address and secrets are forgotten at once; what it told stays in the list."""
    locked = _open(webhook)
    policy.may_close(by).require()
    locked.closed_at, locked.address, locked.secret, locked.former_secret = clock.now(), "", "", ""
    locked.save(update_fields=["closed_at", "address", "secret", "former_secret"])
    WebhookDelivery.objects.filter(webhook=locked, state="waiting").update(state="dropped")
    record(WebhookClosed(subject=locked.pk, name=locked.name), by=by)


@transaction.atomic
def redeliver(delivery: WebhookDelivery, *, by: Person) -> None:
    """The same delivery, with the same ids, once more."""
    locked = _open(delivery.webhook)
    policy.may_change(by, locked).require()
    if locked.stopped_at:
        raise NotPossibleNow(_("This webhook is switched off. Switch it on again first."))
    WebhookDelivery.objects.filter(pk=delivery.pk).update(state="waiting", attempts=0)


FAILING = ["failures", "failing_since", "retry_at", "stopped_at"]


def _forget_failures(webhook: Webhook) -> None:
    webhook.failures, webhook.failing_since = 0, None
    webhook.retry_at = webhook.stopped_at = None


def _test(webhook: Webhook) -> None:
    WebhookDelivery.objects.create(webhook=webhook, noted_at=clock.now())


def _open(webhook: Webhook) -> Webhook:
    locked = Webhook.objects.select_for_update().get(pk=webhook.pk)
    if locked.closed_at:
        raise NotPossibleNow(_("This webhook is closed. Add it anew."))
    return locked


def _new_secret() -> str:
    return "whsec_" + base64.b64encode(secrets.token_bytes(SECRET_BYTES)).decode()


def _judge(address: str) -> None:
    try:
        outbound.judge(address)
    except outbound.NotAllowed as refusal:
        raise Invalid(refusal.sentence, errors={"address": refusal.sentence}) from None
