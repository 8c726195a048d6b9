"""Who can object to a change that is in force and that they did not have to sign again."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from tongzhou.agreements.models import ChangeRequest, RowSignature
from tongzhou.core import clock
from tongzhou.org.calendars import calendar
from tongzhou.org.models import Department, Person
from tongzhou.org.rules import rules
from tongzhou.org.standing import as_head

OBJECTIONABLE = ("normal", "emergency", "pre_authorised")
LIVING = ("delivering", "accepting")


@dataclass(frozen=True)
class Window:
    """`departments` are those for which this person can object until the end of `until`."""

    until: date
    departments: list[tuple[UUID, str]]


def last_day(change: ChangeRequest) -> date | None:
    """None where nobody can: a ruling and a clause stand, and what ended otherwise has no effect."""
    if change.state != "applied" or change.ruling or change.kind not in OBJECTIONABLE:
        return None
    days = rules().objection_days
    if not days or not change.ended_at:
        return None
    ended = change.ended_at.astimezone(clock.zone()).date()
    return calendar().add_working_days(ended, days)


def window(change: ChangeRequest, person: Person) -> Window | None:
    until = last_day(change)
    if until is None or clock.today() > until or change.collaboration.state not in LIVING:
        return None
    found = [one for one in not_asked(change) if as_head(person, one)]
    return Window(until, [(one.pk, one.name) for one in found])


def not_asked(change: ChangeRequest) -> list[Department]:
    """The parties that neither signed it anew, nor asked for it, nor objected already."""
    signed = RowSignature.objects.filter(seat__row__version__change=change, carried_from=None)
    parties = Department.objects.filter(takes_part__collaboration=change.collaboration_id)
    parties = parties.exclude(pk__in=signed.values("seat__department"))
    parties = parties.exclude(pk=change.department_id)
    parties = parties.exclude(pk__in=change.objections.values("department"))
    return list(parties.select_related("head", "deputy").order_by("position", "path"))


def objections_to(change: ChangeRequest) -> list[ChangeRequest]:
    if change.state != "applied":
        return []
    return list(change.objections.select_related("department").order_by("number"))
