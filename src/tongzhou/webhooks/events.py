"""What becomes of webhooks. No address and no secret is ever told."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from tongzhou.journal.events import Event, PersonId


@dataclass(frozen=True, kw_only=True)
class WebhookAdded(Event):
    kind = "webhook.added"
    sentence = _("%(actor)s added the webhook “%(name)s”.")

    name: str


@dataclass(frozen=True, kw_only=True)
class WebhookChanged(Event):
    kind = "webhook.changed"
    sentence = _("%(actor)s changed the webhook “%(name)s”.")

    name: str


@dataclass(frozen=True, kw_only=True)
class WebhookSecretRenewed(Event):
    kind = "webhook.secret_renewed"
    sentence = _("%(actor)s gave the webhook “%(name)s” a new secret.")

    name: str


@dataclass(frozen=True, kw_only=True)
class WebhookClosed(Event):
    kind = "webhook.closed"
    sentence = _("%(actor)s closed the webhook “%(name)s”.")

    name: str


@dataclass(frozen=True, kw_only=True)
class WebhookResumed(Event):
    kind = "webhook.resumed"
    sentence = _("%(actor)s switched the webhook “%(name)s” on again.")

    name: str


@dataclass(frozen=True, kw_only=True)
class WebhookStopped(Event):
    """It failed for too long, or the other side said that the address is gone."""

    kind = "webhook.stopped"
    sentence = _(
        "The webhook “%(name)s” was switched off. Nothing has arrived since %(since)s;"
        " the last answer was %(status)s."
    )
    mail = True

    name: str
    owner: PersonId
    since: datetime
    status: int | None
