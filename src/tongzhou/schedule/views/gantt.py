"""The division table as bars over time: look, move a bar, say what waits for what, print."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tongzhou.collaborations.models import Collaboration
from tongzhou.collaborations.queries import case_header
from tongzhou.collaborations.views.loading import load_case
from tongzhou.core.verdicts import Invalid
from tongzhou.journal.once import once
from tongzhou.org.request import PersonRequest
from tongzhou.plans import actions, policy
from tongzhou.plans.cells import whole
from tongzhou.plans.forms import uuids
from tongzhou.plans.models import Dependency, Task
from tongzhou.plans.queries.table import seen_by, table
from tongzhou.plans.rows import LIST, Wait
from tongzhou.schedule.queries.gantt import gantt_page
from tongzhou.schedule.queries.paper import paper
from tongzhou.ui.toasts import say

CHANGES_WHILE = ("delivering", "accepting")
CHART = "application/problem+json"
"""What the chart accepts beside HTML; a form does not."""


@require_GET
def gantt(request: PersonRequest, collaboration: UUID) -> HttpResponse:
    case = load_case(request, collaboration)
    return render(request, "schedule/gantt.html", _context(request, case))


@require_GET
def gantt_print(request: PersonRequest, collaboration: UUID) -> HttpResponse:
    case = load_case(request, collaboration)
    context = {"case": case, "paper": paper(case, request.user)}
    return render(request, "schedule/paper.html", context)


@once
@require_POST
def dates(request: PersonRequest, task: UUID) -> HttpResponse:
    """A bar that was dragged; `was` is where it stood."""
    row = _task(request, task)
    value, was = request.POST.get("value", ""), request.POST.get("was")
    actions.edit_cell(row, field="dates", value=value, was=was, by=request.user)
    return _after(request, row)


@once
@require_http_methods(["GET", "POST"])
def dependencies(request: PersonRequest, task: UUID) -> HttpResponse:
    """What the row waits for: as a page, and as the answer to a line that was drawn."""
    row = _task(request, task)
    if request.method == "GET":
        wish = _as_change(request, row) if "on" in request.GET else None
        return wish or _dependencies_page(request, row)
    try:
        _depend(request, row)
    except Invalid as wrong:
        if CHART in request.headers.get("Accept", ""):
            raise
        return _dependencies_page(request, row, wrong=wrong, status=422)
    if CHART not in request.headers.get("Accept", ""):
        say(request, _("What row %(number)s waits for has been saved.") % {"number": row.number})
    return _after(request, row, page="task-dependencies", key=row.pk)


def _as_change(request: PersonRequest, row: Task) -> HttpResponse | None:
    """What a signed row is to wait for goes into a change request, filled in already."""
    case, said = row.collaboration, request.GET
    if case.state not in CHANGES_WHILE:
        return None
    here = next((one for one in table(case.pk) if one.id == row.pk), None)
    on = _task(request, *uuids([said.get("on", "")])[:1])
    kept = [wait.text for wait in here.waits_for if wait.on != on.pk] if here else []
    if not said.get("remove"):
        lag = whole(said.get("lag_days") or "0", least=-366, most=366)
        kind = said.get("kind", "FS")
        kept.append(
            Wait(on.pk, on.number, kind if kind in Dependency.Kind.values else "FS", lag).text
        )
    query = urlencode({"task": row.pk, "waits_for": LIST.join(kept)})
    return redirect(f"{reverse('new-change', args=[case.pk])}?{query}")


def _depend(request: PersonRequest, row: Task) -> None:
    sent = request.POST
    on = _task(request, *uuids([sent.get("on", "")])[:1])
    if sent.get("remove"):
        actions.remove_dependency(row, on=on, by=request.user)
    else:
        lag = whole(sent.get("lag_days") or "0", least=-366, most=366)
        actions.add_dependency(
            row, on=on, kind=sent.get("kind", "FS"), lag_days=lag, by=request.user
        )


def _dependencies_page(
    request: PersonRequest, row: Task, *, wrong: Invalid | None = None, status: int = 200
) -> HttpResponse:
    case = row.collaboration
    rows = table(case.pk)
    here = next((one for one in rows if one.id == row.pk), None)
    waited = {wait.on for wait in here.waits_for} if here else set()
    others = [one for one in rows if one.id != row.pk and one.id not in waited]
    context = {
        "case": case_header(case, request.user),
        "current_tab": "plan",
        "task": row,
        "waits": here.waits_for if here else (),
        "names": {one.id: one.name for one in rows},
        "others": [(str(one.id), f"{one.number} {one.name}") for one in others],
        "kinds": Dependency.Kind.choices,
        "may": policy.may_edit(request.user, row),
        "is_open": policy.is_open(case, "waits_for") and here is not None,
        "by_change": case.state in CHANGES_WHILE and here is not None,
        "wrong": wrong.sentence if wrong else "",
        "typed": request.POST,
    }
    return render(request, "schedule/dependencies.html", context, status=status)


def _context(request: PersonRequest, case: Collaboration) -> dict[str, Any]:
    header = case_header(case, request.user)
    parties = [party.id for party in header.parties]
    zoom = request.GET.get("zoom", "")
    return {
        "case": header,
        "collaboration": case,
        "current_tab": "plan",
        "page": gantt_page(case, request.user, zoom=zoom, parties=parties),
    }


def _after(
    request: PersonRequest, task: Task, *, page: str = "plan-gantt", key: UUID | None = None
) -> HttpResponse:
    """For the chart everything that is drawn from the dates; otherwise back to the page."""
    if CHART in request.headers.get("Accept", ""):
        context = _context(request, task.collaboration)
        return render(request, "schedule/_fresh.html", context)
    return redirect(reverse(page, args=[key or task.collaboration_id]))


def _task(request: PersonRequest, pk: UUID | None = None) -> Task:
    for found in seen_by(request.user, pk):
        return found
    raise Http404
