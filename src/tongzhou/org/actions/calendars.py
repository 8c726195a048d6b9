"""The organisation's own days and the yearly import of public holidays."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from tongzhou.core.verdicts import Invalid, NotPossibleNow, Sentence
from tongzhou.journal.actions import record
from tongzhou.org import calendars, policy
from tongzhou.org.events import CalendarDaysSet
from tongzhou.org.holidays import LONGEST_NAME, Holiday, read_holidays
from tongzhou.org.models import CalendarDay, Person

FIRST, LAST = date(1990, 1, 1), date(2199, 12, 31)


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
