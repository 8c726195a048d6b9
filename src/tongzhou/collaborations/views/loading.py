"""What every page of a collaboration begins with: who reads, what is seen."""

from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from tongzhou.collaborations.models import Collaboration
from tongzhou.org.models import Person


def reader(request: HttpRequest) -> Person:
    """Nobody gets past the door without being signed in."""
    assert isinstance(request.user, Person)
    return request.user


def load_case(request: HttpRequest, pk: UUID) -> Collaboration:
    """404 where it is absent or not to be seen."""
    rows = Collaboration.objects.visible_to(reader(request))
    found: Collaboration = get_object_or_404(
        rows.select_related("department", "person_in_charge"), pk=pk
    )
    return found


def seen_version(request: HttpRequest) -> int:
    """The version the form was made from; 0, which never stands, where it is damaged."""
    typed = request.POST.get("version", "")
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 10 else 0
