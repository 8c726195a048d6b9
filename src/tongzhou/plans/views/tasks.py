"""One row: its cells, its form page, its way out of the table and back."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from tongzhou.collaborations.queries import case_header
from tongzhou.core.verdicts import Invalid, Sentence, Stale
from tongzhou.journal.once import once
from tongzhou.org.request import PersonRequest
from tongzhou.plans import actions, policy, queries
from tongzhou.plans.cells import COLUMNS
from tongzhou.plans.forms import EDITED, typed_cells, uuids
from tongzhou.plans.models import Task
from tongzhou.plans.queries.activity import activity
from tongzhou.plans.queries.table import seen_by
from tongzhou.ui.toasts import say


@once
@require_POST
def cells(request: PersonRequest, task: UUID) -> HttpResponse:
    """One cell by a form, as the repairs of the checker send it."""
    row = _task(request, task)
    field, value = request.POST.get("field", ""), request.POST.get("value", "")
    actions.edit_cell(row, field=field, value=value, was=request.POST.get("was"), by=request.user)
    return _after(request, row)


@once
@require_POST
def roles(request: PersonRequest, task: UUID) -> HttpResponse:
    row = _task(request, task)
    actions.set_role(
        row,
        letter=request.POST.get("letter", ""),
        people=uuids(request.POST.getlist("person")),
        departments=uuids(request.POST.getlist("department")),
        by=request.user,
    )
    return _after(request, row)


@once
@require_POST
def removals(request: PersonRequest, task: UUID) -> HttpResponse:
    row = _task(request, task)
    actions.remove_task(row, by=request.user)
    sentence = _("Row %(number)s “%(name)s” was taken out.")
    undo = reverse("task-restorations", args=[row.pk])
    say(request, sentence % {"number": row.number, "name": row.name}, undo_url=undo)
    return redirect("plan", row.collaboration_id)


@once
@require_POST
def restorations(request: PersonRequest, task: UUID) -> HttpResponse:
    row = _task(request, task)
    actions.restore_task(row, by=request.user)
    say(request, _("Row %(number)s is back.") % {"number": row.number})
    return redirect("plan", row.collaboration_id)


@once
@require_http_methods(["GET", "POST"])
def edit(request: PersonRequest, task: UUID) -> HttpResponse:
    """Every cell of one row as a form, for phones and where there is no script."""
    row = _task(request, task)
    if request.method == "GET":
        return _form(request, row)
    errors: dict[str, Sentence] = {}
    theirs: dict[str, str] = {}
    for column, (value, was) in typed_cells(request.POST).items():
        try:
            actions.edit_cell(row, field=column, value=value, was=was, by=request.user)
        except Invalid as wrong:
            errors.update(wrong.errors or {column: wrong.sentence})
        except Stale as stale:
            theirs.update(stale.theirs)
    if errors or theirs:
        return _form(request, row, errors=errors, theirs=theirs)
    say(request, _("Row %(number)s has been saved.") % {"number": row.number})
    return redirect(f"{reverse('plan', args=[row.collaboration_id])}#row-{row.pk}")


def _form(
    request: PersonRequest,
    task: Task,
    *,
    errors: dict[str, Sentence] | None = None,
    theirs: dict[str, str] | None = None,
) -> HttpResponse:
    row, case = queries.row(task.pk), task.collaboration
    header = case_header(case, request.user)
    parties = [party.id for party in header.parties]
    open_columns = {column for column in EDITED if policy.is_open(case, column)}
    may = policy.may_edit(request.user, task)
    stands = {column: row.text(column) for column in (*EDITED, "start", "end")}
    typed = {name: request.POST.get(name, text) for name, text in stands.items()}
    context: dict[str, Any] = {
        "task": task,
        "row": row,
        "case": header,
        "current_tab": "plan",
        "columns": COLUMNS,
        "stands": stands,
        "typed": typed,
        "errors": errors or {},
        "theirs": theirs or {},
        "open": open_columns,
        "may": may,
        "may_remove": policy.may_remove(request.user, task),
        "choices": queries.menus(parties),
        "activity": activity(task.pk),
        "asks": queries.agreed(case) if may and "ask" in open_columns else [],
    }
    return render(request, "plans/edit.html", context, status=_status(errors, theirs))


def _status(errors: object, theirs: object) -> int:
    return 422 if errors else 409 if theirs else 200


def _after(request: PersonRequest, task: Task) -> HttpResponse:
    return redirect(f"{reverse('plan', args=[task.collaboration_id])}#row-{task.pk}")


def _task(request: PersonRequest, pk: UUID | None = None) -> Task:
    for found in seen_by(request.user, pk):
        return found
    raise Http404
