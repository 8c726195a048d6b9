"""Tells other systems what happened."""

from tongzhou.journal.consumers import consumer, tick
from tongzhou.journal.models import Entry
from tongzhou.webhooks import telling
from tongzhou.webhooks.actions import deliveries


@consumer("webhooks")
def gather_for_webhooks(entries: list[Entry]) -> None:
    telling.gather(entries)


@tick("webhook letters", every=3)
def tell_other_systems() -> None:
    telling.tell()


@tick("old deliveries", every=86_400)
def forget_old_deliveries() -> None:
    deliveries.sweep()
