"""The division table as bars over time."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from tongzhou.collaborations.queries import case_header
from tongzhou.collaborations.views.loading import load_case
from tongzhou.org.request import PersonRequest
from tongzhou.plans.queries import plan_page


@require_GET
def gantt(request: PersonRequest, collaboration: UUID) -> HttpResponse:
    case = load_case(request, collaboration)
    header = case_header(case, request.user)
    context = {
        "case": header,
        "collaboration": case,
        "current_tab": "plan",
        "page": plan_page(case, request.user, parties=[party.id for party in header.parties]),
    }
    return render(request, "schedule/gantt.html", context)
