"""How often a token may call: counted in the database for all processes, taken in lots of ten.

A process asks the database once in ten calls; what is left of its lot when the minute ends is lost.
"""

import threading
from datetime import datetime
from uuid import UUID

from django.conf import settings

from tongzhou.core import clock
from tongzhou.org.actions.tokens import take_calls
from tongzhou.org.models import Token

LOT = 10
_lock = threading.Lock()
_taking = threading.Lock()
_lots: dict[UUID, tuple[datetime, int]] = {}


def seconds_to_wait(token: Token) -> int:
    """0 = go on; otherwise until the next minute begins."""
    now = clock.now()
    window = now.replace(second=0, microsecond=0)
    if _spend(token.pk, window) or _spend_of_a_new_lot(token, window):
        return 0
    return 60 - now.second


def _spend_of_a_new_lot(token: Token, window: datetime) -> bool:
    """One caller asks for all who wait: each with a lot of its own would use a tenth of it."""
    with _taking:
        if _spend(token.pk, window):
            return True
        if not take_calls(token, LOT, window=window, most=settings.API_CALLS):
            return False
        with _lock:
            _lots[token.pk] = (window, LOT - 1)
        return True


def _spend(key: UUID, window: datetime) -> bool:
    with _lock:
        kept, left = _lots.get(key, (window, 0))
        if kept != window or not left:
            _forget(window)
            return False
        _lots[key] = (window, left - 1)
        return True


def _forget(window: datetime) -> None:
    for key in [key for key, (kept, _left) in _lots.items() if kept != window]:
        del _lots[key]
