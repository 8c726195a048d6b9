"""Option tables: writing options, scoring, proposing, deciding."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tongzhou.collaborations.views.loading import load_case
from tongzhou.interests import policy
from tongzhou.interests.actions import deciding, scoring
from tongzhou.interests.actions import tables as acting
from tongzhou.interests.actions.turns import locked_row
from tongzhou.interests.forms.tables import (
    OptionForm,
    ProposalForm,
    ReasonForm,
    RemedyForm,
    ScoreForm,
    TableForm,
)
from tongzhou.interests.models import OptionTable, TableOption, TableSide
from tongzhou.interests.queries.tables import view_of
from tongzhou.interests.views.framing import CASE, case_of, in_case, parties, seen
from tongzhou.journal import queries as journal
from tongzhou.journal.once import once
from tongzhou.org.forms.errors import done
from tongzhou.org.queries import names_of
from tongzhou.org.request import PersonRequest

SHOWN = ("decision__option", "proposed")
TERMS = ("name", "by_date", "people_days", "scope", "quality", "give_back")


@once
@require_http_methods(["GET", "POST"])
def new_option_table(request: PersonRequest, collaboration: UUID) -> HttpResponse:
    case = load_case(request, collaboration)
    policy.may_lead(request.user, case).require()
    among = parties(request, case)
    form = TableForm(among, request.POST or None, initial={"departments": among})
    made = done(form, lambda **facts: acting.draft(case, by=request.user, **facts))
    if made:
        return redirect("option_table", made.pk)
    return in_case(request, "interests/new.html", case, {"form": form}, bound=form.is_bound)


@require_GET
def option_table(request: PersonRequest, option_table: UUID) -> HttpResponse:
    return _page(request, _table(request, option_table))


@once
@require_POST
def table_options(request: PersonRequest, option_table: UUID) -> HttpResponse:
    row, form = _table(request, option_table), OptionForm(request.POST)
    if done(form, lambda **terms: acting.add_option(
        row, acting.Contents(**terms), by=request.user)):  # fmt: skip
        return redirect("option_table", row.pk)
    return _page(request, row, option_form=form)


@once
@require_http_methods(["GET", "POST"])
def edit_table_option(request: PersonRequest, table_option: UUID) -> HttpResponse:
    row = _option(request, table_option)
    policy.may_lead(request.user, row.table.collaboration).require()
    if request.method == "POST":
        locked_row(row.table)
        row.refresh_from_db(fields=TERMS)
    now = {name: getattr(row, name) for name in TERMS}
    form = OptionForm(request.POST or None, initial=now)
    if done(form, lambda **terms: acting.change_option(
        row, acting.Contents(**terms), by=request.user)):  # fmt: skip
        return redirect("option_table", row.table_id)
    context = {"form": form, "option": row, "table": row.table}
    case = row.table.collaboration
    return in_case(request, "interests/option.html", case, context, bound=form.is_bound)


@once
@require_POST
def table_option_ends(request: PersonRequest, table_option: UUID) -> HttpResponse:
    row = _option(request, table_option)
    acting.remove_option(row, by=request.user)
    return redirect("option_table", row.table_id)


@once
@require_POST
def table_openings(request: PersonRequest, option_table: UUID) -> HttpResponse:
    row = _table(request, option_table)
    acting.open_table(row, by=request.user)
    return redirect("option_table", row.pk)


@once
@require_http_methods(["GET", "POST"])
def table_scores(request: PersonRequest, table_side: UUID) -> HttpResponse:
    side = _side(request, table_side)
    policy.may_speak(request.user, side.department).require()
    view = view_of(side.table, request.user)
    form = ScoreForm([line.option for line in view.lines], request.POST or None)
    if done(form, lambda **_: scoring.hand_in(side, form.scores(), by=request.user)):
        return redirect("option_table", side.table_id)
    context = {"form": form, "side": side, "view": view}
    case = side.table.collaboration
    return in_case(request, "interests/score.html", case, context, bound=form.is_bound)


@once
@require_POST
def table_proposals(request: PersonRequest, option_table: UUID) -> HttpResponse:
    row = _table(request, option_table)
    form = ProposalForm(row.options.all(), request.POST)
    if done(form, lambda **facts: deciding.propose(row, by=request.user, **facts)):
        return redirect("option_table", row.pk)
    return _page(request, row, proposal_form=form)


@once
@require_POST
def table_consents(request: PersonRequest, table_side: UUID) -> HttpResponse:
    side = _side(request, table_side)
    deciding.agree(side, by=request.user)
    return redirect("option_table", side.table_id)


@once
@require_POST
def table_objections(request: PersonRequest, table_side: UUID) -> HttpResponse:
    side, form = _side(request, table_side), ReasonForm(request.POST)
    if done(form, lambda reason: deciding.object_to(side, reason=reason, by=request.user)):
        return redirect("option_table", side.table_id)
    return _page(request, side.table, objection_form=form)


@once
@require_POST
def table_revisions(request: PersonRequest, option_table: UUID) -> HttpResponse:
    row, form = _table(request, option_table), ReasonForm(request.POST)
    if done(form, lambda reason: acting.revise(row, reason=reason, by=request.user)):
        return redirect("option_table", row.pk)
    return _page(request, row, revision_form=form)


@once
@require_POST
def table_withdrawals(request: PersonRequest, option_table: UUID) -> HttpResponse:
    row, form = _table(request, option_table), ReasonForm(request.POST)
    if done(form, lambda reason: acting.withdraw(row, reason=reason, by=request.user)):
        return redirect("option_table", row.pk)
    return _page(request, row, withdrawal_form=form)


@once
@require_POST
def table_remedies(request: PersonRequest, option_table: UUID) -> HttpResponse:
    row = _table(request, option_table)
    form = RemedyForm(parties(request, row.collaboration), request.POST)
    if done(form, lambda **facts: deciding.promise_remedy(row, by=request.user, **facts)):
        return redirect("option_table", row.pk)
    return _page(request, row, remedy_form=form)


def _page(request: PersonRequest, row: OptionTable, **bound: forms.Form) -> HttpResponse:
    view = view_of(row, request.user)
    best = view.best
    context: dict[str, Any] = {
        "view": view,
        "remedies": row.remedies.select_related("department", "by"),
        "lines": journal.of_subject(row.pk, names=names_of),
        "option_form": OptionForm(),
        "proposal_form": ProposalForm(row.options.all(), initial={"option": best}),
        "objection_form": ReasonForm(),
        "revision_form": ReasonForm(),
        "withdrawal_form": ReasonForm(),
        "remedy_form": RemedyForm(parties(request, row.collaboration)),
        **bound,
    }
    return in_case(request, "interests/table.html", row.collaboration, context, bound=bool(bound))


def _table(request: PersonRequest, pk: UUID) -> OptionTable:
    return seen(request, OptionTable, pk, *CASE, *SHOWN)


def _option(request: PersonRequest, pk: UUID) -> TableOption:
    return seen(request, TableOption, pk, *case_of("table"))


def _side(request: PersonRequest, pk: UUID) -> TableSide:
    return seen(request, TableSide, pk, "department__head", *case_of("table"))
