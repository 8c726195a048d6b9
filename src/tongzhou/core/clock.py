"""The one place that says what time it is, so that a story or a test can set it."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone

_set_to: datetime | None = None


def now() -> datetime:
    """Aware, in UTC."""
    return _set_to or timezone.now()


def today() -> date:
    """The calendar day in the organisation's time zone."""
    return now().astimezone(zone()).date()


def zone() -> ZoneInfo:
    return ZoneInfo(settings.TIME_ZONE)


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Every thread of this process lives at `moment` until the block ends or `advance` is called."""
    global _set_to
    before = _set_to
    _set_to = moment
    try:
        yield
    finally:
        _set_to = before


def move_to(moment: datetime) -> None:
    """Inside `at`: jump to another moment."""
    global _set_to
    _set_to = moment


def advance(by: timedelta) -> None:
    """Inside `at`: let time pass."""
    global _set_to
    if _set_to is None:
        raise RuntimeError("advance() needs a clock set with at()")
    _set_to += by
