"""The working calendar of a year."""

from dataclasses import dataclass
from datetime import date

from tongzhou.org.calendars import bundled
from tongzhou.org.models import CalendarDay


@dataclass(frozen=True)
class SpecialDay:
    """A day that is not what its weekday says; `is_own` when the organisation decided it."""

    day: date
    is_working: bool
    name: str
    is_own: bool


def special_days(year: int) -> list[SpecialDay]:
    own = {row.day: row for row in CalendarDay.objects.filter(day__year=year)}
    public = {day: fact for day, fact in bundled().items() if day.year == year}
    found = [SpecialDay(day, *fact, is_own=False) for day, fact in public.items() if day not in own]
    found += [SpecialDay(row.day, row.is_working, row.name, is_own=True) for row in own.values()]
    return sorted(found, key=lambda special: special.day)
