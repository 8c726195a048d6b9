"""Operations that change something: one transaction, once per `Idempotency-Key`."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from ninja.decorators import decorate_view

from tongzhou.api.tokens import identify
from tongzhou.journal.once import View, once


def _for_the_token(view: View) -> View:
    """A key belongs to the person of the token, so that is known before the key is looked at."""
    kept = once(view)

    @wraps(view)
    def run(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        identify(request)
        return kept(request, *args, **kwargs)

    return run


effect: Callable[[Any], Any] = decorate_view(_for_the_token)
