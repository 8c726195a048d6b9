"""What a page's view answers, turned into what a program reads."""

import dataclasses
from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from django import forms
from django.http import HttpResponse, HttpResponseBase, JsonResponse
from django.utils.translation import gettext as _

from tongzhou.api.pages.shapes import form_errors
from tongzhou.api.pages.telling import told
from tongzhou.api.problems import nothing_here, problem, refused
from tongzhou.core.verdicts import NotPossibleNow, WithoutEffect
from tongzhou.ui.backend import KEPT

DOORS = ("/sign-in", "/identity-proofs")
API = "/api/v1"
CODES = {400: "Unreadable", 403: "Refused", 409: "NotPossibleNow", 422: "Invalid"}


def answered(response: HttpResponseBase, facts: dict[str, Any]) -> HttpResponseBase:
    """Files and JSON go through as they are."""
    location = response.headers.get("Location") or response.headers.get("HX-Redirect")
    if location:
        return _led(location)
    if response.status_code == 404:
        return nothing_here()
    if response.status_code >= 400:
        return _without_effect(response.status_code, facts)
    if facts:
        return JsonResponse(told({n: v for n, v in facts.items() if n != KEPT}))
    if response.status_code == 204:
        return HttpResponse(status=204)
    return response


def _led(location: str) -> HttpResponseBase:
    """Where the page would go on; the id is that of the thing made or changed."""
    path = urlsplit(location).path
    if path.startswith(DOORS):
        sentence = _("This needs you yourself: sign in and do it on the page.")
        return problem(403, "PersonNeeded", sentence)
    body = {"location": API + ("/today" if path == "/" else path), "id": _last_id(path)}
    response = JsonResponse(body)
    response["Location"] = str(body["location"])
    return response


def _last_id(path: str) -> str | None:
    for part in reversed(path.split("/")):
        try:
            return str(UUID(part))
        except ValueError:
            continue
    return None


def _without_effect(status: int, facts: dict[str, Any]) -> HttpResponseBase:
    """A page shown again: its forms say what was wrong, or the exception it explains is in it."""
    for ended in _endings(facts.values()):
        if ended.status == status:
            return refused(ended)
    errors: dict[str, str] = {}
    for form in _forms(facts.values()):
        errors |= form_errors(form)
    sentence = errors.pop("", "") or _sentence(status)
    return problem(status, CODES.get(status, "Refused"), sentence, errors=errors)


def _sentence(status: int) -> str:
    if status == NotPossibleNow.status:
        return _("This is not possible as things stand.")
    return _("Some fields cannot be read.")


def _endings(values: Iterable[Any]) -> Iterator[WithoutEffect]:
    for value in values:
        if isinstance(value, WithoutEffect):
            yield value
        elif dataclasses.is_dataclass(value) and not isinstance(value, type):
            parts = (value.__getattribute__(field.name) for field in dataclasses.fields(value))
            yield from (part for part in parts if isinstance(part, WithoutEffect))


def _forms(values: Iterable[Any]) -> Iterator[forms.BaseForm]:
    for value in values:
        if isinstance(value, forms.BaseForm):
            yield value
        elif isinstance(value, list | tuple):
            yield from _forms(value)
