"""Every refusal has the same shape: a code for programs, a sentence for people, errors by field."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
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

    def answer(
        request: HttpRequest, status: int, code: str, sentence: str, **more: Any
    ) -> HttpResponse:
        return api.create_response(
            request, {"code": code, "sentence": sentence, "errors": {}, **more}, status=status
        )

    @api.exception_handler(Http404)
    def not_found(request: HttpRequest, exc: Exception) -> HttpResponse:
        return answer(
            request, 404, "NotFound", _("There is nothing here, or it is not for you to see.")
        )

    @api.exception_handler(AuthenticationError)
    def unknown(request: HttpRequest, exc: Exception) -> HttpResponse:
        sentence = _("Send a valid access token: Authorization: Bearer …")
        response = answer(request, 401, "Unauthenticated", sentence)
        response["WWW-Authenticate"] = 'Bearer realm="tongzhou"'
        return response

    @api.exception_handler(ValidationError)
    def malformed(request: HttpRequest, exc: ValidationError) -> HttpResponse:
        errors = {
            ".".join(str(part) for part in error["loc"][2:] or error["loc"]): str(error["msg"])
            for error in exc.errors
        }
        return answer(request, 422, "Invalid", _("Some fields cannot be read."), errors=errors)

    @api.exception_handler(HttpError)
    def unreadable(request: HttpRequest, exc: HttpError) -> HttpResponse:
        return answer(request, exc.status_code, "Unreadable", _("The body is not valid JSON."))
