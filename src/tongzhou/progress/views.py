"""The weekly page, one task's update, one risk notice."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from tongzhou.collaborations.models import Collaboration
from tongzhou.collaborations.queries import case_header
from tongzhou.journal.once import once
from tongzhou.plans.models import Task
from tongzhou.progress import policy, queries
from tongzhou.progress.actions import notices, rounds
from tongzhou.progress.forms import OutcomeForm, RiskForm, UpdateForm
from tongzhou.progress.models import RiskNotice


@require_GET
def progress(request: HttpRequest, collaboration: UUID) -> HttpResponse:
    case = get_object_or_404(Collaboration.objects.visible_to(request.user), pk=collaboration)
    rows = queries.weekly(case, request.user)
    weekly = queries.current_round(case)
    context = {
        "case": case_header(case, request.user),
        "current_tab": "progress",
        "rows": rows,
        "weekly": weekly,
        "missing": [row for row in rows if row.owes and row.updated_at is None],
        "notices": queries.notices_of(case),
        "summary": queries.summary_text(case, rows, weekly.due_at if weekly else None),
        "states": UpdateForm.base_fields["state"].choices,
    }
    return render(request, "progress/page.html", context)


@require_GET
def check_in(request: HttpRequest, task: UUID) -> HttpResponse:
    return _check_in_page(request, _task(request, task), None, RiskForm())


@once
@require_POST
def check_ins(request: HttpRequest, task: UUID) -> HttpResponse:
    row = _task(request, task)
    form = UpdateForm(request.POST)
    if not form.is_valid():
        return _check_in_page(request, row, form, RiskForm(), status=422)
    rounds.check_in(row, rounds.Update(**form.cleaned_data), by=request.user)
    if request.headers.get("HX-Request"):
        return _row_fragment(request, row)
    return redirect("progress", row.collaboration_id)


@once
@require_POST
def risk_notices(request: HttpRequest, task: UUID) -> HttpResponse:
    row = _task(request, task)
    form = RiskForm(request.POST)
    if not form.is_valid():
        return _check_in_page(request, row, None, form, status=422)
    notice = notices.give_notice(row, notices.Risk(**form.cleaned_data), by=request.user)
    return redirect("risk_notice", notice.pk)


@require_GET
def risk_notice(request: HttpRequest, risk_notice: UUID) -> HttpResponse:
    return _notice_page(request, _notice(request, risk_notice), OutcomeForm())


@once
@require_POST
def acknowledgements(request: HttpRequest, risk_notice: UUID) -> HttpResponse:
    notice = notices.acknowledge(_notice(request, risk_notice), by=request.user)
    return redirect("risk_notice", notice.pk)


@once
@require_POST
def settlements(request: HttpRequest, risk_notice: UUID) -> HttpResponse:
    notice = _notice(request, risk_notice)
    form = OutcomeForm(request.POST)
    if not form.is_valid():
        return _notice_page(request, notice, form, status=422)
    notices.settle(notice, by=request.user, **form.cleaned_data)
    return redirect("risk_notice", notice.pk)


def _task(request: HttpRequest, pk: UUID) -> Task:
    rows = Task.objects.visible_to(request.user).select_related("collaboration", "department")
    return get_object_or_404(rows, pk=pk, removed_at=None)


def _notice(request: HttpRequest, pk: UUID) -> RiskNotice:
    rows = RiskNotice.objects.visible_to(request.user)
    related = ("task__collaboration__person_in_charge", "task__department", "by", "acknowledged_by")
    return get_object_or_404(rows.select_related(*related), pk=pk)


def _check_in_page(
    request: HttpRequest, task: Task, form: UpdateForm | None, risk: RiskForm, status: int = 200
) -> HttpResponse:
    now = {"state": task.state, "percent": task.percent, "risk": task.risk}
    context = {
        "case": case_header(task.collaboration, request.user),
        "current_tab": "progress",
        "task": task,
        "form": form or UpdateForm(initial=now),
        "risk_form": risk,
        "history": queries.history(task)[:20],
        "verdict": policy.may_check_in(request.user, task),
    }
    return render(request, "progress/check_in.html", context, status=status)


def _notice_page(
    request: HttpRequest, notice: RiskNotice, form: OutcomeForm, status: int = 200
) -> HttpResponse:
    context = {
        "case": case_header(notice.task.collaboration, request.user),
        "current_tab": "progress",
        "notice": notice,
        "form": form,
        "verdict": policy.may_acknowledge(request.user, notice),
    }
    return render(request, "progress/risk_notice.html", context, status=status)


def _row_fragment(request: HttpRequest, task: Task) -> HttpResponse:
    rows = queries.weekly(task.collaboration, request.user)
    context = {
        "row": next(row for row in rows if row.id == task.pk),
        "states": UpdateForm.base_fields["state"].choices,
    }
    return render(request, "progress/_row.html", context)
