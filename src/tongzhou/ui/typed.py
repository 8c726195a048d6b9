"""What a person typed into a form that had no effect, so that no word is lost; and the way back."""

import re
from urllib.parse import urlsplit

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme

_NOT_SHOWN = re.compile(
    r"^(csrfmiddlewaretoken|once|version|next|seen|sketch)$|password|token|secret", re.I
)
_NOT_PROSE = re.compile(r"^[\d\s:./-]*$|^[\w:-]{1,100}$", re.ASCII)
LONGEST = 20_000


def kept_text(request: HttpRequest) -> list[str]:
    """The prose among the sent fields: no keys, no dates, no secrets."""
    if request.method != "POST":
        return []
    return [
        value[:LONGEST]
        for name, values in request.POST.lists()
        if not _NOT_SHOWN.search(name)
        for value in values
        if value.strip() and not _NOT_PROSE.match(value)
    ]


def way_back(request: HttpRequest) -> str:
    """The address the person came from if it is ours, otherwise the first page.

    A path that begins with two slashes would name another site.
    """
    came_from = request.POST.get("next", "") or request.headers.get("Referer", "")
    allowed = url_has_allowed_host_and_scheme(
        came_from, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    if not allowed:
        return "/"
    found = urlsplit(came_from)
    return "/" + found.path.lstrip("/") + (f"?{found.query}" if found.query else "")
