"""An identity provider keeps people and departments in step: what it calls them, how they sign in."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from tongzhou.core import clock
from tongzhou.core.verdicts import Invalid
from tongzhou.journal.actions import record
from tongzhou.journal.events import DepartmentId, PersonId
from tongzhou.org import policy
from tongzhou.org.actions.people import sign_in_name
from tongzhou.org.events.provisioning import (
    DepartmentProvisioned,
    DepartmentUnprovisioned,
    PersonProvisioned,
    PersonUnprovisioned,
    SignInRenamed,
)
from tongzhou.org.models import Department, DepartmentIdentity, Identity, Person
from tongzhou.org.models.provisioning import PROVISIONED


def call_person(person: Person, subject: str, *, by: Person | None) -> None:
    """`subject` is the provider's own id of the person; "" when it no longer knows them."""
    with transaction.atomic():
        locked = Person.objects.select_for_update().get(pk=person.pk)
        policy.may_manage_organisation(by).require()
        rows = Identity.objects.filter(person=locked, issuer=PROVISIONED)
        known = rows.first()
        if not _differs(known, subject):
            return
        rows.delete()
        if subject:
            Identity.objects.create(
                person=locked, issuer=PROVISIONED, subject=subject, linked_at=clock.now()
            )
        event = PersonProvisioned if subject else PersonUnprovisioned
        if not (known and subject):
            record(event(subject=person.pk, person=PersonId(person.pk)), by=by)


def call_department(department: Department, subject: str, *, by: Person | None) -> None:
    with transaction.atomic():
        locked = Department.objects.select_for_update().get(pk=department.pk)
        policy.may_manage_organisation(by).require()
        rows = DepartmentIdentity.objects.filter(department=locked, issuer=PROVISIONED)
        known = rows.first()
        if not _differs(known, subject):
            return
        rows.delete()
        if subject:
            DepartmentIdentity.objects.create(
                department=locked, issuer=PROVISIONED, subject=subject, linked_at=clock.now()
            )
        event = DepartmentProvisioned if subject else DepartmentUnprovisioned
        if not (known and subject):
            record(event(subject=locked.pk, department=DepartmentId(locked.pk)), by=by)


def rename_sign_in(person: Person, *, by: Person | None, login: str) -> None:
    """Open browsers stay open: the person is the same, only called otherwise at the door."""
    with transaction.atomic():
        locked = Person.objects.select_for_update().get(pk=person.pk)
        policy.may_manage_organisation(by).require()
        wanted = sign_in_name(login)
        if wanted == locked.login:
            return
        policy.may_change_keys(by, locked, {"login"}).require()
        if Person.objects.filter(login=wanted).exists():
            taken = _("Somebody already signs in as “%(login)s”.") % {"login": wanted}
            raise Invalid(taken, errors={"login": taken})
        locked.login = wanted
        locked.save(update_fields=["login"])
        record(SignInRenamed(subject=person.pk, person=PersonId(person.pk)), by=by)
    person.login = wanted


def _differs(known: Identity | DepartmentIdentity | None, subject: str) -> bool:
    return (known.subject if known else "") != subject
