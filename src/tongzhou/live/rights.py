"""Who may listen to what; asked when a stream opens and again whenever it may have changed."""

from collections.abc import Iterable
from typing import Any, cast
from uuid import UUID

from django.conf import settings
from django.contrib.auth import get_user
from django.contrib.sessions.models import Session
from django.db.models import Q
from django.http import HttpRequest
from django.http.cookie import parse_cookie
from django.utils import timezone

from tongzhou.collaborations.models import Ball, Collaboration
from tongzhou.live.listeners import REVOKED, SIGNED_OUT, Listener
from tongzhou.org.hierarchy import stands_for
from tongzhou.org.models import Person
from tongzhou.org.sessions import SessionStore

AT_ONCE = 500


def listener_for(cookies: str, case: UUID | None) -> Listener | str:
    """Or why not: nobody signed in, or not theirs to see."""
    session = parse_cookie(cookies).get(settings.SESSION_COOKIE_NAME, "")
    person = _person(session)
    if person is None:
        return SIGNED_OUT
    if case and not _sees(person, case):
        return REVOKED
    people = [one.pk for one in stands_for(person)]
    listener = Listener(session=session, person=person.pk, people=people, case=case)
    listener.cases |= _cases_of(people)
    return listener


def objection(listener: Listener) -> str:
    """Why the stream has to end now; "" while it may go on."""
    person = _person(listener.session)
    if person is None or person.pk != listener.person:
        return SIGNED_OUT
    if listener.case and not _sees(person, listener.case):
        return REVOKED
    return ""


def signed_out(listeners: Iterable[Listener]) -> list[Listener]:
    """Whose sessions ended, in a few questions for any number."""
    found = list(listeners)
    known: set[str] = set()
    keys = sorted({one.session for one in found})
    for start in range(0, len(keys), AT_ONCE):
        some = keys[start : start + AT_ONCE]
        alive = Session.objects.filter(session_key__in=some, expire_date__gt=timezone.now())
        known |= set(alive.values_list("session_key", flat=True))
    return [one for one in found if one.session not in known]


def concerned_in(cases: Iterable[UUID]) -> dict[UUID, set[UUID]]:
    """Who holds or waits for something in these collaborations."""
    rows = Ball.objects.filter(collaboration__in=list(cases)).order_by()
    found: dict[UUID, set[UUID]] = {}
    for case, *people in rows.values_list("collaboration_id", "person", "deputy", "waiting"):
        for person in filter(None, people):
            found.setdefault(person, set()).add(case)
    return found


def _cases_of(people: list[UUID]) -> set[UUID]:
    held = Q(person__in=people) | Q(deputy__in=people) | Q(waiting__in=people)
    return set(Ball.objects.filter(held).order_by().values_list("collaboration_id", flat=True))


def _person(session: str) -> Person | None:
    """As the middleware would: a closed account or a changed password ends the session."""
    if not session:
        return None
    request = HttpRequest()
    request.session = cast(Any, SessionStore(session))
    user = get_user(request)
    if not isinstance(user, Person):
        return None
    user.memo = {}
    return user


def _sees(person: Person, case: UUID) -> bool:
    return Collaboration.objects.visible_to(person).filter(pk=case).exists()
