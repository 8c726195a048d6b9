"""One past collaboration, as its source told it."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from tongzhou.org.request import PersonRequest
from tongzhou.past.bundle import Collaboration
from tongzhou.past.models import PastCase


@require_GET
def past_case(request: PersonRequest, past_case: UUID) -> HttpResponse:
    seen = PastCase.objects.visible_to(request.user).select_related("source")
    case = get_object_or_404(seen, pk=past_case)
    context = {
        "case": case,
        "told": Collaboration.model_validate(case.body),
        "parties": case.parties.select_related("department"),
        "seats": case.seats.select_related("person"),
    }
    return render(request, "past/case.html", context)
