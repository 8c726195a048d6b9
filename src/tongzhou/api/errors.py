"""Every refusal has the same shape: a code for programs, a sentence for people, errors by field."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import NinjaAPI, Schema
from ninja.errors import AuthenticationError, HttpError, ValidationError

from tongzhou.api.doors import unknown
from tongzhou.api.problems import nothing_here, problem, refused
from tongzhou.core.verdicts import WithoutEffect


class Problem(Schema):
    """RFC 9457; `theirs` is what stands now where somebody else was faster."""

    type: str = "about:blank"
    title: str
    status: int
    code: str
    detail: str
    sentence: str
    errors: dict[str, str] = {}
    theirs: dict[str, str] = {}


STATUSES = (400, 401, 403, 404, 409, 412, 413, 422, 429, 503)
REFUSALS = dict.fromkeys(STATUSES, Problem)
"""Every operation may end in these."""


def explain_refusals(api: NinjaAPI) -> None:
    api.exception_handler(Http404)(_not_found)
    api.exception_handler(AuthenticationError)(_unknown)
    api.exception_handler(ValidationError)(_malformed)
    api.exception_handler(HttpError)(_unreadable)
    api.exception_handler(WithoutEffect)(_refused)


def _not_found(request: HttpRequest, exc: Exception) -> HttpResponse:
    return nothing_here()


def _unknown(request: HttpRequest, exc: Exception) -> HttpResponse:
    return unknown()


def _refused(request: HttpRequest, exc: WithoutEffect) -> HttpResponse:
    return refused(exc)


def _malformed(request: HttpRequest, exc: ValidationError) -> HttpResponse:
    """A field is named by its way in the body; what stands before is how Ninja got there."""
    errors = {
        ".".join(str(part) for part in error["loc"][2:] or error["loc"]): str(error["msg"])
        for error in exc.errors
    }
    return problem(422, "Invalid", _("Some fields cannot be read."), errors=errors)


def _unreadable(request: HttpRequest, exc: HttpError) -> HttpResponse:
    return problem(exc.status_code, "Unreadable", _("The body is not valid JSON."))
