"""The calendar of a Microsoft Project file: the weekdays it works, and the days that are otherwise."""

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from tongzhou.core.workdays import WorkCalendar
from tongzhou.plans.exchange.elements import own, text, within

MONDAY_TO_FRIDAY = frozenset(range(5))
MOST_DAYS = 4_000
HALF_DAY = 240
MOMENT = re.compile(r"([0-9]{1,2}):([0-9]{2})(:.*)?")
Week = frozenset[int]


@dataclass(frozen=True)
class ProjectDays:
    """The weekdays a plan works, and with them every day that is otherwise."""

    week: Week = MONDAY_TO_FRIDAY
    calendar: WorkCalendar = field(default_factory=WorkCalendar)


def project_days(root: ET.Element, first: date, last: date) -> ProjectDays | None:
    """The calendar of a file between two days; None where it has none."""
    week, special = read_calendar(root)
    if week is None:
        return None
    span = (first + timedelta(days=at) for at in range((last - first).days + 1))
    unusual = {
        day: day.weekday() in week
        for day in span
        if (day.weekday() in week) != (day.weekday() in MONDAY_TO_FRIDAY)
    }
    return ProjectDays(week, WorkCalendar({**unusual, **special}, halves=_halves(root)))


def read_calendar(root: ET.Element) -> tuple[Week | None, dict[date, bool]]:
    """Of the project itself, else of the first; a later exception wins, as in the program."""
    chosen = _chosen(root)
    if chosen is None:
        return None, {}
    days = within(chosen, "WeekDays", "WeekDay")
    week = {
        (int(kind) - 2) % 7: text(one, "DayWorking") != "0"
        for one in days
        if (kind := text(one, "DayType")) in set("1234567")
    }
    worked = {day for day in range(7) if week.get(day, day in MONDAY_TO_FRIDAY)}
    special: dict[date, bool] = {}
    older = [one for one in days if text(one, "DayType") == "0"]
    for one in (*older, *within(chosen, "Exceptions", "Exception")):
        works = text(one, "DayWorking") != "0"
        special |= dict.fromkeys(_period(one), works)
    kept = list(special.items())[:MOST_DAYS]
    return frozenset(worked), {
        day: works for day, works in kept if works != (day.weekday() in worked)
    }


def _chosen(root: ET.Element) -> ET.Element | None:
    known = {text(one, "UID"): one for one in within(root, "Calendars", "Calendar")}
    return known.get(text(root, "CalendarUID")) or next(iter(known.values()), None)


def _halves(root: ET.Element) -> frozenset[date]:
    """Exceptions of four hours or fewer."""
    chosen = _chosen(root)
    exceptions = () if chosen is None else within(chosen, "Exceptions", "Exception")
    worked = (one for one in exceptions if 0 < _minutes(one) <= HALF_DAY)
    return frozenset(day for one in worked for day in _period(one))


def _minutes(one: ET.Element) -> int:
    spans = within(one, "WorkingTimes", "WorkingTime")
    return sum(_moment(text(part, "ToTime")) - _moment(text(part, "FromTime")) for part in spans)


def _moment(text: str) -> int:
    found = MOMENT.fullmatch(text.strip())
    return int(found[1]) * 60 + int(found[2]) if found else 0


def _period(one: ET.Element) -> Iterator[date]:
    period = next(iter(own(one, "TimePeriod")), None)
    try:
        first = date.fromisoformat(text(period, "FromDate")[:10])
        last = date.fromisoformat(text(period, "ToDate")[:10])
    except (ValueError, TypeError):
        return
    for at in range(min((last - first).days + 1, MOST_DAYS)):
        yield first + timedelta(days=at)
