"""The axis of days: what a pixel means, where months and weeks begin, which days nobody works."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from tongzhou.core.workdays import WorkCalendar

DAY = timedelta(days=1)
WEEKEND = 5
NARROWEST = 700
"""A short plan is drawn out to this many pixels, so that the card is filled."""
WIDEST = 12_000


@dataclass(frozen=True, slots=True)
class Zoom:
    """`upper` and `lower` name the spans of the two lines of the head."""

    key: str
    pixels: float
    upper: str
    lower: str
    shows_weekends: bool = True


ZOOMS = {
    zoom.key: zoom
    for zoom in (
        Zoom("day", 34, "month", "day"),
        Zoom("week", 14, "month", "week"),
        Zoom("month", 6, "year", "month"),
        Zoom("quarter", 2, "year", "quarter", shows_weekends=False),
    )
}


@dataclass(frozen=True)
class Axis:
    """Days from `first` to `last`, both shown."""

    zoom: Zoom
    first: date
    last: date

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1

    @property
    def width(self) -> int:
        return round(self.days * self.zoom.pixels)

    def at(self, day: date) -> float:
        """Where the day begins."""
        return round((day - self.first).days * self.zoom.pixels, 1)

    def wide(self, start: date, end: date) -> float:
        return round(((end - start).days + 1) * self.zoom.pixels, 1)

    def upper(self) -> list[tuple[float, date]]:
        return [(self.at(day), day) for day in self._begins(self.zoom.upper)]

    def lower(self) -> list[tuple[float, date]]:
        return [(self.at(day), day) for day in self._begins(self.zoom.lower)]

    def _begins(self, span: str) -> Iterator[date]:
        begins = BEGINS[span]
        for count in range(self.days):
            day = self.first + DAY * count
            if count == 0 or begins(day):
                yield day

    def worked(self, calendar: WorkCalendar) -> str:
        """One sign a day for the script that snaps bars to working days."""
        days = (self.first + DAY * count for count in range(self.days))
        return "".join("1" if calendar.is_working_day(day) else "0" for day in days)

    def shades(self, calendar: WorkCalendar) -> dict[str, str]:
        """Areas by kind as one path each: weekends, public holidays, worked weekends."""
        runs: dict[str, list[str]] = {"off": [], "holiday": [], "makeup": []}
        kind, begun = "", self.first
        for count in range(self.days + 1):
            day = self.first + DAY * count
            found = "" if day > self.last else _kind(day, calendar)
            if found != kind:
                if kind and (self.zoom.shows_weekends or kind == "holiday"):
                    x, width = self.at(begun), self.wide(begun, day - DAY)
                    runs[kind].append(f"M{x:g} 0h{width:g}v1h-{width:g}z")
                kind, begun = found, day
        return {name: "".join(paths) for name, paths in runs.items() if paths}


def axis_over(first: date, last: date, zoom: Zoom) -> Axis:
    """Whole months, and at least so many days that the chart is worth looking at."""
    pad = round(24 / zoom.pixels)
    begin = (first - DAY * pad).replace(day=1) if zoom.pixels < 10 else _monday(first - DAY * pad)
    begin = max(begin, last - DAY * round(WIDEST / zoom.pixels))
    least = begin + DAY * (round(NARROWEST / zoom.pixels) - 1)
    return Axis(zoom, begin, max(last + DAY * (pad + 2), least))


def _monday(day: date) -> date:
    return day - DAY * day.weekday()


def _kind(day: date, calendar: WorkCalendar) -> str:
    known = calendar.days.get(day)
    if known is not None and known != (day.weekday() < WEEKEND):
        return "makeup" if known else "holiday"
    if day.weekday() < WEEKEND:
        return "" if calendar.is_working_day(day) else "holiday"
    return "holiday" if known is False and _long(day, calendar) else "off"


def _long(day: date, calendar: WorkCalendar) -> bool:
    """A weekend inside a public holiday belongs to it."""
    friday, monday = day - DAY * (day.weekday() - 4), day + DAY * (7 - day.weekday())
    return not (calendar.is_working_day(friday) and calendar.is_working_day(monday))


BEGINS: dict[str, Callable[[date], bool]] = {
    "day": lambda _day: True,
    "week": lambda day: day.weekday() == 0,
    "month": lambda day: day.day == 1,
    "quarter": lambda day: day.day == 1 and day.month % 3 == 1,
    "year": lambda day: day.day == 1 and day.month == 1,
}
