"""The division table as a board: look, and put a card into another column."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from tongzhou.collaborations.models import Collaboration
from tongzhou.collaborations.queries import case_header
from tongzhou.collaborations.views.loading import load_case
from tongzhou.journal.once import once
from tongzhou.org.request import PersonRequest
from tongzhou.plans.models import Task
from tongzhou.plans.queries.table import seen_by
from tongzhou.schedule.actions import move_card
from tongzhou.schedule.board import ALONG, place_of
from tongzhou.schedule.queries.board import board_page
from tongzhou.ui.addresses import address
from tongzhou.ui.toasts import say

BOARD = "application/problem+json"
"""What the board accepts beside HTML; a form does not."""


@require_GET
def board(request: PersonRequest, collaboration: UUID) -> HttpResponse:
    case = load_case(request, collaboration)
    return render(request, "schedule/board.html", _context(request, case, request.GET.get("by")))


@once
@require_http_methods(["GET", "POST"])
def moves(request: PersonRequest, task: UUID) -> HttpResponse:
    """Where the card may go, as a page; and the move itself."""
    row = _task(request, task)
    along = request.POST.get("by") or request.GET.get("by", "")
    if request.method == "GET":
        return _choose(request, row, along)
    form = move_card(row, along=along, to=request.POST.get("to", ""), by=request.user)
    if form:
        return redirect(form)
    if BOARD in request.headers.get("Accept", ""):
        fresh = _task(request, task)
        return render(
            request, "schedule/_fresh_board.html", _context(request, fresh.collaboration, along)
        )
    say(request, _("“%(name)s” has been moved.") % {"name": row.name})
    return redirect(f"{address('plan-board', row.collaboration_id)}?by={along}")


def _choose(request: PersonRequest, row: Task, along: str) -> HttpResponse:
    chosen = along if along in ALONG else "state"
    context = _context(request, row.collaboration, chosen)
    page = context["page"]
    here = {place_of(one, chosen) for one in page.lines if one.id == row.pk}
    others = [one for one in page.columns if one.key not in ("", *here)]
    return render(request, "schedule/move.html", {**context, "task": row, "others": others})


def _context(request: PersonRequest, case: Collaboration, along: str | None) -> dict[str, Any]:
    header = case_header(case, request.user)
    parties = [party.id for party in header.parties]
    return {
        "case": header,
        "collaboration": case,
        "current_tab": "plan",
        "page": board_page(case, request.user, along=along or "", parties=parties),
    }


def _task(request: PersonRequest, pk: UUID) -> Task:
    for found in seen_by(request.user, pk):
        return found
    raise Http404
