"""Adds, checks and removes the passkeys of a person."""

import json
from json import JSONDecodeError

from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from tongzhou.core import clock
from tongzhou.core.verdicts import Invalid, NotPossibleNow, Refused
from tongzhou.journal.actions import record
from tongzhou.journal.events import PersonId
from tongzhou.org import passkeys, policy
from tongzhou.org.events.passkeys import (
    PasskeyAdded,
    PasskeyRemoved,
    PasskeyRenamed,
    PasskeysEnded,
)
from tongzhou.org.models import Passkey, Person

BY_PASSKEY = "passkey"
MOST = 10


def add(person: Person, *, by: Person, name: str, made: passkeys.Registered) -> Passkey:
    policy.may_be_own(by, person).require()
    called = _called(name)
    with transaction.atomic():
        locked = Person.objects.select_for_update().get(pk=person.pk)
        if locked.passkeys.count() >= MOST:
            raise NotPossibleNow(_("Remove a passkey first: ten are the most."))
        if Passkey.objects.filter(credential=made.credential).exists():
            raise NotPossibleNow(_("This device has a passkey here already."))
        passkey = Passkey.objects.create(
            person=locked, name=called, credential=made.credential, public_key=made.public_key,
            sign_count=made.sign_count, created_at=clock.now(),
        )  # fmt: skip
        record(PasskeyAdded(subject=passkey.pk, person=PersonId(person.pk), name=called), by=by)
    return passkey


def check(request: HttpRequest, answer: str, *, purpose: str, of: Person | None = None) -> Person:
    """Whose key unlocked; `of` None: anybody's who is active. Raises `Invalid`."""
    with transaction.atomic():
        rows = Passkey.objects.select_for_update(of=("self",)).select_related("person")
        found = rows.filter(credential=_credential(answer), person__is_active=True).first()
        if found is None or (of is not None and found.person_id != of.pk):
            raise passkeys.unknown()
        found.sign_count = passkeys.counted(request, answer, found, purpose=purpose)
        found.used_at = clock.now()
        found.save(update_fields=["sign_count", "used_at"])
        person: Person = found.person
        return person


def rename(passkey: Passkey, *, by: Person, name: str) -> None:
    called = _called(name)
    with transaction.atomic():
        locked = Passkey.objects.select_for_update(of=("self",)).get(pk=passkey.pk)
        policy.may_be_own(by, locked.person).require()
        if called == locked.name:
            return
        before, locked.name = locked.name, called
        locked.save(update_fields=["name"])
        person = PersonId(locked.person_id)
        record(PasskeyRenamed(subject=locked.pk, person=person, before=before, name=called), by=by)


def remove(passkey: Passkey, *, by: Person) -> None:
    with transaction.atomic():
        locked = Passkey.objects.select_for_update(of=("self",)).get(pk=passkey.pk)
        policy.may_be_own(by, locked.person).require()
        person = PersonId(locked.person_id)
        record(PasskeyRemoved(subject=locked.pk, person=person, name=locked.name), by=by)
        locked.delete()


def end_all(person: Person, *, by: Person) -> None:
    """By an administrator, when the device is lost."""
    if not by.is_administrator:
        raise Refused(_("Only an administrator may do this."))
    with transaction.atomic():
        if not person.passkeys.exists():
            raise NotPossibleNow(_("There are no passkeys to end."))
        person.passkeys.all().delete()
        record(PasskeysEnded(subject=person.pk, person=PersonId(person.pk)), by=by)


def _called(name: str) -> str:
    if not (called := " ".join(name.split())[:60]):
        sentence = _("Name the device, so that you know it again.")
        raise Invalid(sentence, errors={"name": sentence})
    return called


def _credential(answer: str) -> str:
    try:
        return str(json.loads(answer)["id"])
    except (JSONDecodeError, KeyError, TypeError) as wrong:
        raise passkeys.unknown() from wrong
