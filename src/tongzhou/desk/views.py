"""Pages that span the rooms: 今天, the overview and the journal of a collaboration."""

from uuid import UUID

from django.db.models import prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET

from tongzhou.collaborations.queries import (
    as_text,
    asks_within,
    brief_of,
    case_header,
    mail_link,
    open_matters,
)
from tongzhou.collaborations.queries.asks import cards
from tongzhou.collaborations.queries.foreseen import foreseen
from tongzhou.collaborations.queries.preparation import preparation_of
from tongzhou.collaborations.views.loading import load_case, reader
from tongzhou.core import clock
from tongzhou.desk.queries import breaches, overview
from tongzhou.desk.queries import department as department_queries
from tongzhou.desk.queries import helped as helped_queries
from tongzhou.desk.queries import palette as palette_queries
from tongzhou.desk.queries import today as queries
from tongzhou.duties.queries import held_by as duties_held_by
from tongzhou.journal.queries import timeline as timeline_of
from tongzhou.org.models import Department
from tongzhou.org.queries import names_of
from tongzhou.outcomes.queries.deliveries import waiting_for_confirmation
from tongzhou.progress.queries.talks import habits_of, layers
from tongzhou.submissions.queries import owed_by
from tongzhou.teams.queries import loans_waiting_for
from tongzhou.ui.addresses import address

PAGE = 50
PREPARING = ("draft", "asking", "paused")
"""States in which the preparation still matters."""


@require_GET
def today(request: HttpRequest) -> HttpResponse:
    person = reader(request)
    every = "all" in request.GET
    waiting = queries.waiting_for(person, every=every)
    awaited = queries.awaited_by(person, every=every)
    asked = [line.matter for line in waiting.shown if line.kind == "ask"]
    week = queries.week_of(person)
    context = {
        "waiting": waiting.shown,
        "more_waiting": waiting.are_more,
        "every": every,
        "loans": loans_waiting_for(person),
        "duties": duties_held_by(person),
        "owed": owed_by(person),
        "confirming": waiting_for_confirmation(person),
        "asks": {card.id: card for card in cards(person, asked)} if asked else {},
        "awaited": awaited.shown,
        "more_awaited": awaited.are_more,
        "week": week,
        "missing": sum(not task.updated for task in week),
        "warnings": queries.warnings_for(person),
        "late": breaches.late_answers(person),
        "deadline": queries.next_deadline(),
        "hour": clock.now().astimezone(clock.zone()).hour,
    }
    return render(request, "desk/today.html", context)


@require_GET
def helped(request: HttpRequest) -> HttpResponse:
    """Comes to 今天 a moment later; a page without script."""
    template = "desk/_helped.html" if request.headers.get("HX-Request") else "desk/helped.html"
    return render(request, template, {"told": helped_queries.helped(reader(request))})


@require_GET
def collaboration(request: HttpRequest, collaboration: UUID) -> HttpResponse:
    case = load_case(request, collaboration)
    opened = open_matters(case, reader(request))
    asks, rows = asks_within(case.pk), overview.lines_of(case.pk, case.state)
    promised = overview.promised(case.state, rows)
    brief = brief_of(case, opened=opened, asks=asks, promised=promised)
    header = case_header(case, reader(request), opened=opened)
    meetings = overview.meetings_of(case.pk)
    prefetch_related_objects(meetings, "decisions")
    context = {
        "case": header,
        "current_tab": "overview",
        "brief": brief,
        "brief_text": as_text(brief),
        "brief_mail": mail_link(brief),
        "promises": overview.promises_of(header, asks, rows),
        "foreseen": foreseen(case.pk, case.state, overview.planned(rows)),
        "meetings": meetings,
        "layers": layers(habits_of(case.pk)),
        "kept_by": overview.kept_by(header, rows),
        "prepared": preparation_of(case) if header.initiates and header.state in PREPARING else [],
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


@require_GET
def desk(request: HttpRequest) -> HttpResponse:
    """The desk of the department one answers for, or of the own one."""
    seats = department_queries.seats_of(reader(request))
    query = f"?{request.GET.urlencode()}" if request.GET else ""
    return redirect(address("department-desk", seats[0].pk) + query)


@require_GET
def department_desk(request: HttpRequest, department: UUID) -> HttpResponse:
    """Everybody may look; the lines are those the reader may see."""
    person = reader(request)
    found = get_object_or_404(Department.objects.visible_to(person), pk=department)
    wanted = {"show": "all", "box": "", "holder": request.GET.get("at", "")}
    for name in ("show", "box"):
        wanted[name] = request.GET.get(name, wanted[name])
    context = {"desk": department_queries.desk_of(found, person, **wanted)}
    return render(request, "desk/department.html", context)


@require_GET
def palette(request: HttpRequest) -> HttpResponse:
    """What the command palette offers for what is typed."""
    found = palette_queries.found(request.GET.get("q", ""), reader(request))
    return render(request, "desk/_palette.html", {"found": found})


@require_GET
def keys(request: HttpRequest) -> HttpResponse:
    """Every key that does something."""
    return render(request, "desk/keys.html", {})
