"""Operations that change something: one transaction, once per `Idempotency-Key`; or only rehearsed."""

from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponseBase
from ninja.decorators import decorate_view

from tongzhou.api.matching import if_matching
from tongzhou.journal.once import View, once

DRY_RUN = "Tongzhou-Dry-Run"
"""A header: everything is done, answered and undone; no key is spent by it."""


def changing(view: View) -> View:
    matched = if_matching(view)
    kept = once(matched)

    def run(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if DRY_RUN not in request.headers:
            return kept(request, *args, **kwargs)
        with transaction.atomic():
            response = matched(request, *args, **kwargs)
            transaction.set_rollback(True)
        response[DRY_RUN] = "1"
        return response

    return run


effect: Callable[[Any], Any] = decorate_view(changing)
