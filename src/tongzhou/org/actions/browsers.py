"""Which browsers a person is signed in with, and ending one of them."""

from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tongzhou.core import clock
from tongzhou.core.verdicts import NotPossibleNow
from tongzhou.journal.actions import record
from tongzhou.journal.events import PersonId
from tongzhou.org import policy
from tongzhou.org.events.identities import BrowserEnded
from tongzhou.org.models import Browser, Person


def remember_browser(person: Person, *, session: str, agent: str, address: str) -> None:
    """Also forgets those of this person whose session is over."""
    Browser.objects.filter(person=person).exclude(session__in=_living()).delete()
    facts = {"person": person, "agent": agent[:200], "address": address[:45], "at": clock.now()}
    Browser.objects.update_or_create(session=session, defaults=facts)


def end_browser(browser: Browser, *, by: Person, here: str | None) -> None:
    """`here` is the session of who asks: that one ends by signing out."""
    with transaction.atomic():
        policy.may_be_own(by, browser.person).require()
        if browser.session == here:
            raise NotPossibleNow(_("This is the browser you are using: sign out instead."))
        Session.objects.filter(session_key=browser.session).delete()
        browser.delete()
        person = PersonId(browser.person_id)
        record(BrowserEnded(subject=browser.person_id, person=person), by=by)


def _living() -> QuerySet[Session, str]:
    return Session.objects.filter(expire_date__gt=timezone.now()).values_list(
        "session_key", flat=True
    )
