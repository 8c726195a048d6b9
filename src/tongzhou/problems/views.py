"""The list of problems, one problem, and each of its verbs."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tongzhou.collaborations.models import Collaboration
from tongzhou.collaborations.queries import case_header
from tongzhou.journal.once import once
from tongzhou.problems import policy, queries
from tongzhou.problems.actions import rulings, sides, ways_out
from tongzhou.problems.forms import ChoiceForm, OptionForm, ProblemForm, SideForm, TableForm
from tongzhou.problems.models import Problem

NEEDED = (
    "collaboration__department",
    "collaboration__person_in_charge",
    "superior",
    "task",
)


@require_GET
def problems(request: HttpRequest, collaboration: UUID) -> HttpResponse:
    case = _case(request, collaboration)
    context = {"problems": queries.problems_of(case)}
    return _in_case(request, "problems/page.html", case, context)


@once
@require_http_methods(["GET", "POST"])
def new_problem(request: HttpRequest, collaboration: UUID) -> HttpResponse:
    case = _case(request, collaboration)
    first = {"department": request.user.department_id, "kind": request.GET.get("kind", "")}
    form = ProblemForm(
        case, request.POST or None, initial={**first, "task": request.GET.get("task")}
    )
    if request.method == "POST" and form.is_valid():
        facts = form.cleaned_data
        said = sides.Said(
            fact=facts.pop("fact"), impact=facts.pop("impact"), need=facts.pop("need")
        )
        raised = sides.raise_problem(case, said, by=request.user, **facts)
        return redirect("problem", raised.pk)
    status = 422 if form.is_bound else 200
    return _in_case(request, "problems/new.html", case, {"form": form}, status)


@require_GET
def problem(request: HttpRequest, problem: UUID) -> HttpResponse:
    return _page(request, _problem(request, problem))


@once
@require_POST
def problem_sides(request: HttpRequest, problem: UUID) -> HttpResponse:
    row, form = _problem(request, problem), SideForm(request.POST)
    if not form.is_valid():
        return _page(request, row, side_form=form)
    sides.add_side(row, sides.Said(**form.cleaned_data), by=request.user)
    return redirect("problem", row.pk)


@once
@require_POST
def fact_confirmations(request: HttpRequest, problem: UUID) -> HttpResponse:
    row = sides.agree_facts(_problem(request, problem), by=request.user)
    return redirect("problem", row.pk)


@once
@require_POST
def table_checks(request: HttpRequest, problem: UUID) -> HttpResponse:
    row, form = _problem(request, problem), TableForm(request.POST)
    if not form.is_valid():
        return _page(request, row, table_form=form)
    sides.check_table(row, by=request.user, **form.cleaned_data)
    return redirect("problem", row.pk)


@once
@require_POST
def options(request: HttpRequest, problem: UUID) -> HttpResponse:
    row = _problem(request, problem)
    form = OptionForm(row.collaboration, request.POST)
    if not form.is_valid():
        return _page(request, row, option_form=form)
    ways_out.propose(row, ways_out.WayOut(**form.cleaned_data), by=request.user)
    return redirect("problem", row.pk)


@once
@require_POST
def settlements_of_problem(request: HttpRequest, problem: UUID) -> HttpResponse:
    row = _problem(request, problem)
    form = ChoiceForm(row, request.POST)
    if not form.is_valid() or form.cleaned_data["option"] is None:
        return _page(request, row, choice_form=form)
    ways_out.agree(row, by=request.user, **form.cleaned_data)
    return redirect("problem", row.pk)


@once
@require_POST
def escalations(request: HttpRequest, problem: UUID) -> HttpResponse:
    row = rulings.escalate(_problem(request, problem), by=request.user)
    return redirect("problem", row.pk)


@once
@require_POST
def problem_rulings(request: HttpRequest, problem: UUID) -> HttpResponse:
    row = _problem(request, problem)
    form = ChoiceForm(row, request.POST)
    if not form.is_valid():
        return _page(request, row, choice_form=form)
    rulings.rule(row, by=request.user, **form.cleaned_data)
    return redirect("problem", row.pk)


def _case(request: HttpRequest, pk: UUID) -> Collaboration:
    cases = Collaboration.objects.visible_to(request.user).select_related("department")
    return get_object_or_404(cases, pk=pk)


def _problem(request: HttpRequest, pk: UUID) -> Problem:
    rows = Problem.objects.visible_to(request.user).select_related(*NEEDED)
    return get_object_or_404(rows, pk=pk)


def _page(request: HttpRequest, row: Problem, **bound: forms.Form) -> HttpResponse:
    ruling = queries.ruling_of(row)
    context: dict[str, Any] = {
        "problem": row,
        "ruling": ruling,
        "change": ruling.change if ruling else None,
        "sides": list(row.sides.select_related("department", "by")),
        "options": list(row.options.select_related("department", "task")),
        "own_side": policy.side_of(request.user, row),
        "may_rule": policy.may_rule(request.user, row),
        "precedents": queries.precedents(row, request.user),
        "side_form": bound.get("side_form", SideForm()),
        "option_form": bound.get("option_form", OptionForm(row.collaboration)),
        "choice_form": bound.get("choice_form", ChoiceForm(row)),
        "table_form": bound.get("table_form", TableForm()),
    }
    status = 422 if bound else 200
    return _in_case(request, "problems/problem.html", row.collaboration, context, status)


def _in_case(
    request: HttpRequest,
    template: str,
    case: Collaboration,
    context: dict[str, Any],
    status: int = 200,
) -> HttpResponse:
    header = {"case": case_header(case, request.user), "current_tab": "problems"}
    return render(request, template, {**header, **context}, status=status)
