"""Page templates; where a program asks instead of a person, what the page would show stays data."""

from typing import Any

from django.http import HttpRequest
from django.template.backends import jinja2

KEPT = "tongzhou.facts"
"""Where a request collects what its page is made of; no header can write there."""


class Pages(jinja2.Jinja2):
    def get_template(self, template_name: str) -> "Page":
        return Page(super().get_template(template_name).template, self)

    def from_string(self, template_code: str) -> "Page":
        return Page(super().from_string(template_code).template, self)


class Page(jinja2.Template):
    def render(
        self, context: dict[str, Any] | None = None, request: HttpRequest | None = None
    ) -> str:
        if request is not None and KEPT in request.META:
            request.META[KEPT].update(context or {})
            return ""
        return super().render(context, request)
