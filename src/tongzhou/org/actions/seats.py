"""Heads, deputies and liaisons: who speaks and signs for a department."""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from tongzhou.core import clock
from tongzhou.core.verdicts import NotPossibleNow
from tongzhou.journal.actions import record
from tongzhou.journal.events import DepartmentId, PersonId
from tongzhou.org.actions import history
from tongzhou.org.actions.checks import check_active, locked
from tongzhou.org.events import DeputyAppointed, HeadAppointed, LiaisonAppointed, LiaisonReleased
from tongzhou.org.models import Department, Liaison, Person

APPOINTED: dict[str, type[HeadAppointed | DeputyAppointed]] = {
    "head": HeadAppointed,
    "deputy": DeputyAppointed,
}


def appoint_head(department: Department, *, by: Person | None, person: Person | None) -> None:
    """None leaves the seat vacant. Whoever only acted as head no longer does."""
    _appoint(department, by=by, person=person, role="head")


def appoint_deputy(department: Department, *, by: Person | None, person: Person | None) -> None:
    _appoint(department, by=by, person=person, role="deputy")


def appoint_liaison(department: Department, *, by: Person | None, person: Person) -> Liaison:
    with transaction.atomic():
        row = locked(department, by=by)
        check_active(person)
        if row.liaisons.filter(person=person).exists():
            raise NotPossibleNow(_("%(person)s already is a liaison.") % {"person": person.name})
        liaison = give_liaison(row, person, by=by)
        for one in row.absorbed.all():
            give_liaison(one, person, by=by)
    return liaison


def release_liaison(department: Department, *, by: Person | None, person: Person) -> None:
    with transaction.atomic():
        row = locked(department, by=by)
        if not row.liaisons.filter(person=person).exists():
            raise NotPossibleNow(_("%(person)s is no liaison.") % {"person": person.name})
        for one in (row, *row.absorbed.all()):
            take_liaison(one, person, by=by)


def fill(
    department: Department, role: str, person: Person | None, *, by: Person | None,
    acting_until: date | None = None,
) -> None:  # fmt: skip
    """Write the seat, what it was before, and what happened; nothing when it stays as it is."""
    before: UUID | None = getattr(department, f"{role}_id")
    new = person.pk if person else None
    if (before, department.acting_until if role == "head" else None) == (new, acting_until):
        return
    history.keep_seat(department, role)
    setattr(department, role, person)
    if role == "head":
        department.acting_until = acting_until
    department.save(update_fields=[role, "acting_until"])
    event = APPOINTED[role](
        subject=department.pk, department=DepartmentId(department.pk),
        person=PersonId(new) if new else None, before=PersonId(before) if before else None,
    )  # fmt: skip
    record(event, by=by)


def fill_with_absorbed(
    department: Department, role: str, person: Person | None, *, by: Person | None,
    acting_until: date | None = None,
) -> None:  # fmt: skip
    """Also in what the department took over: promises made in those names stay answered for."""
    for one in (department, *department.absorbed.select_for_update().order_by("pk")):
        fill(one, role, person, by=by, acting_until=acting_until)


def give_liaison(department: Department, person: Person, *, by: Person | None) -> Liaison:
    liaison, is_new = Liaison.objects.get_or_create(
        department=department, person=person,
        defaults={"position": department.liaisons.count(), "since": clock.now()},
    )  # fmt: skip
    if is_new:
        record(_told(LiaisonAppointed, department, person), by=by)
    return liaison


def take_liaison(department: Department, person: Person, *, by: Person | None) -> None:
    rows = list(Liaison.objects.filter(department=department, person=person))
    history.keep_liaisons(rows)
    if rows:
        Liaison.objects.filter(pk__in=[row.pk for row in rows]).delete()
        record(_told(LiaisonReleased, department, person), by=by)


def _appoint(
    department: Department, *, by: Person | None, person: Person | None, role: str
) -> None:
    with transaction.atomic():
        row = locked(department, by=by)
        if person:
            check_active(person)
        if role == "head":
            row.acting_heads.open().update(ended_at=clock.now())
        fill_with_absorbed(row, role, person, by=by)
    setattr(department, role, person)


def _told(
    event: type[LiaisonAppointed | LiaisonReleased], department: Department, person: Person
) -> LiaisonAppointed | LiaisonReleased:
    return event(
        subject=department.pk,
        department=DepartmentId(department.pk),
        person=PersonId(person.pk),
    )
