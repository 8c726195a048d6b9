"""RACI: who does, decides, is asked and is told, for every row at once."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from tongzhou.collaborations.models import Collaboration
from tongzhou.collaborations.queries import case_header
from tongzhou.collaborations.views.loading import load_case
from tongzhou.journal.once import once
from tongzhou.org.request import PersonRequest
from tongzhou.plans.actions.assigning import assign
from tongzhou.plans.forms import uuids
from tongzhou.plans.queries.matrix import matrix_page
from tongzhou.plans.queries.table import seen_by

MATRIX = "application/problem+json"
"""What the matrix accepts beside HTML; a form does not."""


@require_GET
def matrix(request: PersonRequest, collaboration: UUID) -> HttpResponse:
    case = load_case(request, collaboration)
    return render(request, "plans/raci.html", _context(request, case))


@once
@require_POST
def assignments(request: PersonRequest, task: UUID) -> HttpResponse:
    """One cell of the matrix: the letters of one person or department in one row."""
    for row in seen_by(request.user, task):
        who = uuids([request.POST.get("who", "")])
        if not who:
            break
        letters = "".join(request.POST.getlist("letters"))
        assign(row, who=who[0], letters=letters, by=request.user)
        return _after(request, row.collaboration, row.pk)
    raise Http404


def _after(request: PersonRequest, case: Collaboration, task: UUID) -> HttpResponse:
    """For the matrix the fresh row and what depends on it; otherwise back to the page."""
    if MATRIX in request.headers.get("Accept", ""):
        context = _context(request, case)
        lines = [line for line in context["page"].rows if line.row.id == task]
        return render(request, "plans/_raci_changed.html", {**context, "lines": lines})
    return redirect(f"{reverse('plan-raci', args=[case.pk])}#row-{task}")


def _context(request: PersonRequest, case: Collaboration) -> dict[str, Any]:
    header = case_header(case, request.user)
    parties = [party.id for party in header.parties]
    asked = request.GET.get("department", "")
    department = next((key for key in parties if str(key) == asked), None)
    page = request.GET.get("page", "1")
    return {
        "case": header,
        "collaboration": case,
        "current_tab": "plan",
        "page": matrix_page(
            case,
            request.user,
            department=department,
            page=int(page) if page.isdecimal() else 1,
            parties=parties,
        ),
    }
