"""Pages that span the rooms: 今天, the overview and the journal of a collaboration."""

from uuid import UUID

from django.db.models import prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from tongzhou.collaborations.queries import (
    as_text,
    asks_within,
    brief_of,
    case_header,
    mail_link,
    open_balls,
)
from tongzhou.collaborations.queries.asks import cards
from tongzhou.collaborations.views.loading import load_case, reader
from tongzhou.core import clock
from tongzhou.desk.queries import overview
from tongzhou.desk.queries import today as queries
from tongzhou.journal.queries import timeline as timeline_of
from tongzhou.org.queries import names_of

PAGE = 50


@require_GET
def today(request: HttpRequest) -> HttpResponse:
    person = reader(request)
    waiting = queries.waiting_for(person)
    asked = [line.matter for line in waiting if line.kind == "ask"]
    week = queries.week_of(person)
    context = {
        "waiting": waiting,
        "asks": {card.id: card for card in cards(person, asked)} if asked else {},
        "awaited": queries.awaited_by(person),
        "week": week,
        "missing": sum(not task.updated for task in week),
        "warnings": queries.warnings_for(person),
        "deadline": queries.next_deadline(),
        "hour": clock.now().astimezone(clock.zone()).hour,
    }
    return render(request, "desk/today.html", context)


@require_GET
def collaboration(request: HttpRequest, collaboration: UUID) -> HttpResponse:
    case = load_case(request, collaboration)
    balls = open_balls(case)
    asks = asks_within(case.pk)
    brief = brief_of(case, balls=balls, asks=asks)
    header = case_header(case, reader(request), balls=balls)
    meetings = overview.meetings_of(case.pk)
    prefetch_related_objects(meetings, "decisions")
    context = {
        "case": header,
        "current_tab": "overview",
        "brief": brief,
        "brief_text": as_text(brief),
        "brief_mail": mail_link(brief),
        "promises": overview.promises_of(header, asks),
        "meetings": meetings,
        "lines": timeline_of(case.pk, names=names_of, limit=8),
    }
    return render(request, "desk/collaboration.html", context)


@require_GET
def timeline(request: HttpRequest, collaboration: UUID) -> HttpResponse:
    case = load_case(request, collaboration)
    before = request.GET.get("before", "")
    lines = timeline_of(
        case.pk, names=names_of, before=int(before) if before.isdecimal() else None, limit=PAGE
    )
    context = {
        "case": case_header(case, reader(request)),
        "current_tab": "timeline",
        "lines": lines,
        "older": lines[-1].seq if len(lines) == PAGE else None,
    }
    return render(request, "desk/timeline.html", context)
