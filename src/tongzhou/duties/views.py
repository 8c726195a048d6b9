"""The register, one duty, and what is done about it."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tongzhou.duties import policy, queries
from tongzhou.duties.actions import owning, reporting, wording
from tongzhou.duties.forms import ClaimForm, DecisionForm, ReasonForm, ReportForm, WordsForm
from tongzhou.duties.models import Duty
from tongzhou.duties.states import DUTY
from tongzhou.journal.once import once
from tongzhou.org.forms.errors import done
from tongzhou.org.models import Department
from tongzhou.org.request import PersonRequest


@require_GET
def duties(request: PersonRequest) -> HttpResponse:
    asked = {name: request.GET.get(name, "") for name in ("state", "q", "department", "page")}
    asked["state"] = asked["state"] if asked["state"] in dict(DUTY.choices) else ""
    context = {
        "page": queries.listing(request.user, **asked),
        "counts": queries.counts(request.user),
        "open": queries.open_duties(request.user),
        "departments": queries.all_departments(),
        "states": DUTY.states,
        **{name: asked[name] for name in ("state", "q", "department")},
    }
    return render(request, "duties/page.html", context)


@once
@require_http_methods(["GET", "POST"])
def new_duty(request: PersonRequest) -> HttpResponse:
    given = {name: request.GET.get(name, "") for name in ("name", "who", "found_in", "found_at")}
    initial = {**given, "who": given["who"] or "gap", "departments": request.GET.getlist("with")}
    form = ReportForm(request.POST or None, initial=initial)
    made = done(form, lambda **facts: _report(request, **facts))
    if made:
        return redirect("duty", made.pk)
    return render(request, "duties/new.html", {"form": form}, status=422 if form.is_bound else 200)


@require_GET
def duty(request: PersonRequest, duty: UUID) -> HttpResponse:
    return _page(request, _duty(request, duty))


@once
@require_http_methods(["GET", "POST"])
def edit_duty(request: PersonRequest, duty: UUID) -> HttpResponse:
    row = _duty(request, duty)
    policy.may_revise(request.user, row).require()
    now = {"name": row.name, "rhythm": row.rhythm, "description": row.description}
    form = WordsForm(request.POST or None, initial=now)
    seen = request.POST.get("version", "")
    version = int(seen) if seen.isascii() and seen.isdigit() and len(seen) < 10 else 0
    if done(form, lambda **words: wording.revise(row, seen=version, by=request.user, **words)):
        return redirect("duty", row.pk)
    context = {"duty": row, "form": form}
    return render(request, "duties/edit.html", context, status=422 if form.is_bound else 200)


@once
@require_POST
def claims(request: PersonRequest, duty: UUID) -> HttpResponse:
    policy.may_own(request.user).require()
    row, form = _duty(request, duty), ClaimForm(queries.all_departments(), request.POST)
    if done(form, lambda **facts: owning.claim(row, by=request.user, **facts)):
        return redirect("duty", row.pk)
    return _page(request, row, claim_form=form)


@once
@require_POST
def releases(request: PersonRequest, duty: UUID) -> HttpResponse:
    policy.may_own(request.user).require()
    row, form = _duty(request, duty), DecisionForm(queries.all_departments(), request.POST)
    if done(form, lambda **facts: owning.give_up(row, by=request.user, **facts)):
        return redirect("duty", row.pk)
    return _page(request, row, release_form=form)


@once
@require_POST
def decisions(request: PersonRequest, duty: UUID) -> HttpResponse:
    row, form = _duty(request, duty), DecisionForm(queries.all_departments(), request.POST)
    policy.may_assign(request.user, row).require()
    if done(form, lambda **facts: owning.assign(row, by=request.user, **facts)):
        return redirect("duty", row.pk)
    return _page(request, row, decision_form=form)


@once
@require_POST
def retirements(request: PersonRequest, duty: UUID) -> HttpResponse:
    row, form = _duty(request, duty), ReasonForm(request.POST)
    policy.may_retire(request.user, row).require()
    if done(form, lambda **facts: wording.retire(row, by=request.user, **facts)):
        return redirect("duty", row.pk)
    return _page(request, row, reason_form=form)


def _report(
    request: PersonRequest, *, who: str, departments: list[Department], found_in: str,
    found_at: UUID | None, **words: str,
) -> Duty:  # fmt: skip
    said, by = reporting.Described(**words), request.user
    found = (found_in, found_at) if found_in and found_at else None
    match who:
        case "overlap":
            return reporting.report_overlap(said, doing=list(departments), by=by, found=found)
        case "own":
            return reporting.enter(said, department=by.department, by=by)
        case _:
            return reporting.report_gap(said, concerned=list(departments), by=by, found=found)


def _duty(request: PersonRequest, pk: UUID) -> Duty:
    rows = Duty.objects.visible_to(request.user)
    related = ("owner", "superior__department", "reported_by")
    return get_object_or_404(rows.select_related(*related), pk=pk)


def _page(request: PersonRequest, row: Duty, **bound: forms.Form) -> HttpResponse:
    departments = queries.all_departments()
    context: dict[str, Any] = {
        **queries.page(row, request.user),
        "claim_form": ClaimForm(departments),
        "release_form": DecisionForm(departments),
        "decision_form": DecisionForm(departments),
        "reason_form": ReasonForm(),
        **bound,
    }
    return render(request, "duties/duty.html", context, status=422 if bound else 200)
