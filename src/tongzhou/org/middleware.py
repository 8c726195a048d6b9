"""Everybody is signed in, except on the few pages that say otherwise; and reads in own words."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils import translation

Next = Callable[[HttpRequest], HttpResponseBase]
public = login_not_required
"""Marks a view that needs nobody signed in."""

OWN_DOORS = ("/api/", "/scim/")
"""Below these a token is asked for."""


class SignedInMiddleware:
    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], *_arguments: object
    ) -> HttpResponseBase | None:
        if request.user.is_authenticated:
            request.user.memo = {}
        elif getattr(view, "login_required", True) and not request.path.startswith(OWN_DOORS):
            return _to_the_door(request)
        return None


class LanguageMiddleware:
    """A person's own language; before signing in the cookie, then the browser's wish."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        person = request.user
        if person.is_authenticated and person.language in dict(settings.LANGUAGES):
            language = person.language
        else:
            language = translation.get_language_from_request(request)
        with translation.override(language):
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response


def _to_the_door(request: HttpRequest) -> HttpResponseBase:
    back = request.get_full_path() if request.method == "GET" else "/"
    door = f"{reverse('sign-in')}?{urlencode({'next': back}, safe='/')}"
    if request.headers.get("HX-Request"):
        return HttpResponse(status=204, headers={"HX-Redirect": door})
    return HttpResponseRedirect(door, status=303)
