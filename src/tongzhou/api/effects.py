"""Operations that change something: one transaction, once per `Idempotency-Key`."""

from collections.abc import Callable
from typing import Any

from ninja.decorators import decorate_view

from tongzhou.api.matching import if_matching
from tongzhou.journal.once import View, once


def _whole(view: View) -> View:
    return once(if_matching(view))


effect: Callable[[Any], Any] = decorate_view(_whole)
