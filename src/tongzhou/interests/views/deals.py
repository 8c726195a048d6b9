"""Package deals: writing open points, weighing them, the silent answer."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tongzhou.collaborations.queries import case_header
from tongzhou.collaborations.views.loading import load_case
from tongzhou.core.verdicts import Invalid
from tongzhou.interests import policy
from tongzhou.interests.actions.deals import advising, points, writing
from tongzhou.interests.consistency import Question
from tongzhou.interests.forms.deals import ClashForm, DealForm, TermForm, WeightForm
from tongzhou.interests.forms.tables import ReasonForm
from tongzhou.interests.models import Deal, DealClash, DealSide, DealTerm
from tongzhou.interests.queries.deals import choices_of, deal_view, ways_of
from tongzhou.interests.views.framing import CASE, case_of, in_case, parties, seen
from tongzhou.journal import queries as journal
from tongzhou.journal.once import once
from tongzhou.org.forms.errors import done, show
from tongzhou.org.queries import names_of
from tongzhou.org.request import PersonRequest


@once
@require_http_methods(["GET", "POST"])
def new_deal(request: PersonRequest, collaboration: UUID) -> HttpResponse:
    case = load_case(request, collaboration)
    policy.may_lead(request.user, case).require()
    among = parties(request, case)
    form = DealForm(among, request.POST or None, initial={"departments": among})
    made = done(form, lambda **facts: writing.draft(case, by=request.user, **facts))
    if made:
        return redirect("deal", made.pk)
    return in_case(request, "interests/new_deal.html", case, {"form": form}, bound=form.is_bound)


@require_GET
def deal(request: PersonRequest, deal: UUID) -> HttpResponse:
    return _page(request, _deal(request, deal))


@once
@require_POST
def deal_terms(request: PersonRequest, deal: UUID) -> HttpResponse:
    row, form = _deal(request, deal), TermForm(request.POST)
    if done(form, lambda name, today, ways: writing.add_term(
        row, name=name, today=today, ways=form.ways_typed(), by=request.user)):  # fmt: skip
        return redirect("deal", row.pk)
    return _page(request, row, term_form=form)


@once
@require_POST
def deal_term_ends(request: PersonRequest, deal_term: UUID) -> HttpResponse:
    row = seen(request, DealTerm, deal_term, *case_of("deal"))
    writing.remove_term(row, by=request.user)
    return redirect("deal", row.deal_id)


@once
@require_POST
def deal_clashes(request: PersonRequest, deal: UUID) -> HttpResponse:
    row = _deal(request, deal)
    form = ClashForm(ways_of(row), request.POST)
    if done(form, lambda **facts: writing.forbid(row, by=request.user, **facts)):
        return redirect("deal", row.pk)
    return _page(request, row, clash_form=form)


@once
@require_POST
def deal_clash_ends(request: PersonRequest, deal_clash: UUID) -> HttpResponse:
    row = seen(request, DealClash, deal_clash, *case_of("deal"))
    writing.allow(row, by=request.user)
    return redirect("deal", row.deal_id)


@once
@require_POST
def deal_openings(request: PersonRequest, deal: UUID) -> HttpResponse:
    row = _deal(request, deal)
    writing.open_deal(row, by=request.user)
    return redirect("deal", row.pk)


@once
@require_http_methods(["GET", "POST"])
def deal_points(request: PersonRequest, deal_side: UUID) -> HttpResponse:
    """First the points; then the question that they have to fit, with the points carried along."""
    side = _side(request, deal_side)
    policy.may_speak(request.user, side.department).require()
    form = WeightForm(choices_of(side.deal), request.POST or None)
    asked = _question(side, form)
    if form.is_valid() and (form.cleaned_data["prefers"] or not asked) and done(
        form, lambda prefers, **_typed: points.hand_in(
            side, form.weights(), prefers=prefers, by=request.user)):  # fmt: skip
        return redirect("deal", side.deal_id)
    context = {"form": form, "side": side, "deal": side.deal, "lines": form.terms}
    if form.is_valid() and asked:
        context |= {"asked": _named(asked, form), "case": case_header(
            side.deal.collaboration, request.user), "current_tab": "alignment"}  # fmt: skip
        return render(request, "interests/question.html", context)
    case = side.deal.collaboration
    return in_case(request, "interests/points.html", case, context, bound=form.is_bound)


@once
@require_POST
def deal_answers(request: PersonRequest, deal_side: UUID) -> HttpResponse:
    side = _side(request, deal_side)
    advising.answer(side, is_yes=request.POST.get("answer") == "yes", by=request.user)
    return redirect("deal", side.deal_id)


@once
@require_POST
def deal_revisions(request: PersonRequest, deal: UUID) -> HttpResponse:
    row, form = _deal(request, deal), ReasonForm(request.POST)
    if done(form, lambda reason: writing.revise(row, reason=reason, by=request.user)):
        return redirect("deal", row.pk)
    return _page(request, row, revision_form=form)


@once
@require_POST
def deal_withdrawals(request: PersonRequest, deal: UUID) -> HttpResponse:
    row, form = _deal(request, deal), ReasonForm(request.POST)
    if done(form, lambda reason: writing.withdraw(row, reason=reason, by=request.user)):
        return redirect("deal", row.pk)
    return _page(request, row, withdrawal_form=form)


def _question(side: DealSide, form: WeightForm) -> Question | None:
    if not form.is_valid():
        return None
    try:
        return points.question_for(side.deal, form.weights())
    except Invalid as invalid:
        show(form, invalid)
        return None


def _named(asked: Question, form: WeightForm) -> dict[str, Any]:
    """Which way is meant by each half of the question, in words."""
    names = {one.pk: one.name for term in form.terms for one in term.choices.all()}
    terms = {term.pk: term.name for term in form.terms}
    first, second = asked.first, asked.second
    return {
        "first": [(terms[first.term], names[first.best]), (terms[second.term], names[second.worst])],
        "second": [(terms[first.term], names[first.worst]), (terms[second.term], names[second.best])],
    }  # fmt: skip


def _page(request: PersonRequest, row: Deal, **bound: forms.Form) -> HttpResponse:
    context: dict[str, Any] = {
        "view": deal_view(row, request.user),
        "history": journal.of_subject(row.pk, names=names_of),
        "term_form": TermForm(),
        "clash_form": ClashForm(ways_of(row)),
        "revision_form": ReasonForm(),
        "withdrawal_form": ReasonForm(),
        **bound,
    }
    return in_case(request, "interests/deal.html", row.collaboration, context, bound=bool(bound))


def _deal(request: PersonRequest, pk: UUID) -> Deal:
    return seen(request, Deal, pk, *CASE)


def _side(request: PersonRequest, pk: UUID) -> DealSide:
    return seen(request, DealSide, pk, "department__head", *case_of("deal"))
