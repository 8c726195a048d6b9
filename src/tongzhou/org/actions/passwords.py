"""Passwords are changed by their owner, or set anew by an administrator."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from tongzhou.core.verdicts import Invalid
from tongzhou.journal.actions import record
from tongzhou.journal.events import PersonId
from tongzhou.org import policy
from tongzhou.org.events import PasswordChanged, SessionsEnded
from tongzhou.org.models import Person
from tongzhou.org.passwords import check_new, normal


def change_password(
    person: Person, *, by: Person, current_password: str, new_password: str
) -> None:
    """All other sessions of the person end. Guessing is limited by the caller."""
    with transaction.atomic():
        locked = Person.objects.select_for_update().get(pk=person.pk)
        policy.may_be_own(by, locked).require()
        if not locked.check_password(normal(current_password)):
            sentence = _("The current password is not right.")
            raise Invalid(sentence, errors={"current_password": sentence})
        write_password(locked, new_password, by=by)
    person.password = locked.password


def end_sessions(person: Person, *, by: Person) -> None:
    """Sign the person out everywhere; the page that asked keeps its own session alive."""
    with transaction.atomic():
        locked = Person.objects.select_for_update().get(pk=person.pk)
        policy.may_end_sessions(by, locked).require()
        locked.session_round += 1
        locked.save(update_fields=["session_round"])
        record(SessionsEnded(subject=person.pk, person=PersonId(person.pk)), by=by)
    person.session_round = locked.session_round


def set_password(person: Person, *, by: Person | None, new_password: str) -> None:
    """For somebody who forgot it; the person's sessions end."""
    with transaction.atomic():
        locked = Person.objects.select_for_update().get(pk=person.pk)
        policy.may_manage_organisation(by).require()
        write_password(locked, new_password, by=by)
    person.password = locked.password


def write_password(person: Person, new: str, *, by: Person | None) -> None:
    person.set_password(check_new(new, person, field="new_password"))
    person.save(update_fields=["password"])
    record(PasswordChanged(subject=person.pk, person=PersonId(person.pk)), by=by)
