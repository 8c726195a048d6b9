"""The working calendar of a year, and what a holiday file would change in it."""

from calendar import Calendar
from dataclasses import dataclass
from datetime import date

from tongzhou.org.calendars import bundled, calendar
from tongzhou.org.holidays import HolidayFile
from tongzhou.org.models import CalendarDay


@dataclass(frozen=True)
class SpecialDay:
    """A day that is not what its weekday says; `is_own` when the organisation decided it.

    `is_kept`: a row holds it, which can be taken away again.
    """

    day: date
    is_working: bool
    name: str
    is_own: bool
    is_half: bool = False
    is_kept: bool = False


@dataclass(frozen=True)
class Day:
    """One cell of a month; `css` says what kind of day it is."""

    day: date
    css: str
    name: str


@dataclass(frozen=True)
class Month:
    """Weeks begin on Monday; None stands outside the month."""

    first: date
    weeks: list[list[Day | None]]
    working: int


@dataclass(frozen=True)
class Change:
    """What a file says about a day; `is_own`: the organisation's own decision stays."""

    day: date
    is_working: bool
    name: str
    is_new: bool
    is_own: bool


def special_days(year: int) -> list[SpecialDay]:
    own = {row.day: row for row in CalendarDay.objects.filter(day__year=year)}
    public = {day: fact for day, fact in bundled().items() if day.year == year}
    found = [SpecialDay(day, *fact, is_own=False) for day, fact in public.items() if day not in own]
    found += [
        SpecialDay(row.day, row.is_working, row.name, not row.is_public, row.is_half, is_kept=True)
        for row in own.values()
    ]
    return sorted(found, key=lambda special: special.day)


def months(year: int, special: list[SpecialDay], today: date) -> list[Month]:
    known = {one.day: one for one in special}
    return [_month(year, number, known, today) for number in range(1, 13)]


def changes(read: HolidayFile) -> list[Change]:
    rows = {row.day: row for row in CalendarDay.objects.filter(day__in=[d.day for d in read.days])}
    known = {day: works for day, (works, _name) in bundled().items()}
    known |= {row.day: row.is_working for row in rows.values()}
    return [
        Change(
            one.day, one.is_working, one.name,
            is_new=known.get(one.day) != one.is_working,
            is_own=one.day in rows and not rows[one.day].is_public,
        )
        for one in read.days
    ]  # fmt: skip


def _month(year: int, number: int, known: dict[date, SpecialDay], today: date) -> Month:
    weeks = [
        [_cell(day, known.get(day), today) if day.month == number else None for day in week]
        for week in Calendar().monthdatescalendar(year, number)
    ]
    days = [cell.day for week in weeks for cell in week if cell]
    return Month(days[0], weeks, sum(map(calendar().is_working_day, days)))


def _cell(day: date, special: SpecialDay | None, today: date) -> Day:
    css = "off" if day.weekday() > 4 else ""
    if special:
        css = "half" if special.is_half else "made-up" if special.is_working else "holiday"
    if day == today:
        css = f"{css} today"
    return Day(day, css.strip(), special.name if special else "")
