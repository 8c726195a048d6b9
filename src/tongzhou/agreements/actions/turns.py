"""Whose move it is: balls of versions being signed and of change requests."""

from datetime import datetime

from tongzhou.agreements.models import ChangeRequest, RowSignature, Seat, Version
from tongzhou.collaborations import balls
from tongzhou.collaborations.balls import Holder
from tongzhou.org.calendars import calendar
from tongzhou.org.models import Department

SIGNING_HOURS = 24
"""Three working days."""


def settle_version(version: Version) -> None:
    """One ball per department that has not signed; those of a change are balls of the change."""
    if version.change:
        settle_change(version.change)
        return
    balls.settle(
        "version",
        version.pk,
        version.collaboration,
        state=version.state,
        title=version.collaboration.name,
        holders=_heads(version) if version.state == "circulating" else [],
    )


def settle_change(change: ChangeRequest) -> None:
    """Its author's while a draft, the initiator's in review, then one per department to sign."""
    match change.state:
        case "draft":
            holders = [Holder(department=change.department, person=change.by)]
        case "reviewing":
            holders = [_initiator(change)]
        case "signing":
            holders = _heads(change.versions.get(state="circulating"))
        case "provisional":
            holders = _heads(change.versions.get(state="in_force"))
        case _:
            holders = []
    balls.settle(
        "change",
        change.pk,
        change.collaboration,
        state=change.state,
        title=change.reason,
        holders=holders,
    )


def unsigned_departments(version: Version) -> list[Department]:
    """In the order of the parties."""
    open_seats = Seat.objects.filter(row__version=version, signature=None)
    waiting = Department.objects.filter(pk__in=open_seats.values("department"))
    return list(waiting.select_related("head", "deputy").order_by("position", "path"))


def is_signed(version: Version) -> bool:
    return not Seat.objects.filter(row__version=version, signature=None).exists()


def signatures(version: Version, department: Department) -> list[RowSignature]:
    given = RowSignature.objects.filter(seat__row__version=version, seat__department=department)
    return list(given)


def _heads(version: Version) -> list[Holder]:
    due = _signing_due(version)
    waiting = version.change.by if version.change else version.collaboration.person_in_charge
    return [
        Holder(
            department=department,
            person=department.head,
            deputy=department.deputy,
            waiting=waiting,
            due_at=due,
        )
        for department in unsigned_departments(version)
    ]


def _signing_due(version: Version) -> datetime:
    if version.change and version.change.due_at:
        return version.change.due_at
    return calendar().add_working_hours(version.circulated_at, SIGNING_HOURS)


def _initiator(change: ChangeRequest) -> Holder:
    case = change.collaboration
    return Holder(
        department=case.department,
        person=case.person_in_charge,
        deputy=case.department.deputy,
        waiting=change.by,
        due_at=_review_due(change),
    )


def _review_due(change: ChangeRequest) -> datetime | None:
    if change.submitted_at is None:
        return None
    hours = change.collaboration.department.response_hours
    return calendar().add_working_hours(change.submitted_at, hours)
