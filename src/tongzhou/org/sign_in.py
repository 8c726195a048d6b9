"""Signing in with a password."""

from django.contrib import auth
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from tongzhou.core.verdicts import Invalid
from tongzhou.org import proof
from tongzhou.org.actions.people import sign_in_name
from tongzhou.org.actions.sign_in import attempt
from tongzhou.org.addresses import address_of
from tongzhou.org.passwords import LONGEST, normal

WRONG = _("The sign-in name or the password is not right.")


def sign_in(request: HttpRequest, *, login: str, password: str) -> None:
    """Raises `Invalid` in the same words and time for every reason, or `TooOften`."""
    name = _spelling(login)
    with attempt(name, address_of(request)):
        person = auth.authenticate(request, username=name, password=normal(password[: LONGEST + 1]))
        if person is None:
            raise Invalid(WRONG)
    auth.login(request, person)
    proof.remember(request)


def _spelling(login: str) -> str:
    try:
        return sign_in_name(login)
    except Invalid:
        return "?"
