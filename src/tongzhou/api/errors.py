"""Every refusal has the same shape: a code for programs, a sentence for people, errors by field."""

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from ninja import NinjaAPI, Schema
from ninja.errors import AuthenticationError, HttpError, ValidationError


class Problem(Schema):
    """`theirs` is what stands now where somebody else was faster."""

    code: str
    sentence: str
    errors: dict[str, str] = {}
    theirs: dict[str, str] = {}


REFUSALS = dict.fromkeys((400, 401, 403, 404, 409, 422), Problem)
"""Every operation may end in these."""


def explain_refusals(api: NinjaAPI) -> None:
    """The named errors of actions are turned into the same shape by the middleware of `ui`."""
    api.exception_handler(Http404)(_not_found)
    api.exception_handler(AuthenticationError)(_unknown)
    api.exception_handler(ValidationError)(_malformed)
    api.exception_handler(HttpError)(_unreadable)


def _not_found(request: HttpRequest, exc: Exception) -> HttpResponse:
    return _answer(404, "NotFound", _("There is nothing here, or it is not for you to see."))


def _unknown(request: HttpRequest, exc: Exception) -> HttpResponse:
    sentence = _("Send a valid access token: Authorization: Bearer …")
    response = _answer(401, "Unauthenticated", sentence)
    response["WWW-Authenticate"] = 'Bearer realm="tongzhou"'
    return response


def _malformed(request: HttpRequest, exc: ValidationError) -> HttpResponse:
    """A field is named by its way in the body; what stands before is how Ninja got there."""
    errors = {
        ".".join(str(part) for part in error["loc"][2:] or error["loc"]): str(error["msg"])
        for error in exc.errors
    }
    return _answer(422, "Invalid", _("Some fields cannot be read."), errors=errors)


def _unreadable(request: HttpRequest, exc: HttpError) -> HttpResponse:
    return _answer(exc.status_code, "Unreadable", _("The body is not valid JSON."))


def _answer(
    status: int, code: str, sentence: str, *, errors: dict[str, str] | None = None
) -> HttpResponse:
    body = {"code": code, "sentence": sentence, "errors": errors or {}}
    return JsonResponse(body, status=status)
