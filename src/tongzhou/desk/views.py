"""Pages that span the rooms: 今天, the overview and the journal of a collaboration."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from tongzhou.collaborations.models import Ask, Collaboration, Meeting
from tongzhou.collaborations.queries import as_text, brief_of, case_header, mail_link
from tongzhou.core import clock
from tongzhou.desk import queries
from tongzhou.journal.queries import timeline as timeline_of
from tongzhou.org.calendars import calendar
from tongzhou.org.queries import names_of

PAGE = 50


@require_GET
def today(request: HttpRequest) -> HttpResponse:
    waiting = queries.waiting_for(request.user)
    asked = [line.matter for line in waiting if line.kind == "ask"]
    asks = Ask.objects.filter(pk__in=asked).select_related(
        "collaboration__department", "department"
    )
    week = queries.week_of(request.user)
    context = {
        "waiting": waiting,
        "asks": {ask.pk: ask for ask in asks.prefetch_related("options")},
        "awaited": queries.awaited_by(request.user),
        "week": week,
        "missing": sum(not task.updated for task in week),
        "warnings": queries.warnings_for(request.user),
        "deadline": calendar().week_deadline(clock.today()),
        "hour": clock.now().astimezone(clock.zone()).hour,
    }
    return render(request, "desk/today.html", context)


@require_GET
def collaboration(request: HttpRequest, collaboration: UUID) -> HttpResponse:
    case = _case(request, collaboration)
    brief = brief_of(case)
    context = {
        "case": case_header(case, request.user),
        "current_tab": "overview",
        "brief": brief,
        "brief_text": as_text(brief),
        "brief_mail": mail_link(brief),
        "promises": queries.promises_of(case),
        "meetings": Meeting.objects.filter(collaboration=case).prefetch_related("decisions"),
        "lines": timeline_of(case.pk, names=names_of, limit=8),
    }
    return render(request, "desk/collaboration.html", context)


@require_GET
def timeline(request: HttpRequest, collaboration: UUID) -> HttpResponse:
    case = _case(request, collaboration)
    before = request.GET.get("before", "")
    lines = timeline_of(
        case.pk, names=names_of, before=int(before) if before.isdecimal() else None, limit=PAGE
    )
    context = {
        "case": case_header(case, request.user),
        "current_tab": "timeline",
        "lines": lines,
        "older": lines[-1].seq if len(lines) == PAGE else None,
    }
    return render(request, "desk/timeline.html", context)


def _case(request: HttpRequest, pk: UUID) -> Collaboration:
    rows = Collaboration.objects.visible_to(request.user)
    return get_object_or_404(rows.select_related("department", "person_in_charge"), pk=pk)
