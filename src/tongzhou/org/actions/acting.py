"""代理负责人: somebody leads a department for a while, from a first to a last day."""

from datetime import date, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from tongzhou.core import clock
from tongzhou.core.dates import check_order
from tongzhou.core.verdicts import Invalid, NotPossibleNow, Sentence
from tongzhou.journal.actions import record
from tongzhou.journal.events import DepartmentId, PersonId
from tongzhou.org.actions.checks import check_active, locked
from tongzhou.org.actions.seats import fill_with_absorbed
from tongzhou.org.events import ActingHeadEnded, ActingHeadNamed
from tongzhou.org.models import ActingHead, Department, Person

LONGEST = timedelta(days=366)


def name_acting_head(
    department: Department, *, by: Person | None, person: Person, since: date, until: date
) -> ActingHead:
    """From the first day on `person` sits in the head's seat; today's takes it at once."""
    with transaction.atomic():
        row = locked(department, by=by)
        check_active(person)
        _check_days(row, since, until)
        if row.head_id == person.pk and row.acting_until is None:
            raise _wrong("person", _("%(person)s already is the head.") % {"person": person.name})
        acting = ActingHead.objects.create(department=row, person=person, since=since, until=until)
        named = ActingHeadNamed(
            subject=row.pk, department=DepartmentId(row.pk), person=PersonId(person.pk),
            since=since, until=until,
        )  # fmt: skip
        record(named, by=by)
        if since <= clock.today():
            _take_the_seat(acting, row, by=by)
    department.refresh_from_db()
    return acting


def end_acting(acting: ActingHead, *, by: Person | None) -> None:
    """Earlier than planned, or before it began."""
    with transaction.atomic():
        row = locked(acting.department, by=by)
        found = ActingHead.objects.select_for_update(of=("self",)).select_related("displaced")
        current = found.get(pk=acting.pk)
        if current.ended_at:
            raise NotPossibleNow(_("This is already over."))
        _leave_the_seat(current, row, by=by)


def turn_the_day() -> None:
    """Who acts from today on takes the seat; whose last day is over gives it back."""
    today = clock.today()
    for over in ActingHead.objects.open().filter(until__lt=today).order_by("until"):
        _turn(over, _leave_the_seat)
    for due in ActingHead.objects.open().filter(started_at=None, since__lte=today):
        _turn(due, _take_the_seat)


def _turn(acting: ActingHead, act: object) -> None:
    with transaction.atomic():
        row = Department.objects.select_for_update().get(pk=acting.department_id)
        found = ActingHead.objects.select_for_update(of=("self",))
        current = found.select_related("person", "displaced").get(pk=acting.pk)
        if current.ended_at is None and (act is _leave_the_seat or current.started_at is None):
            act(current, row, by=None)  # type: ignore[operator]


def _take_the_seat(acting: ActingHead, row: Department, *, by: Person | None) -> None:
    acting.started_at, acting.displaced = clock.now(), row.head
    acting.save(update_fields=["started_at", "displaced"])
    fill_with_absorbed(row, "head", acting.person, by=by, acting_until=acting.until)


def _leave_the_seat(acting: ActingHead, row: Department, *, by: Person | None) -> None:
    acting.ended_at = clock.now()
    acting.save(update_fields=["ended_at"])
    if acting.started_at and row.head_id == acting.person_id:
        back = acting.displaced if acting.displaced and acting.displaced.is_active else None
        fill_with_absorbed(row, "head", back, by=by)
    over = ActingHeadEnded(
        subject=row.pk, department=DepartmentId(row.pk), person=PersonId(acting.person_id)
    )
    record(over, by=by)


def _check_days(department: Department, since: date, until: date) -> None:
    check_order(since, until)
    if until < clock.today():
        raise _wrong("until", _("The last day is already over."))
    if until - since > LONGEST:
        raise _wrong("until", _("At most a year, please; then appoint a head."))
    others = department.acting_heads.open().filter(since__lte=until, until__gte=since)
    if other := others.select_related("person").first():
        sentence = _("%(person)s already acts on these days. End that first.")
        raise _wrong("since", sentence % {"person": other.person.name})


def _wrong(field: str, sentence: Sentence) -> Invalid:
    return Invalid(sentence, errors={field: sentence})
