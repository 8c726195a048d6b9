"""Through a messenger's sign-in and back: only for people whose account there is known here."""

import hmac
import secrets
from datetime import datetime, timedelta
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from tongzhou.channels.apps import PROVIDERS, Failed, queries
from tongzhou.channels.models import App
from tongzhou.channels.oidc.provider import NoProvider
from tongzhou.core import clock
from tongzhou.core.verdicts import Refused
from tongzhou.org.actions.identities import NOBODY
from tongzhou.org.actions.sign_in import attempt
from tongzhou.org.addresses import address_of, safe_next
from tongzhou.org.middleware import public
from tongzhou.org.queries.second_factors import has_second_factor
from tongzhou.org.sign_in import let_in, wait_for_code

ASKED = "messenger"
PATIENCE = timedelta(minutes=10)


@public
@never_cache
@require_GET
def leave(request: HttpRequest, kind: str) -> HttpResponse:
    """Off to the messenger; inside its own client nobody has to do anything there."""
    app, back = _app(kind), safe_next(request)
    if request.user.is_authenticated:
        return HttpResponseRedirect(back, status=303)
    asked = {name: secrets.token_urlsafe(32) for name in ("state", "verifier")}
    facts = {"kind": kind, "next": back, "at": clock.now().isoformat()}
    request.session[ASKED] = asked | facts
    there = PROVIDERS[kind].door(
        app.keys, queries.address(f"{kind}-answers"), asked["state"], asked["verifier"],
        request.headers.get("User-Agent", ""),
    )  # fmt: skip
    return HttpResponseRedirect(there, status=303)


@public
@never_cache
@require_GET
def answers(request: HttpRequest, kind: str) -> HttpResponse:
    """Back with a code, good only in the browser that was sent off, once; guessing codes is slow.

    It opens the door and proves nothing more: who signs still shows who they are.
    """
    app = _app(kind)
    asked = request.session.pop(ASKED, None)
    code = request.GET.get("code") or request.GET.get("authCode") or ""
    if asked is None or not code or not _is_ours(asked, kind, request.GET.get("state", "")):
        raise Refused(_("This sign-in was not begun here, or too long ago. Please begin again."))
    with attempt("messenger", address_of(request)):
        account = _account(app, code, asked["verifier"])
    person = queries.person_of(app, account)
    if person is None:
        raise Refused(NOBODY)
    if has_second_factor(person.pk):
        wait_for_code(request, person)
        on = urlencode({"next": asked["next"]}, safe="/")
        return HttpResponseRedirect(f"{reverse('sign-in')}?{on}", status=303)
    let_in(request, person)
    return HttpResponseRedirect(asked["next"], status=303)


def _app(kind: str) -> App:
    app = queries.open_app(kind)
    if app is None or not app.signs_in:
        raise Http404
    return app


def _is_ours(asked: dict[str, str], kind: str, state: str) -> bool:
    in_time = clock.now() - datetime.fromisoformat(asked["at"]) < PATIENCE
    is_same = hmac.compare_digest(asked["state"].encode(), state.encode())
    return in_time and is_same and asked["kind"] == kind


def _account(app: App, code: str, verifier: str) -> str:
    """Never the mail address or the telephone number: those change hands."""
    back = queries.address(f"{app.kind}-answers")
    try:
        return PROVIDERS[app.kind].whois(app.keys, code, verifier, back)
    except Failed as refusal:
        if refusal.personal:
            raise Refused(NOBODY) from None
        sentence = _("The messenger does not answer as it should. Try again, or use your password.")
        raise NoProvider(sentence) from None
