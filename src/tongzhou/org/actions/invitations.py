"""An administrator hands out a one-time link; whoever opens it chooses the own password."""

import secrets
from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from tongzhou.core import clock
from tongzhou.core.verdicts import NotPossibleNow
from tongzhou.journal.actions import record
from tongzhou.journal.events import PersonId
from tongzhou.org import policy
from tongzhou.org.actions.checks import check_active
from tongzhou.org.actions.passwords import write_password
from tongzhou.org.events import PersonInvited
from tongzhou.org.models import Invitation, Person
from tongzhou.org.tokens import hashed

VALID = timedelta(days=7)


def invite(person: Person, *, by: Person | None) -> str:
    """The secret of the link, which nobody can read again; an earlier link stops working."""
    secret = secrets.token_urlsafe(32)
    with transaction.atomic():
        policy.may_manage_organisation(by).require()
        locked = Person.objects.select_for_update().get(pk=person.pk)
        check_active(locked)
        Invitation.objects.filter(person=locked, used_at=None).delete()
        now = clock.now()
        Invitation.objects.create(
            person=locked, hash=hashed(secret), by=by, at=now, until=now + VALID
        )
        record(PersonInvited(subject=locked.pk, person=PersonId(locked.pk)), by=by)
    return secret


def invited(secret: str) -> Person | None:
    """Whom the link is for, as long as it works."""
    rows = Invitation.objects.open(clock.now()).filter(hash=hashed(secret))
    found = rows.select_related("person").first()
    return found.person if found else None


def accept_invitation(secret: str, *, new_password: str) -> Person:
    """Once; the sessions of before end with the password of before."""
    with transaction.atomic():
        person = invited(secret)
        rows = Invitation.objects.open(clock.now()).filter(hash=hashed(secret))
        locked = Person.objects.select_for_update().filter(pk=person.pk if person else None).first()
        invitation = rows.first()
        if locked is None or invitation is None:
            raise NotPossibleNow(_("This link has been used or is over. Please ask for a new one."))
        write_password(locked, new_password, by=locked)
        invitation.used_at = clock.now()
        invitation.save(update_fields=["used_at"])
        return locked
