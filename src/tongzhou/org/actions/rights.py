"""Where else somebody works, and who administers or audits the house."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from tongzhou.core import clock
from tongzhou.core.verdicts import NotPossibleNow
from tongzhou.journal.actions import record
from tongzhou.journal.events import DepartmentId, PersonId
from tongzhou.org import policy
from tongzhou.org.events import RightsChanged, SecondHomeLeft, SecondHomeTaken, TokenRevoked
from tongzhou.org.models import Department, Person, SecondHome


def take_second_home(person: Person, *, by: Person | None, department: Department) -> SecondHome:
    """兼任: the person sees what this department takes part in, and may begin matters for it."""
    with transaction.atomic():
        locked = Person.objects.select_for_update().get(pk=person.pk)
        policy.may_manage_organisation(by).require()
        there = locked.department_id == department.pk
        if there or locked.second_homes.filter(department=department).exists():
            raise NotPossibleNow(_("%(person)s already belongs there.") % {"person": person.name})
        home = SecondHome.objects.create(person=locked, department=department, since=clock.now())
        event = SecondHomeTaken(
            subject=person.pk, person=PersonId(person.pk), department=DepartmentId(department.pk)
        )
        record(event, by=by)
        return home


def leave_second_home(person: Person, *, by: Person | None, department: Department) -> None:
    with transaction.atomic():
        locked = Person.objects.select_for_update().get(pk=person.pk)
        policy.may_manage_organisation(by).require()
        gone, _rows = locked.second_homes.filter(department=department).delete()
        if not gone:
            raise NotPossibleNow(_("%(person)s does not work there.") % {"person": person.name})
        event = SecondHomeLeft(
            subject=person.pk, person=PersonId(person.pk), department=DepartmentId(department.pk)
        )
        record(event, by=by)


def set_rights(
    person: Person, *, by: Person | None, is_administrator: bool, is_auditor: bool
) -> None:
    """There is always an administrator; whoever audits changes nothing, so administers nothing."""
    with transaction.atomic():
        administrators = Person.objects.active().filter(is_administrator=True).order_by("pk")
        held = {one.pk for one in administrators.select_for_update()}
        locked = Person.objects.select_for_update().get(pk=person.pk)
        policy.may_manage_organisation(by).require()
        if (locked.is_administrator, locked.is_auditor) == (is_administrator, is_auditor):
            return
        if is_administrator and is_auditor:
            raise NotPossibleNow(_("An auditor changes nothing: choose one of the two rights."))
        if not is_administrator and held == {locked.pk}:
            raise NotPossibleNow(_("Somebody has to administer the house: name another one first."))
        locked.is_administrator, locked.is_auditor = is_administrator, is_auditor
        locked.save(update_fields=["is_administrator", "is_auditor"])
        record(_changed(locked), by=by)
    person.is_administrator, person.is_auditor = is_administrator, is_auditor


def lay_down(person: Person, *, by: Person | None) -> None:
    """Whoever leaves, or comes back, has no rights, and none of their programs runs on."""
    for token in person.tokens.filter(revoked_at=None):
        token.revoked_at = clock.now()
        token.save(update_fields=["revoked_at"])
        record(TokenRevoked(subject=token.pk, name=token.name), by=by)
    if person.is_administrator or person.is_auditor:
        person.is_administrator = person.is_auditor = False
        person.save(update_fields=["is_administrator", "is_auditor"])
        record(_changed(person), by=by)


def _changed(person: Person) -> RightsChanged:
    return RightsChanged(
        subject=person.pk,
        person=PersonId(person.pk),
        administrator=person.is_administrator,
        auditor=person.is_auditor,
    )
