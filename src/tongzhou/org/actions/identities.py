"""Links people with who they are elsewhere."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from tongzhou.core import clock
from tongzhou.core.verdicts import Refused
from tongzhou.journal.actions import record
from tongzhou.journal.events import PersonId
from tongzhou.org.events.identities import IdentityLinked
from tongzhou.org.models import Identity, Person

NOBODY = _("Nobody here is known by this account. Please ask your administrator.")


def known_as(issuer: str, subject: str, *, mail: str = "") -> Person:
    """The person of this account; the first time by a mail address the issuer has verified.

    A person who has an account of this issuer already is never linked a second time: who gets a
    mail address later does not get the person. Raises `Refused`.
    """
    with transaction.atomic():
        people = Person.objects.active().select_for_update()
        found = people.filter(identities__issuer=issuer, identities__subject=subject).first()
        if found:
            return found
        of_mail = list(people.filter(mail__iexact=mail)[:2]) if mail else []
        if len(of_mail) != 1 or of_mail[0].identities.filter(issuer=issuer).exists():
            raise Refused(NOBODY)
        link(of_mail[0], issuer, subject)
        return of_mail[0]


def link(person: Person, issuer: str, subject: str) -> None:
    Identity.objects.create(person=person, issuer=issuer, subject=subject, linked_at=clock.now())
    record(IdentityLinked(subject=person.pk, person=PersonId(person.pk), issuer=issuer), by=person)
