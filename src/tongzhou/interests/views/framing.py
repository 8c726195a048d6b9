"""What the pages of this package share: the frame of the collaboration, the parties to choose from."""

from typing import Any, TypeVar, cast
from uuid import UUID

from django.db.models import Model, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from tongzhou.collaborations.access import OfCaseQuerySet
from tongzhou.collaborations.models import Collaboration
from tongzhou.collaborations.queries import case_header
from tongzhou.org.models import Department
from tongzhou.org.request import PersonRequest

Row = TypeVar("Row", bound=Model)
CASE = ("collaboration__department__head", "collaboration__person_in_charge")


def seen(request: PersonRequest, model: type[Row], pk: UUID, *related: str) -> Row:
    """404 where it is absent or not to be seen; with what its page shows."""
    rows = cast(OfCaseQuerySet, model._default_manager.all()).visible_to(request.user)
    found: Row = get_object_or_404(rows.select_related(*related), pk=pk)
    return found


def case_of(part: str) -> tuple[str, ...]:
    """The collaboration of a part's whole."""
    return tuple(f"{part}__{one}" for one in CASE)


def in_case(
    request: PersonRequest,
    template: str,
    case: Collaboration,
    context: dict[str, Any],
    *,
    bound: bool,
) -> HttpResponse:
    """A bound form comes back only when something in it is wrong."""
    shown = {"case": case_header(case, request.user), "current_tab": "alignment", **context}
    return render(request, template, shown, status=422 if bound else 200)


def parties(request: PersonRequest, case: Collaboration) -> QuerySet[Department, Department]:
    rows = Department.objects.visible_to(request.user).filter(takes_part__collaboration=case)
    return rows.order_by("path")
