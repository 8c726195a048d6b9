"""The list of problems, one problem, and each of its verbs."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tongzhou.collaborations.models import Collaboration
from tongzhou.collaborations.queries import case_header
from tongzhou.collaborations.views.loading import load_case
from tongzhou.journal.once import once
from tongzhou.org.forms.errors import done
from tongzhou.org.request import PersonRequest
from tongzhou.problems import policy, queries
from tongzhou.problems.actions import facts, meeting, reopening, rulings, sides, ways_out
from tongzhou.problems.actions.locking import require_living
from tongzhou.problems.forms import (
    ChoiceForm,
    FactsForm,
    MeetingForm,
    OptionForm,
    ProblemForm,
    ReasonForm,
    SideForm,
    TableForm,
    typed,
)
from tongzhou.problems.models import Problem
from tongzhou.problems.route import is_open_upwards


@require_GET
def problems(request: PersonRequest, collaboration: UUID) -> HttpResponse:
    case = load_case(request, collaboration)
    context = {"problems": queries.problems_of(case)}
    return _in_case(request, "problems/page.html", case, context)


@once
@require_http_methods(["GET", "POST"])
def new_problem(request: PersonRequest, collaboration: UUID) -> HttpResponse:
    case = load_case(request, collaboration)
    if request.method == "GET":
        require_living(case)
    given = queries.begun_with(case, request.GET, request.user)
    form = ProblemForm(case, request.POST or None, initial=given)
    raised = done(form, lambda **facts: sides.raise_problem(case, by=request.user, **_said(facts)))
    if raised:
        return redirect("problem", raised.pk)
    status = 422 if form.is_bound else 200
    return _in_case(request, "problems/new.html", case, {"form": form}, status)


@require_GET
def problem(request: PersonRequest, problem: UUID) -> HttpResponse:
    return _page(request, _problem(request, problem))


@once
@require_POST
def problem_sides(request: PersonRequest, problem: UUID) -> HttpResponse:
    row, form = _problem(request, problem), SideForm(request.POST)
    if done(form, lambda **said: sides.add_side(row, **_said(said), by=request.user)):
        return redirect("problem", row.pk)
    return _page(request, row, side_form=form)


@once
@require_POST
def fact_confirmations(request: PersonRequest, problem: UUID) -> HttpResponse:
    row = _problem(request, problem)
    voice = policy.voice_of(request.user, row)
    form = FactsForm(queries.theirs(row, voice.side if voice else None), request.POST)
    if done(form, lambda doubts: facts.judge_facts(row, doubts, by=request.user)):
        return redirect("problem", row.pk)
    return _page(request, row, facts_form=form)


@once
@require_POST
def problem_meetings(request: PersonRequest, problem: UUID) -> HttpResponse:
    row, form = _problem(request, problem), MeetingForm(request.POST)
    called = done(form, lambda **plan: meeting.call_meeting(row, by=request.user, **plan))
    if called:
        return redirect("meeting", called.pk)
    return _page(request, row, meeting_form=form)


@once
@require_POST
def table_checks(request: PersonRequest, problem: UUID) -> HttpResponse:
    row, form = _problem(request, problem), TableForm(request.POST)
    if done(form, lambda **said: facts.check_table(row, by=request.user, **said)):
        return redirect("problem", row.pk)
    return _page(request, row, table_form=form)


@once
@require_POST
def options(request: PersonRequest, problem: UUID) -> HttpResponse:
    row = _problem(request, problem)
    form = OptionForm(row.collaboration, request.POST)
    if done(form, lambda **said: ways_out.propose(row, ways_out.WayOut(**said), by=request.user)):
        return redirect("problem", row.pk)
    return _page(request, row, option_form=form)


@once
@require_POST
def settlements_of_problem(request: PersonRequest, problem: UUID) -> HttpResponse:
    row = _problem(request, problem)
    form = ChoiceForm(row, request.POST)
    form.fields["option"].required = True
    if done(form, lambda **said: ways_out.agree(row, by=request.user, **said)):
        return redirect("problem", row.pk)
    return _page(request, row, choice_form=form)


@once
@require_POST
def escalations(request: PersonRequest, problem: UUID) -> HttpResponse:
    row = rulings.escalate(_problem(request, problem), by=request.user)
    return redirect("problem", row.pk)


@once
@require_POST
def problem_rulings(request: PersonRequest, problem: UUID) -> HttpResponse:
    row = _problem(request, problem)
    form = ChoiceForm(row, request.POST)
    if done(form, lambda **said: rulings.rule(row, by=request.user, **said)):
        return redirect("problem", row.pk)
    return _page(request, row, choice_form=form)


@once
@require_POST
def take_backs(request: PersonRequest, problem: UUID) -> HttpResponse:
    row, form = _problem(request, problem), ReasonForm(request.POST)
    if done(form, lambda **said: reopening.take_back(row, by=request.user, **said)):
        return redirect("problem", row.pk)
    return _page(request, row, reason_form=form)


def _said(facts: dict[str, Any]) -> dict[str, Any]:
    """The three sentences and the figures as one value beside the other facts."""
    words = {name: facts.pop(name) for name in ("fact", "impact", "need", "figures")}
    return {"said": sides.Said(**words), **facts}


def _problem(request: PersonRequest, pk: UUID) -> Problem:
    rows = queries.with_everything(Problem.objects.visible_to(request.user))
    return get_object_or_404(rows, pk=pk)


def _page(request: PersonRequest, row: Problem, **bound: forms.Form) -> HttpResponse:
    voice = policy.voice_of(request.user, row)
    own = voice.side if voice else None
    found = queries.page(row, request.user)
    context: dict[str, Any] = {
        **found,
        "own_side": own,
        "may_rule": policy.may_rule(request.user, row),
        "route": is_open_upwards(row) if own and row.state == "open" else None,
        "side_form": SideForm(initial=typed(own)),
        "facts_form": FactsForm(queries.theirs(row, own)),
        "meeting_form": MeetingForm(),
        "reason_form": ReasonForm(),
        "may_take_back": found["change"] is not None
        and found["change"].state in reopening.UNDECIDED
        and policy.may_take_back(request.user, row),
        "option_form": OptionForm(row.collaboration),
        "choice_form": ChoiceForm(row),
        "table_form": TableForm(initial={"table_says": row.table_says}),
        **bound,
    }
    status = 422 if bound else 200
    return _in_case(request, "problems/problem.html", row.collaboration, context, status, row.pk)


def _in_case(
    request: PersonRequest,
    template: str,
    case: Collaboration,
    context: dict[str, Any],
    status: int = 200,
    matter: UUID | None = None,
) -> HttpResponse:
    header = {"case": case_header(case, request.user, matter=matter), "current_tab": "problems"}
    return render(request, template, {**header, **context}, status=status)
