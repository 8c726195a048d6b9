"""What the grid asks and sends: a block of changes, what others changed since, whom cells may name."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.views.decorators.http import require_GET, require_POST

from tongzhou.collaborations.models import Collaboration
from tongzhou.collaborations.views.loading import load_case
from tongzhou.journal.once import once
from tongzhou.org.request import PersonRequest
from tongzhou.plans import actions
from tongzhou.plans.blocks import read_block
from tongzhou.plans.queries.directory import directory
from tongzhou.plans.queries.stamps import stamp_of
from tongzhou.plans.views.pieces import Pieces, pieces_of, since
from tongzhou.plans.views.plan import table_context

TABLE = "application/vnd.tongzhou.table+json"
"""No plain JSON, which `once` would keep in the database to repeat it: it repeats 204 instead."""


@once
@require_POST
def changes(request: PersonRequest, collaboration: UUID) -> HttpResponse:
    """One act, then everything that reads differently from what the grid has seen."""
    case = load_case(request, collaboration)
    made = actions.change_table(case, read_block(request.POST.get("block", "")), by=request.user)
    case = load_case(request, collaboration)
    return _fresh(request, case, request.POST.get("seen", ""), stamp=stamp_of(case), made=made)


@require_GET
def rows(request: PersonRequest, collaboration: UUID) -> HttpResponse:
    """204 while nothing happened in the collaboration."""
    case = load_case(request, collaboration)
    stamp = stamp_of(case)
    if request.GET.get("stamp") == stamp:
        return HttpResponse(status=204)
    return _fresh(request, case, request.GET.get("seen", ""), stamp=stamp)


@require_GET
def names(request: PersonRequest, collaboration: UUID) -> HttpResponse:
    answer = JsonResponse(directory(load_case(request, collaboration)))
    answer["Cache-Control"] = "private, max-age=300"
    return answer


def _fresh(
    request: PersonRequest,
    case: Collaboration,
    seen: str,
    *,
    stamp: str,
    made: dict[str, UUID] | None = None,
) -> HttpResponse:
    """`stamp` is older than what is read: who comes with it later misses nothing."""
    context = table_context(request, case)
    now = pieces_of(context["page"])
    told: dict[str, Any] = {
        "token": now.token,
        "stamp": stamp,
        **_told(request, now, seen, context),
    }
    if made:
        told["made"] = {name: str(key) for name, key in made.items()}
    return JsonResponse(told, content_type=TABLE)


def _told(
    request: PersonRequest, now: Pieces, seen: str, context: dict[str, Any]
) -> dict[str, Any]:
    changed, same_order = since(now, seen)
    rows = {key: now.rows[key] for key in changed if key in now.rows}
    parts = [key for key in changed if key in PARTS]
    told: dict[str, Any] = {"rows": rows, "parts": [PARTS[key](request, context) for key in parts]}
    return told if same_order else {**told, "order": list(now.order)}


def _part(template: str) -> Callable[[PersonRequest, dict[str, Any]], str]:
    return lambda request, context: render_to_string(template, context, request)


PARTS = {
    "plan-summary": _part("plans/_summary_part.html"),
    "findings": _part("plans/_findings_part.html"),
}
