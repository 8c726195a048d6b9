"""Notes after each answer whether somebody was refused or took a file out of the house."""

from collections.abc import Callable

from django.db import DatabaseError, transaction
from django.http import HttpRequest, HttpResponseBase

from tongzhou.org.actions.audit import note_access
from tongzhou.org.addresses import address_of
from tongzhou.org.middleware import OWN_DOORS
from tongzhou.org.models import Access, Person

Next = Callable[[HttpRequest], HttpResponseBase]


class AuditMiddleware:
    """Outside the transaction of the page: a refusal undoes that, not its own trace."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        person, kind = request.user, _kind(response)
        if kind and isinstance(person, Person):
            _note(request, response, person, kind)
        return response


def _note(request: HttpRequest, response: HttpResponseBase, person: Person, kind: str) -> None:
    """A trace that cannot be written (disk full) takes nothing away from the answer."""
    try:
        with transaction.atomic():
            note_access(
                person, kind, method=request.method or "", page=request.path,
                status=response.status_code, address=address_of(request),
                by_token=request.path.startswith(OWN_DOORS),
            )  # fmt: skip
    except DatabaseError:
        return


def _kind(response: HttpResponseBase) -> str:
    if response.status_code == 403:
        return Access.Kind.REFUSED
    taken = response.headers.get("Content-Disposition", "").startswith("attachment")
    return Access.Kind.EXPORTED if taken and response.status_code == 200 else ""
