"""What every page of a collaboration begins with: who reads, what is seen."""

from uuid import UUID

from django.http import Http404, HttpRequest

from tongzhou.collaborations.models import Collaboration
from tongzhou.collaborations.queries.cases import seen_by
from tongzhou.org.models import Person


def reader(request: HttpRequest) -> Person:
    """Nobody gets past the door without being signed in."""
    assert isinstance(request.user, Person)
    return request.user


def load_case(request: HttpRequest, pk: UUID) -> Collaboration:
    """404 where it is absent or not to be seen."""
    for found in seen_by(reader(request), pk):
        return found
    raise Http404


def seen_version(request: HttpRequest) -> int:
    """The version the form was made from; 0, which never stands, where it is damaged."""
    typed = request.POST.get("version", "")
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 10 else 0
