"""Collects what the packages above say about themselves."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class JournalConfig(AppConfig):
    name = "tongzhou.journal"

    def ready(self) -> None:
        """Every package's tables, events, audiences and consumers are known once Django is up."""
        autodiscover_modules("states", "events", "audience", "consumers", "discussed", "immutable")
