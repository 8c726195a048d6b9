"""Through the company's sign-in and back: to come in, or to prove once more who sits here."""

import hmac
import secrets
from datetime import UTC, datetime, timedelta

from authlib.oauth2.rfc6749.parameters import prepare_grant_uri
from authlib.oauth2.rfc7636 import create_s256_code_challenge
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from tongzhou.channels.oidc.provider import Account, about, account_of
from tongzhou.core import clock
from tongzhou.core.verdicts import Refused
from tongzhou.org import proof
from tongzhou.org.actions.identities import known_as
from tongzhou.org.addresses import safe_next
from tongzhou.org.middleware import public
from tongzhou.org.models import Person
from tongzhou.org.queries.second_factors import has_second_factor
from tongzhou.org.sign_in import let_in, wait_for_code

ASKED = "oidc"
BY_OIDC = "oidc"
FRESH = timedelta(minutes=5)
PATIENCE = timedelta(minutes=10)


@public
@never_cache
@require_GET
def oidc(request: HttpRequest) -> HttpResponse:
    """Off to the provider. Who is signed in already comes to prove it, with a fresh sign-in there."""
    if not settings.OIDC_ISSUER:
        raise Http404
    asked = {name: secrets.token_urlsafe(32) for name in ("state", "nonce", "verifier")}
    request.session[ASKED] = asked | {"next": safe_next(request), "at": clock.now().isoformat()}
    again = {"prompt": "login", "max_age": "0"} if request.user.is_authenticated else {}
    there = prepare_grant_uri(
        about()["authorization_endpoint"], settings.OIDC_CLIENT, "code", _back(),
        "openid email profile", asked["state"], nonce=asked["nonce"],
        code_challenge=create_s256_code_challenge(asked["verifier"]),
        code_challenge_method="S256", **again,
    )  # fmt: skip
    return HttpResponseRedirect(there, status=303)


@public
@never_cache
@require_GET
def oidc_answers(request: HttpRequest) -> HttpResponse:
    """Back with a code, good only in the browser that was sent off, once."""
    asked = request.session.pop(ASKED, None)
    code = request.GET.get("code", "")
    if asked is None or not code or not _is_ours(asked, request.GET.get("state", "")):
        raise Refused(_("This sign-in was not begun here, or too long ago. Please begin again."))
    account = account_of(code, nonce=asked["nonce"], verifier=asked["verifier"], back=_back())
    person = known_as(settings.OIDC_ISSUER, account.subject, mail=account.mail)
    if request.user.is_authenticated:
        _prove(request, person, account)
    elif has_second_factor(person.pk):
        wait_for_code(request, person)
        return HttpResponseRedirect(reverse("sign-in"), status=303)
    else:
        let_in(request, person)
        _remember_if_fresh(request, account)
    return HttpResponseRedirect(asked["next"], status=303)


def _is_ours(asked: dict[str, str], state: str) -> bool:
    in_time = clock.now() - datetime.fromisoformat(asked["at"]) < PATIENCE
    return in_time and hmac.compare_digest(asked["state"].encode(), state.encode())


def _prove(request: HttpRequest, person: Person, account: Account) -> None:
    if person.pk != request.user.pk:
        raise Refused(_("You are signed in here as somebody else."))
    _remember_if_fresh(request, account)


def _remember_if_fresh(request: HttpRequest, account: Account) -> None:
    """Only what was typed at the provider a moment ago proves enough to sign."""
    if account.proved_at is None:
        return
    if abs(datetime.now(UTC) - datetime.fromtimestamp(account.proved_at, UTC)) < FRESH:
        proof.remember(request, BY_OIDC)


def _back() -> str:
    return settings.BASE_URL.rstrip("/") + reverse("oidc-answers")
