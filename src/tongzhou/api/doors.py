"""What every call passes: whose token, how often, and whether the token opens this area."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.translation import gettext as _

from tongzhou.api.limits import seconds_to_wait
from tongzhou.api.problems import problem, refused
from tongzhou.api.tokens import caller
from tongzhou.core.verdicts import WithoutEffect
from tongzhou.org.scopes import opens
from tongzhou.org.sessions import SessionStore

View = Callable[..., HttpResponseBase]
READS = ("GET", "HEAD", "OPTIONS")
LONGEST_BODY = 1_000_000


def guarded(view: View, area: str) -> View:
    """401 without a token, 429 too often, 403 outside its scopes, 413 for too much at once.

    The session of a browser that calls is put aside: what was proved in it is no proof of a program.
    """

    @wraps(view)
    def run(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        session = request.session
        request.session = SessionStore()
        try:
            return _turned_away(request, area) or view(request, *args, **kwargs)
        except WithoutEffect as ended:
            return refused(ended)
        finally:
            request.session = session

    run.csrf_exempt = True  # type: ignore[attr-defined]
    return run


def _turned_away(request: HttpRequest, area: str) -> HttpResponseBase | None:
    token = caller(request)
    if token is None:
        return unknown()
    if wait := seconds_to_wait(token):
        sentence = _("Too many calls in a minute. Please wait a moment.")
        return problem(429, "TooOften", sentence, retry_after=wait)
    if area and not opens(token.scopes, area, changing=request.method not in READS):
        return problem(403, "Scope", _("This token does not open that. Create one that does."))
    if _is_too_long(request):
        return problem(413, "TooLong", _("This is more than can be sent at once."))
    return None


def unknown() -> HttpResponse:
    sentence = _("Send a valid access token: Authorization: Bearer …")
    response = problem(401, "Unauthenticated", sentence)
    response["WWW-Authenticate"] = 'Bearer realm="tongzhou"'
    return response


def _is_too_long(request: HttpRequest) -> bool:
    """Files come as multipart and have limits of their own."""
    length = request.headers.get("Content-Length", "0")
    if request.content_type == "multipart/form-data":
        return False
    return not length.isdigit() or int(length) > LONGEST_BODY
