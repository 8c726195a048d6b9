"""What a department is asked and asks, as far as the reader sees it."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from tongzhou.collaborations.queries.department_asks import SHOWN, SIDES, ask_counts, asks_of
from tongzhou.org.request import PersonRequest
from tongzhou.org.views.departments.finding import department_of
from tongzhou.org.views.departments.page import frame


@require_GET
def asks(request: PersonRequest, department: UUID) -> HttpResponse:
    found = department_of(request, department)
    side = request.GET.get("side") if request.GET.get("side") in dict(SIDES) else "in"
    shown = request.GET.get("shown") if request.GET.get("shown") in dict(SHOWN) else "open"
    assert side
    assert shown
    context = frame(request, found) | {
        "side": side,
        "shown": shown,
        "sides": SIDES,
        "choices": SHOWN,
        "counts": ask_counts(found, by=request.user),
        "asks": asks_of(
            found, by=request.user, side=side, shown=shown, page=request.GET.get("page")
        ),
    }
    return render(request, "collaborations/department_asks.html", context)


@require_GET
def counts(request: PersonRequest, department: UUID) -> HttpResponse:
    """The card beside a department's profile, fetched when the page stands."""
    found = department_of(request, department)
    context = {"department": found, "counts": ask_counts(found, by=request.user)}
    return render(request, "collaborations/_department_counts.html", context)
