"""The organisation's own days and the yearly import of public holidays."""

import json
from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from tongzhou.core.verdicts import Invalid
from tongzhou.journal.actions import record
from tongzhou.org import calendars, policy
from tongzhou.org.events import CalendarDaysSet
from tongzhou.org.models import CalendarDay, Person

LONGEST_NAME = 40


def set_day(day: date, *, by: Person | None, is_working: bool, name: str) -> None:
    """A company day off, or a weekend everybody works."""
    _write({day: (is_working, name.strip()[:LONGEST_NAME])}, by=by)


def clear_day(day: date, *, by: Person | None) -> None:
    """The day is again what the bundled calendar says."""
    with transaction.atomic():
        policy.may_manage_organisation(by).require()
        CalendarDay.objects.filter(day=day).delete()
        record(CalendarDaysSet(subject=calendars.SUBJECT, first=day, last=day, count=1), by=by)
    _forget()


def import_holidays(text: str, *, by: Person | None) -> int:
    """Read the public JSON form {"year", "days": [{"name", "date", "isOffDay"}]}; how many days."""
    days = _read(text)
    _write(days, by=by)
    return len(days)


def _write(days: dict[date, tuple[bool, str]], *, by: Person | None) -> None:
    with transaction.atomic():
        policy.may_manage_organisation(by).require()
        CalendarDay.objects.bulk_create(
            [
                CalendarDay(day=day, is_working=works, name=name)
                for day, (works, name) in days.items()
            ],
            update_conflicts=True,
            unique_fields=["day"],
            update_fields=["is_working", "name"],
        )
        event = CalendarDaysSet(
            subject=calendars.SUBJECT, first=min(days), last=max(days), count=len(days)
        )
        record(event, by=by)
    _forget()


def _read(text: str) -> dict[date, tuple[bool, str]]:
    try:
        rows = json.loads(text)["days"]
        days = {
            date.fromisoformat(row["date"]): (not row["isOffDay"], str(row["name"])[:LONGEST_NAME])
            for row in rows
        }
    except (ValueError, KeyError, TypeError) as damaged:
        raise Invalid(_UNREADABLE, errors={"file": _UNREADABLE}) from damaged
    if not days:
        raise Invalid(_UNREADABLE, errors={"file": _UNREADABLE})
    return days


def _forget() -> None:
    """Twice: for the rest of this transaction, and for threads that read before it ended."""
    calendars.forget()
    transaction.on_commit(calendars.forget)


_UNREADABLE = _(
    "This is not the public holiday file: expected {“days”: [{“name”, “date”, “isOffDay”}]}."
)
