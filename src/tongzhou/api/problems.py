"""Refusals as RFC 9457 says them: `application/problem+json`, with a code for programs."""

from http import HTTPStatus
from typing import Any

from django.http import JsonResponse
from django.utils.translation import gettext as _

from tongzhou.core.verdicts import Invalid, Stale, WithoutEffect

PROBLEM = "application/problem+json"


def problem(
    status: int,
    code: str,
    detail: str,
    *,
    errors: dict[str, str] | None = None,
    theirs: dict[str, str] | None = None,
    retry_after: int = 0,
) -> JsonResponse:
    """`sentence` repeats `detail` for programs written before; `errors` names fields."""
    body: dict[str, Any] = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "code": code,
        "detail": detail,
        "sentence": detail,
        "errors": errors or {},
        "theirs": theirs or {},
    }
    response = JsonResponse(body, status=status, content_type=PROBLEM)
    if retry_after:
        response["Retry-After"] = str(retry_after)
    return response


def nothing_here() -> JsonResponse:
    return problem(404, "NotFound", _("There is nothing here, or it is not for you to see."))


def refused(ended: WithoutEffect) -> JsonResponse:
    errors = ended.errors if isinstance(ended, Invalid) else {}
    theirs = ended.theirs if isinstance(ended, Stale) else {}
    return problem(
        ended.status,
        type(ended).__name__,
        str(ended.sentence),
        errors={name: str(said) for name, said in errors.items()},
        theirs={name: str(value) for name, value in theirs.items()},
        retry_after=ended.retry_after,
    )
