"""Refusals as RFC 7644 §3.12 says them, in place of the API's own form."""

import json
from http import HTTPStatus

from django.http import HttpResponse, HttpResponseBase, JsonResponse
from django.utils.translation import gettext as _

from tongzhou.api.problems import PROBLEM
from tongzhou.core.verdicts import Invalid, Sentence

SCIM = "application/scim+json"
ERROR = "urn:ietf:params:scim:api:messages:2.0:Error"


class Unfit(Exception):
    """Something in the call that RFC 7644 has a word (`scim_type`) for."""

    def __init__(self, scim_type: str, sentence: Sentence, *, status: int = 400) -> None:
        super().__init__(sentence)
        self.scim_type, self.sentence, self.status = scim_type, sentence, status


def said_by(invalid: Invalid) -> str:
    return " ".join(str(one) for one in invalid.errors.values()) or str(invalid.sentence)


def taken(sentence: Sentence) -> Unfit:
    return Unfit("uniqueness", sentence, status=HTTPStatus.CONFLICT)


def error(status: int, detail: str, scim_type: str = "") -> JsonResponse:
    body = {"schemas": [ERROR], "status": str(status), "detail": detail}
    if scim_type:
        body["scimType"] = scim_type
    return JsonResponse(body, status=status, content_type=SCIM)


def nothing_here() -> JsonResponse:
    return error(404, _("There is nothing here, or it is not for you to see."))


def translated(response: HttpResponseBase) -> HttpResponseBase:
    """What the API's door or a verdict refused, in the words of SCIM."""
    if not isinstance(response, HttpResponse) or response.headers["Content-Type"] != PROBLEM:
        return response
    said = json.loads(response.content)
    made = error(response.status_code, said["detail"])
    for name in ("Retry-After", "WWW-Authenticate"):
        if name in response.headers:
            made[name] = response.headers[name]
    return made
