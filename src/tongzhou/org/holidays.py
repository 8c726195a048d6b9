"""The public JSON form of the holidays of a year, read with every error it has.

{"year": 2027, "papers": [...], "days": [{"name", "date", "isOffDay"}]}; December days may belong
to the year before, because a notice of the next year moves them.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

LONGEST_NAME = 40
LARGEST = 200_000
MOST_DAYS = 400
MOST_ERRORS = 20


@dataclass(frozen=True, slots=True)
class Holiday:
    day: date
    is_working: bool
    name: str


@dataclass(frozen=True)
class HolidayFile:
    """`errors` name the entry and what is wrong with it; any of them forbids the import."""

    year: int | None
    days: list[Holiday]
    errors: list[str]


def read_holidays(text: str) -> HolidayFile:
    try:
        content = json.loads(text[:LARGEST])
        year, rows = content.get("year"), content["days"]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return HolidayFile(None, [], [unreadable()])
    if not isinstance(rows, list) or not 0 < len(rows) <= MOST_DAYS:
        return HolidayFile(None, [], [unreadable()])
    known = year if isinstance(year, int) and 1990 <= year <= 2199 else None
    days: dict[date, Holiday] = {}
    errors = [error for at, row in enumerate(rows, 1) for error in _take(at, row, known, days)]
    return HolidayFile(known, sorted(days.values(), key=_day), errors[:MOST_ERRORS])


def unreadable() -> str:
    return _(
        "This is not the public holiday file: expected {“days”: [{“name”, “date”, “isOffDay”}]}."
    )


def _take(at: int, row: Any, year: int | None, days: dict[date, Holiday]) -> Iterator[str]:
    """Adds one entry to `days`, or says what is wrong with it."""
    facts = {"at": at, "text": str(row.get("date") if isinstance(row, dict) else row)[:40]}
    day = _date(row)
    if day is None:
        yield _("Entry %(at)s: “%(text)s” is not a date like 2027-01-01.") % facts
    elif not isinstance(row.get("isOffDay"), bool):
        yield _("Entry %(at)s (%(text)s): “isOffDay” must be true or false.") % facts
    elif not str(row.get("name") or "").strip():
        yield _("Entry %(at)s (%(text)s): the name is missing.") % facts
    elif day in days:
        yield _("Entry %(at)s: %(text)s is there twice.") % facts
    elif year and not date(year - 1, 12, 1) <= day <= date(year, 12, 31):
        yield _("Entry %(at)s: %(text)s does not belong to %(year)s.") % {**facts, "year": year}
    else:
        name = str(row["name"]).strip()[:LONGEST_NAME]
        days[day] = Holiday(day, not row["isOffDay"], name)


def _date(row: Any) -> date | None:
    try:
        day = date.fromisoformat(row["date"])
    except (ValueError, KeyError, TypeError):
        return None
    return day if 1990 <= day.year <= 2199 else None


def _day(holiday: Holiday) -> date:
    return holiday.day
