"""Puts the marking of terms at the service of every template."""

from django.apps import AppConfig


class TermsConfig(AppConfig):
    name = "tongzhou.terms"

    def ready(self) -> None:
        from tongzhou.terms.marking import in_words
        from tongzhou.ui.filters import template_filter

        template_filter(in_words)
