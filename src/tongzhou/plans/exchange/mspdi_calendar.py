"""The calendar of a Microsoft Project file: the weekdays it works, and the days that are otherwise."""

import xml.etree.ElementTree as ET
from collections.abc import Iterator
from datetime import date, timedelta

MONDAY_TO_FRIDAY = frozenset(range(5))
MOST_DAYS = 4_000
Week = frozenset[int]


def read_calendar(root: ET.Element) -> tuple[Week | None, dict[date, bool]]:
    """Of the project itself, else of the first; a later exception wins, as in the program."""
    known = {_text(one, "UID"): one for one in _children(root, "Calendars", "Calendar")}
    if not known:
        return None, {}
    chosen = known.get(_text(root, "CalendarUID")) or next(iter(known.values()))
    days = list(_children(chosen, "WeekDays", "WeekDay"))
    week = {
        (int(kind) - 2) % 7: _text(one, "DayWorking") != "0"
        for one in days
        if (kind := _text(one, "DayType")) in set("1234567")
    }
    worked = {day for day in range(7) if week.get(day, day in MONDAY_TO_FRIDAY)}
    special: dict[date, bool] = {}
    older = [one for one in days if _text(one, "DayType") == "0"]
    for one in (*older, *_children(chosen, "Exceptions", "Exception")):
        works = _text(one, "DayWorking") != "0"
        special |= dict.fromkeys(_period(one), works)
    kept = list(special.items())[:MOST_DAYS]
    return frozenset(worked), {
        day: works for day, works in kept if works != (day.weekday() in worked)
    }


def _period(one: ET.Element) -> Iterator[date]:
    period = next((child for child in one if _local(child.tag) == "TimePeriod"), None)
    try:
        first = date.fromisoformat(_text(period, "FromDate")[:10])
        last = date.fromisoformat(_text(period, "ToDate")[:10])
    except (ValueError, TypeError):
        return
    for at in range(min((last - first).days + 1, MOST_DAYS)):
        yield first + timedelta(days=at)


def _children(element: ET.Element, group: str, name: str) -> Iterator[ET.Element]:
    for found in element:
        if _local(found.tag) == group:
            yield from (one for one in found if _local(one.tag) == name)


def _text(element: ET.Element | None, name: str) -> str:
    if element is None:
        return ""
    found = next((one for one in element if _local(one.tag) == name), None)
    return (found.text or "").strip() if found is not None else ""


def _local(tag: str) -> str:
    return tag.rsplit("}", 1)[-1]
