"""What every request and answer passes: the address, the policy, and the page or fragment that says why an
action ended without effect.
"""

from collections.abc import Callable

from csp.constants import HEADER
from csp.utils import build_policy
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import render

from tongzhou.core.verdicts import Invalid, Stale, WithoutEffect
from tongzhou.ui.typed import kept_text, way_back

PROBLEM = "application/problem+json"
NUL = "%00"
Next = Callable[[HttpRequest], HttpResponseBase]


class ContentSecurityPolicyMiddleware:
    """The same policy on every answer, so it is put together once."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response
        self.policy = build_policy()

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        response.headers.setdefault(HEADER, self.policy)
        return response


class AddressMiddleware:
    """Nobody types a NUL, and PostgreSQL ends with an error wherever one is asked for."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        query = request.META.get("QUERY_STRING", "")
        if NUL in query:
            request.META["QUERY_STRING"] = query.replace(NUL, "")
        return self.get_response(request)


class WithoutEffectMiddleware:
    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(
        self, request: HttpRequest, exception: Exception
    ) -> HttpResponseBase | None:
        if not isinstance(exception, WithoutEffect):
            return None
        response = _refusal(request, exception)
        if exception.retry_after:
            response["Retry-After"] = str(exception.retry_after)
        return response


def _refusal(request: HttpRequest, ended: WithoutEffect) -> HttpResponse:
    if request.path.startswith("/api/") or PROBLEM in request.headers.get("Accept", ""):
        return _as_json(ended)
    if request.headers.get("HX-Request"):
        response = render(request, "ui/_refused.html", _facts(request, ended), status=ended.status)
        response["HX-Retarget"] = "#toasts"
        response["HX-Reswap"] = "beforeend"
        return response
    return render(request, "ui/refused.html", _facts(request, ended), status=ended.status)


def _as_json(ended: WithoutEffect) -> JsonResponse:
    errors = ended.errors if isinstance(ended, Invalid) else {}
    body = {
        "code": type(ended).__name__,
        "sentence": str(ended.sentence),
        "errors": {name: str(sentence) for name, sentence in errors.items()},
    }
    if isinstance(ended, Stale):
        body["theirs"] = {name: str(value) for name, value in ended.theirs.items()}
    return JsonResponse(body, status=ended.status)


def _facts(request: HttpRequest, ended: WithoutEffect) -> dict[str, object]:
    compared = (
        [
            (ended.labels.get(name, name), mine, ended.theirs.get(name, ""))
            for name, mine in ended.mine.items()
        ]
        if isinstance(ended, Stale)
        else []
    )
    return {
        "ended": ended,
        "errors": list(ended.errors.values()) if isinstance(ended, Invalid) else [],
        "compared": compared,
        "typed": kept_text(request),
        "back": way_back(request),
    }
