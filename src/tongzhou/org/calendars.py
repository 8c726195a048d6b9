"""The organisation's working calendar: bundled public holidays, overridden by its own days.

The holidays come from a file, so an update of the program brings a new year without a migration;
`CalendarDay` rows hold what the organisation itself decided or imported, and win.
"""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from time import monotonic
from uuid import UUID

from tongzhou.core import clock
from tongzhou.core.workdays import WorkCalendar
from tongzhou.org.models import CalendarDay

KEPT_SECONDS = 60.0
YEARS_AHEAD = 4
SUBJECT = UUID(int=1)
"""What journal entries about the calendar are about; there is one."""


def calendar() -> WorkCalendar:
    """Kept in the process for at most a minute, so that several processes agree soon."""
    if _kept is None or monotonic() - _kept.at > KEPT_SECONDS:
        keep(CalendarDay.objects.values_list("day", "is_working", "is_half"))
    assert _kept is not None
    return _kept.calendar


def is_at_work() -> bool:
    """Whether this minute is one of a working day; otherwise nobody is bothered."""
    now = clock.now()
    return bool(calendar().working_hours_between(now, now + timedelta(minutes=1)))


def is_estimated(day: date) -> bool:
    """Whether the public holidays of its year are still to be published."""
    return day.year >= clock.today().year and not calendar().is_published(day.year)


def estimated_years() -> tuple[int, ...]:
    """Of this one and the next few: those whose public holidays are still to be published."""
    this, days = clock.today().year, calendar()
    return tuple(year for year in range(this, this + YEARS_AHEAD) if not days.is_published(year))


def forget() -> None:
    """The next question reads the rows again."""
    global _kept
    _kept = None


@cache
def bundled() -> dict[date, tuple[bool, str]]:
    """Public holidays and make-up workdays as published: is it worked, and its name."""
    text = files("tongzhou.org").joinpath("holidays.csv").read_text("utf-8")
    return {
        date.fromisoformat(row["date"]): (row["kind"] != "off", row["name"])
        for row in csv.DictReader(text.splitlines())
    }


@dataclass(frozen=True)
class _Kept:
    calendar: WorkCalendar
    at: float


_kept: _Kept | None = None


def keep(own: Iterable[tuple[date, bool, bool]]) -> None:
    """Days of the organisation itself: the day, whether it is worked, whether half of it."""
    global _kept
    rows = list(own)
    days = {day: worked for day, (worked, _name) in bundled().items()}
    days.update((day, worked) for day, worked, _half in rows)
    halves = frozenset(day for day, _worked, half in rows if half)
    fresh = WorkCalendar(days, clock.zone(), halves)
    _kept = _Kept(_kept.calendar if _kept and _kept.calendar == fresh else fresh, monotonic())
