"""What the pages of the webhooks show."""

from typing import Any
from urllib.parse import urlsplit

from django.db.models import Count, Q, QuerySet

from tongzhou.channels.sealing import unseal
from tongzhou.org.models import Person
from tongzhou.webhooks.models import Webhook, WebhookDelivery
from tongzhou.webhooks.topics import TOPICS

SHOWN = 50


def webhooks(person: Person) -> QuerySet[Webhook]:
    counted = {
        "waiting": Count("deliveries", filter=Q(deliveries__state="waiting")),
        "refused": Count("deliveries", filter=Q(deliveries__state="refused")),
    }
    return (
        Webhook.objects.visible_to(person).select_related("owner__department").annotate(**counted)
    )


def page(webhook: Webhook) -> dict[str, Any]:
    """The address without its path and query: they may hold a key."""
    place = urlsplit(unseal(webhook.address))
    told = (
        WebhookDelivery.objects.filter(webhook=webhook)
        .select_related("entry")
        .order_by("-noted_at", "-pk")
    )
    return {
        "webhook": webhook,
        "place": f"{place.scheme}://{place.netloc}/…" if place.netloc else "",
        "topics": [TOPICS[one][0] for one in webhook.topics if one in TOPICS],
        "deliveries": told[:SHOWN],
        "waiting": WebhookDelivery.objects.filter(webhook=webhook, state="waiting").count(),
    }


def stopped() -> list[Webhook]:
    """For the operator: webhooks that were switched off."""
    return list(Webhook.objects.filter(closed_at=None).exclude(stopped_at=None))
