"""The weekly page, one task's update, one risk notice."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST

from tongzhou.collaborations.queries import case_header
from tongzhou.collaborations.views.answers import TURNED
from tongzhou.collaborations.views.loading import load_case
from tongzhou.journal.once import once
from tongzhou.org.calendars import is_estimated
from tongzhou.org.forms.errors import done
from tongzhou.org.request import PersonRequest
from tongzhou.plans.models import Task
from tongzhou.progress import policy
from tongzhou.progress.actions import expecting, notices, rounds, signals
from tongzhou.progress.forms.weeks import UPDATABLE, OutcomeForm, RiskForm, TrustForm, UpdateForm
from tongzhou.progress.models import Confidence, RiskNotice
from tongzhou.progress.queries import talks
from tongzhou.progress.queries import weeks as queries
from tongzhou.progress.queries.promises import by_department, pairs
from tongzhou.progress.queries.statuses import statuses
from tongzhou.progress.queries.summaries import summary_text
from tongzhou.progress.states import OWED_IN
from tongzhou.ui.toasts import say


@require_GET
def progress(request: PersonRequest, collaboration: UUID) -> HttpResponse:
    case = load_case(request, collaboration)
    rows = queries.weekly(case, request.user)
    weekly = queries.current_round(case)
    context = {
        "case": case_header(case, request.user),
        "current_tab": "progress",
        "rows": rows,
        "weekly": weekly,
        "missing": [row for row in rows if row.is_missing],
        "notices": queries.notices_of(case),
        "summary": summary_text(case, rows, weekly.due_at if weekly else None),
        "states": UPDATABLE,
        "layers": talks.layers(talks.habits_of(case.pk)),
        "kept_by": by_department(case),
    }
    return render(request, "progress/page.html", context)


@require_GET
def week(request: PersonRequest) -> HttpResponse:
    """One page for whoever carries several tasks, whatever collaborations they belong to."""
    sections = queries.own_week(request.user)
    context = {
        "sections": sections,
        "missing": sum(row.is_missing for section in sections for row in section.rows),
        "deadline": expecting.next_deadline(),
        "states": UPDATABLE,
    }
    return render(request, "progress/week.html", context)


@require_GET
def promises(request: PersonRequest) -> HttpResponse:
    """How reliable promises between two departments are; people are never ranked."""
    return render(request, "progress/promises.html", {"pairs": pairs(request.user)})


@require_GET
def check_in(request: PersonRequest, task: UUID) -> HttpResponse:
    return _check_in_page(request, _task(request, task))


@once
@require_POST
def check_ins(request: PersonRequest, task: UUID) -> HttpResponse:
    """A page without script; with it the row of the weekly table, which holds what was wrong."""
    row, form = _task(request, task), UpdateForm(request.POST)
    in_table = bool(request.headers.get("HX-Request"))
    if done(form, lambda **said: rounds.check_in(row, rounds.Update(**said), by=request.user)):
        return _saved(request, row) if in_table else redirect("progress", row.collaboration_id)
    if in_table:
        return _row(request, row, form, status=422)
    return _check_in_page(request, row, form=form, status=422)


@once
@require_POST
def confidences(request: PersonRequest, task: UUID) -> HttpResponse:
    row, form = _task(request, task), TrustForm(request.POST)
    policy.may_trust(request.user, row).require()
    if done(form, lambda **said: signals.trust(row, by=request.user, **said)) is None:
        return _check_in_page(request, row, trust=form, status=422)
    say(request, _("Thank you, noted."))
    return redirect("check_in", row.pk)


@once
@require_POST
def risk_notices(request: PersonRequest, task: UUID) -> HttpResponse:
    row, form = _task(request, task), RiskForm(request.POST)
    given = done(
        form, lambda **said: notices.give_notice(row, notices.Risk(**said), by=request.user)
    )
    if given is None:
        return _check_in_page(request, row, risk=form, status=422, again=_said_before(row, form))
    return redirect("risk_notice", given.pk)


@require_GET
def risk_notice(request: PersonRequest, risk_notice: UUID) -> HttpResponse:
    return _notice_page(request, _notice(request, risk_notice), OutcomeForm())


@once
@require_POST
def acknowledgements(request: PersonRequest, risk_notice: UUID) -> HttpResponse:
    notice = notices.acknowledge(_notice(request, risk_notice), by=request.user)
    return redirect("risk_notice", notice.pk)


@once
@require_POST
def settlements(request: PersonRequest, risk_notice: UUID) -> HttpResponse:
    notice, form = _notice(request, risk_notice), OutcomeForm(request.POST)
    settled = done(form, lambda **said: notices.settle(notice, by=request.user, **said))
    if settled is None:
        return _notice_page(request, notice, form, status=422)
    return redirect("risk_notice", notice.pk)


def _task(request: PersonRequest, pk: UUID) -> Task:
    rows = Task.objects.visible_to(request.user).select_related(
        "collaboration__department", "collaboration__person_in_charge", "department"
    )
    return get_object_or_404(rows, pk=pk, removed_at=None)


def _notice(request: PersonRequest, pk: UUID) -> RiskNotice:
    rows = RiskNotice.objects.visible_to(request.user).select_related(
        "task__collaboration__department", "task__collaboration__person_in_charge",
        "task__department", "by", "on_behalf_of", "acknowledged_by",
    )  # fmt: skip
    return get_object_or_404(rows, pk=pk)


def _check_in_page(
    request: PersonRequest,
    task: Task,
    *,
    form: UpdateForm | None = None,
    risk: RiskForm | None = None,
    trust: TrustForm | None = None,
    again: RiskNotice | None = None,
    status: int = 200,
) -> HttpResponse:
    now = {"state": task.state, "percent": task.percent, "risk": task.risk}
    row = queries.week_row(task, request.user)
    asked = row.promise.text if row.promise and not row.promise.is_judged else ""
    context = {
        "case": case_header(task.collaboration, request.user),
        "current_tab": "progress",
        "task": task,
        "form": form or UpdateForm(initial=now, promise=asked),
        "row": row,
        "may_trust": policy.may_trust(request.user, task),
        "trust_form": trust or TrustForm(),
        "is_under_way": task.collaboration.state == "delivering" and task.state in OWED_IN,
        "levels": Confidence.Level.choices,
        "risk_form": risk or RiskForm(),
        "again": again,
        "history": queries.history(task),
        "statuses": statuses(task),
        "verdict": policy.may_check_in(request.user, task),
        "lead_days": queries.lead_days(task),
        "lead_is_estimated": bool(task.end and is_estimated(task.end)),
    }
    return render(request, "progress/check_in.html", context, status=status)


def _said_before(task: Task, form: RiskForm) -> RiskNotice | None:
    """Where what is refused as no news stands already."""
    fact = form.data.get("fact", "").strip()
    said = notices.Risk(fact=fact, proposed_end=form.cleaned_data.get("proposed_end"))
    return notices.said_and_open(task, said)


def _notice_page(
    request: PersonRequest, notice: RiskNotice, form: OutcomeForm, status: int = 200
) -> HttpResponse:
    context = {
        "case": case_header(notice.task.collaboration, request.user, matter=notice.pk),
        "current_tab": "progress",
        "notice": notice,
        "form": form,
        "verdict": policy.may_acknowledge(request.user, notice),
    }
    return render(request, "progress/risk_notice.html", context, status=status)


def _saved(request: PersonRequest, task: Task) -> HttpResponse:
    """The summary, the list of the missing and the counts beside the table follow."""
    response = _row(request, task)
    response["HX-Trigger"] = TURNED
    return response


def _row(
    request: PersonRequest, task: Task, form: UpdateForm | None = None, status: int = 200
) -> HttpResponse:
    row = queries.week_row(task, request.user)
    context = {"row": row.with_typed(form) if form else row, "states": UPDATABLE}
    return render(request, "progress/_row.html", context, status=status)
