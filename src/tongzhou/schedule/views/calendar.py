"""The division table as a calendar, a month or a week at a time."""

from datetime import date
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from tongzhou.collaborations.queries import case_header
from tongzhou.collaborations.views.loading import load_case
from tongzhou.org.request import PersonRequest
from tongzhou.schedule.queries.calendar import calendar_page

EARLIEST, LATEST = 1990, 2100


@require_GET
def calendar(request: PersonRequest, collaboration: UUID) -> HttpResponse:
    case = load_case(request, collaboration)
    header = case_header(case, request.user)
    page = calendar_page(
        case,
        request.user,
        span=request.GET.get("span", ""),
        day=typed_day(request.GET.get("day", "")),
        parties=[party.id for party in header.parties],
    )
    context = {"case": header, "collaboration": case, "current_tab": "plan", "page": page}
    return render(request, "schedule/calendar.html", context)


def typed_day(text: str) -> date | None:
    """None for what is no day, or one no plan was ever made for."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if EARLIEST < day.year < LATEST else None
