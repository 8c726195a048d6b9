"""How and when the person at the keyboard last proved who they are."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tongzhou.core import clock
from tongzhou.core.verdicts import Invalid
from tongzhou.org.actions import passkeys, second_factors
from tongzhou.org.actions.sign_in import attempt
from tongzhou.org.addresses import address_of
from tongzhou.org.models import Person
from tongzhou.org.passwords import LONGEST, normal
from tongzhou.org.queries.second_factors import has_second_factor
from tongzhou.org.rules import rules

KEY = "proved_at"
HOW = "proved_how"
BY_PASSWORD = "password"  # noqa: S105 — the name of a kind of proof
FIELD = "identity_password"
"""A form that signs may carry the password itself, so that nothing typed is lost."""
PASSKEY = "passkey"
"""Or the answer of a device."""


def remember(request: HttpRequest, how: str = BY_PASSWORD) -> None:
    """The password, the one-time code or the passkey was right just now."""
    request.session[KEY] = clock.now().isoformat()
    request.session[HOW] = how


def proved_how(request: HttpRequest) -> str:
    return str(request.session.get(HOW, BY_PASSWORD))


def proved_at(request: HttpRequest) -> datetime | None:
    """When the password was last entered in this session."""
    text = request.session.get(KEY)
    return datetime.fromisoformat(text) if text else None


def recently_proved(request: HttpRequest) -> bool:
    moment = proved_at(request)
    return moment is not None and is_recent(moment)


def is_recent(moment: datetime) -> bool:
    """Whether a password entered at `moment` still proves who sits at the keyboard.

    A moment far ahead is that of a clock that was put back since: it proves nothing.
    """
    return abs(clock.now() - moment) <= timedelta(minutes=rules().proof_minutes)


def prove(request: HttpRequest, password: str, *, field: str = FIELD) -> None:
    """Check the password of the signed-in person, or a one-time code in its place.

    Raises `Invalid` or `TooOften`.
    """
    person = request.user
    with attempt(f"proof:{person.pk}", address_of(request)):
        how = _checked(person, password)
        if how is None:
            sentence = _("The password is not right.")
            raise Invalid(sentence, errors={field: sentence})
    remember(request, how)


def prove_by_passkey(request: HttpRequest, answer: str) -> None:
    """With a device of the person who is signed in. Raises `Invalid` or `TooOften`."""
    person = request.user
    assert isinstance(person, Person)
    with attempt(f"proof:{person.pk}", address_of(request)):
        passkeys.check(request, answer, purpose="proof", of=person)
    remember(request, passkeys.BY_PASSKEY)


def prove_with(request: HttpRequest) -> None:
    """By what the form carries: a passkey's answer, a password, or nothing."""
    if answer := request.POST.get(PASSKEY):
        prove_by_passkey(request, answer)
    elif password := request.POST.get(FIELD):
        prove(request, password)


def _checked(person: Any, typed: str) -> str | None:
    """How it proves who it is; a recovery code opens the door, it does not sign."""
    if person.check_password(normal(typed[: LONGEST + 1])):
        return BY_PASSWORD
    if not has_second_factor(person.pk):
        return None
    return second_factors.check_app(person, typed)


def proof_needed(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Let only a recently proved person through; stands above `@once`.

    A POST may carry the password in `identity_password`; otherwise the password page comes first
    and leads back (for a POST to the page named in its field `back`).
    """

    @wraps(view)
    def proved(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not recently_proved(request):
            prove_with(request)
        if recently_proved(request):
            return view(request, *args, **kwargs)
        return _asked_first(request)

    return proved


def _asked_first(request: HttpRequest) -> HttpResponseBase:
    shown = request.get_full_path() if request.method == "GET" else request.POST.get("back", "/")
    ask = f"{reverse('identity-proofs')}?{urlencode({'next': shown}, safe='/')}"
    if request.headers.get("HX-Request"):
        return HttpResponse(status=204, headers={"HX-Redirect": ask})
    return HttpResponseRedirect(ask, status=303)
