"""What a messenger calls back: judged, taken once, answered within a second."""

import logging

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from tongzhou.channels.actions import apps, clicks
from tongzhou.channels.apps import PROVIDERS, Forged, Incoming, Keys, Received, queries
from tongzhou.channels.models import App
from tongzhou.core import clock
from tongzhou.core.verdicts import Refused
from tongzhou.org.addresses import address_of
from tongzhou.org.middleware import public

LONGEST = 64_000
XML, JSON = "application/xml; charset=utf-8", "application/json; charset=utf-8"

log = logging.getLogger(__name__)


@public
@never_cache
@csrf_exempt
@require_http_methods(["GET", "POST"])
def call(request: HttpRequest, kind: str) -> HttpResponse:
    """A repetition with a new nonce reads what became of the first; with an old nonce, nothing."""
    app = queries.open_app(kind)
    keys = app.keys if app else None
    if app is None or keys is None or not keys.takes_clicks:
        raise Http404
    received = _received(request, keys)
    if received.nonce and not clicks.is_new(app, f"nonce {received.nonce}"):
        raise _forged(request, "a nonce came twice")
    return HttpResponse(_answer(app, keys, received), content_type=_type(kind))


def _received(request: HttpRequest, keys: Keys) -> Received:
    body = request.read(LONGEST + 1)
    if len(body) > LONGEST:
        raise _forged(request, "too long")
    incoming = Incoming(request.GET.dict(), dict(request.headers), body, clock.now())
    try:
        return PROVIDERS[keys.kind].receive(keys, incoming)
    except Forged as reason:
        raise _forged(request, str(reason)) from None


def _forged(request: HttpRequest, reason: str) -> Refused:
    log.warning("a callback from %s was refused: %s", address_of(request), reason)
    return Refused(_("This is no message of the messenger for this app."))


def _answer(app: App, keys: Keys, received: Received) -> bytes:
    if received.directory_changed:
        apps.want_sync(app)
    if received.click is None:
        return received.answer or b""
    told = clicks.take(app, received.click, event=received.event)
    return PROVIDERS[app.kind].reply(keys, received.click, told.sentence, told.card, clock.now())


def _type(kind: str) -> str:
    return XML if kind == "wecom" else JSON
