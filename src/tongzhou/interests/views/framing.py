"""What the pages of this package share: the frame of the collaboration, the parties to choose from."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render

from tongzhou.collaborations.models import Collaboration
from tongzhou.collaborations.queries import case_header
from tongzhou.org.models import Department
from tongzhou.org.request import PersonRequest


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
