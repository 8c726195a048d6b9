"""The organisation's own days and the yearly import of public holidays."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from tongzhou.core.verdicts import Invalid, NotPossibleNow, Sentence
from tongzhou.journal.actions import record
from tongzhou.org import calendars, policy
from tongzhou.org.events import CalendarDaysSet
from tongzhou.org.holidays import LONGEST_NAME, Holiday, read_holidays
from tongzhou.org.models import CalendarDay, Person

FIRST, LAST = date(1990, 1, 1), date(2199, 12, 31)
SATURDAY, DAYS_OF_A_WEEK, A_YEAR = 5, 7, timedelta(days=366)


def set_day(
    day: date, *, by: Person | None, is_working: bool, name: str, is_half: bool = False
) -> None:
    """A company day off, a weekend everybody works, or a day that ends after four hours."""
    with transaction.atomic():
        policy.may_manage_organisation(by).require()
        if not FIRST <= day <= LAST:
            sentence: Sentence = _("This day is too far away.")
            raise Invalid(sentence, errors={"day": sentence})
        CalendarDay.objects.update_or_create(
            day=day,
            defaults={
                "is_working": is_working or is_half, "is_half": is_half, "is_public": False,
                "name": name.strip()[:LONGEST_NAME],
            },
        )  # fmt: skip
        _told([day], by=by)


def alternate_weeks(first: date, until: date, *, by: Person | None, name: str) -> int:
    """大小周: every second Saturday from `first` on is worked; how many were not decided before."""
    with transaction.atomic():
        policy.may_manage_organisation(by).require()
        _check_weeks(first, until)
        own = CalendarDay.objects.filter(day__range=(first, until))
        decided = calendars.bundled().keys() | set(own.values_list("day", flat=True))
        weeks = range(0, (until - first).days + 1, 2 * DAYS_OF_A_WEEK)
        days = [day for week in weeks if (day := first + timedelta(days=week)) not in decided]
        if not days:
            raise NotPossibleNow(_("Each of these Saturdays is decided already."))
        CalendarDay.objects.bulk_create(
            CalendarDay(day=day, is_working=True, name=name.strip()[:LONGEST_NAME]) for day in days
        )
        _told(days, by=by)
    return len(days)


def _check_weeks(first: date, until: date) -> None:
    sentence: Sentence
    if first.weekday() != SATURDAY or not first >= FIRST:
        sentence = _("This day is no Saturday.")
        raise Invalid(sentence, errors={"first": sentence})
    if not first <= until <= min(first + A_YEAR, LAST):
        sentence = _("Choose a day within a year of the first Saturday.")
        raise Invalid(sentence, errors={"until": sentence})


def clear_day(day: date, *, by: Person | None) -> None:
    """The day is again what the bundled calendar says."""
    with transaction.atomic():
        policy.may_manage_organisation(by).require()
        gone, _rows = CalendarDay.objects.filter(day=day).delete()
        if not gone:
            raise NotPossibleNow(_("This day is already what the public calendar says."))
        _told([day], by=by)


def import_holidays(text: str, *, by: Person | None) -> int:
    """How many days of the published file are taken over; own days stay as they were decided."""
    with transaction.atomic():
        policy.may_manage_organisation(by).require()
        read = read_holidays(text)
        if read.errors:
            raise Invalid(read.errors[0], errors={"file": read.errors[0]})
        own = set(CalendarDay.objects.filter(is_public=False).values_list("day", flat=True))
        taken = [one for one in read.days if one.day not in own]
        _take_over(taken)
        if taken:
            _told([one.day for one in taken], by=by)
    return len(taken)


def _take_over(days: Iterable[Holiday]) -> None:
    CalendarDay.objects.bulk_create(
        [
            CalendarDay(day=one.day, is_working=one.is_working, name=one.name, is_public=True)
            for one in days
        ],
        update_conflicts=True,
        unique_fields=["day"],
        update_fields=["is_working", "is_half", "is_public", "name"],
    )


def _told(days: list[date], *, by: Person | None) -> None:
    event = CalendarDaysSet(
        subject=calendars.SUBJECT, first=min(days), last=max(days), count=len(days)
    )
    record(event, by=by)
    # Twice: for the rest of this transaction, and for threads that read before it ended.
    calendars.forget()
    transaction.on_commit(calendars.forget)
