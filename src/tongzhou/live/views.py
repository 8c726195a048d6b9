"""What stands beside every page, alone: read anew when something elsewhere moved."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tongzhou.org.request import PersonRequest


@require_safe
def rail(request: PersonRequest) -> HttpResponse:
    """As the page at `at` has it."""
    request.path = request.GET.get("at", "/")
    return render(request, "live/rail.html")
