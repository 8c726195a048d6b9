"""Signing in with a passkey, or a password and the one-time code a person has set up."""

from datetime import datetime, timedelta

from django.contrib import auth
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from tongzhou.core import clock
from tongzhou.core.verdicts import Invalid
from tongzhou.org import proof
from tongzhou.org.actions import passkeys, second_factors
from tongzhou.org.actions.browsers import remember_browser
from tongzhou.org.actions.people import sign_in_name
from tongzhou.org.actions.sign_in import attempt
from tongzhou.org.addresses import address_of
from tongzhou.org.models import Person
from tongzhou.org.passwords import LONGEST, normal
from tongzhou.org.queries.second_factors import has_second_factor
from tongzhou.ui.toasts import say

WRONG = _("The sign-in name or the password is not right.")
WAITING = "awaits_code"
PATIENCE = timedelta(minutes=5)


def sign_in(request: HttpRequest, *, login: str, password: str) -> None:
    """Raises `Invalid` in the same words and time for every reason, or `TooOften`.

    Whoever has a second factor is not in yet: `waiting` then says who stands at the door.
    """
    name = _spelling(login)
    with attempt(name, address_of(request)):
        person = auth.authenticate(request, username=name, password=normal(password[: LONGEST + 1]))
        if person is None:
            raise Invalid(WRONG)
    if has_second_factor(person.pk):
        wait_for_code(request, person)
        return
    let_in(request, person)
    proof.remember(request)


def wait_for_code(request: HttpRequest, person: Person) -> None:
    """The first of two factors was right."""
    request.session.cycle_key()
    request.session[WAITING] = [str(person.pk), clock.now().isoformat()]


def waiting(request: HttpRequest) -> Person | None:
    """Who has given the right password a moment ago and owes the code."""
    person, at = request.session.get(WAITING, (None, None))
    if person is None or clock.now() - datetime.fromisoformat(at) > PATIENCE:
        return None
    return Person.objects.active().filter(pk=person).first()


def give_code(request: HttpRequest, person: Person, *, code: str) -> None:
    """Raises `Invalid` or `TooOften`."""
    with attempt(f"code:{person.pk}", address_of(request)):
        how = second_factors.check(person, code)
    let_in(request, person)
    if how == second_factors.BY_RECOVERY:
        say(
            request, _("A recovery code opened the door. Before you sign, you will be asked again.")
        )
    else:
        proof.remember(request, how)


def unlock(request: HttpRequest, answer: str) -> None:
    """By a passkey alone: the device and what unlocks it are two factors already."""
    with attempt("passkey", address_of(request)):
        person = passkeys.check(request, answer, purpose="sign-in")
    let_in(request, person)
    proof.remember(request, passkeys.BY_PASSKEY)


def let_in(request: HttpRequest, person: Person) -> None:
    """The door opens: a new session, and the browser is on the person's list."""
    request.session.pop(WAITING, None)
    auth.login(request, person)
    remember_here(request, person)


def remember_here(request: HttpRequest, person: Person) -> None:
    if request.session.session_key is None:
        request.session.save()
    remember_browser(
        person,
        session=str(request.session.session_key),
        agent=request.headers.get("User-Agent", ""),
        address=address_of(request),
    )


def _spelling(login: str) -> str:
    try:
        return sign_in_name(login)
    except Invalid:
        return "?"
