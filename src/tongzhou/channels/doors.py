"""Addresses that lead through the messenger's own sign-in: whoever taps is known when the page opens."""

from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse

from tongzhou.channels.models import App


def door(app: App, path: str) -> str:
    base = settings.BASE_URL.rstrip("/")
    if not app.signs_in:
        return base + path
    query = urlencode({"next": path}, safe="/")
    return f"{base}{reverse(f'sign-in-{app.kind}')}?{query}"
