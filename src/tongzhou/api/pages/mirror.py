"""The page's own view, asked by a program."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.messages.storage.base import BaseStorage, Message
from django.http import Http404, HttpRequest, HttpResponseBase, HttpResponseNotAllowed

from tongzhou.api.effects import changing
from tongzhou.api.matching import tagged
from tongzhou.api.pages.answering import answered
from tongzhou.api.pages.places import Place
from tongzhou.api.pages.reading import fill_form
from tongzhou.api.problems import nothing_here, refused
from tongzhou.core.verdicts import WithoutEffect
from tongzhou.ui.backend import KEPT

View = Callable[..., HttpResponseBase]
KEY = "HTTP_IDEMPOTENCY_KEY"


def mirrored(place: Place) -> View:
    """Stands behind the doors; reading is tagged, changing happens once per key."""
    change = changing(_changing(place))

    @wraps(place.plain)
    def run(request: HttpRequest, **ids: Any) -> HttpResponseBase:
        if request.method == "GET" and "GET" in place.methods:
            return tagged(request, _asked(place, request, ids), ids)
        if request.method == "POST" and "POST" in place.methods:
            return _ended(lambda: change(request, **ids))
        return HttpResponseNotAllowed(place.methods)

    return run


def _changing(place: Place) -> View:
    def run(request: HttpRequest, **ids: Any) -> HttpResponseBase:
        _spend_key(request)
        fill_form(request)
        return _asked(place, request, ids)

    return run


def _asked(place: Place, request: HttpRequest, ids: dict[str, Any]) -> HttpResponseBase:
    """What was said in passing (a toast) is not for programs, and sets no cookie."""
    facts: dict[str, Any] = {}
    given = {**place.pattern.default_args, **ids}
    request.META[KEPT] = facts
    request._messages = _Unsaid(request)  # type: ignore[attr-defined]
    return _ended(lambda: answered(place.view(request, **given), facts))


def _spend_key(request: HttpRequest) -> None:
    """It is spent already: the page's own `@once` must not meet it again."""
    request.META.pop(KEY, None)
    request.__dict__.pop("headers", None)


def _ended(act: Callable[[], HttpResponseBase]) -> HttpResponseBase:
    try:
        return act()
    except WithoutEffect as ended:
        return refused(ended)
    except Http404:
        return nothing_here()


class _Unsaid(BaseStorage):
    def _get(self, *_args: object, **_kwargs: object) -> tuple[list[Message], bool]:
        return [], True

    def _store(self, *_args: object, **_kwargs: object) -> list[Message]:
        return []
