"""Look back: own view, all views, conclusions, archive; improvements afterwards."""

from functools import partial
from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_GET, require_POST

from tongzhou.journal.once import once
from tongzhou.org.forms.errors import done
from tongzhou.org.request import PersonRequest
from tongzhou.outcomes import policy
from tongzhou.outcomes.actions import improvements, retrospectives
from tongzhou.outcomes.forms.retrospectives import ConclusionsForm, ViewForm
from tongzhou.outcomes.models import Improvement, Retrospective
from tongzhou.outcomes.queries import looking_back
from tongzhou.outcomes.queries.left_open import left_open
from tongzhou.outcomes.views.deliveries import in_case


@require_GET
def retrospective(request: PersonRequest, retrospective: UUID) -> HttpResponse:
    return _page(request, _retrospective(request, retrospective))


@once
@require_POST
def retrospective_views(request: PersonRequest, retrospective: UUID) -> HttpResponse:
    row, form = _retrospective(request, retrospective), ViewForm(request.POST)
    if done(form, lambda **said: retrospectives.write_view(row, by=request.user, **said)):
        return redirect("retrospective", row.pk)
    return _page(request, row, view_form=form)


@once
@require_POST
def sharings(request: PersonRequest, retrospective: UUID) -> HttpResponse:
    row = _retrospective(request, retrospective)
    retrospectives.share_views(row, by=request.user)
    return redirect("retrospective", row.pk)


@once
@require_POST
def conclusions(request: PersonRequest, retrospective: UUID) -> HttpResponse:
    row = _retrospective(request, retrospective)
    form = ConclusionsForm(looking_back.people(row), request.POST)

    def decide(**facts: object) -> object:
        return retrospectives.decide(row, form.conclusions(), by=request.user)

    if done(form, decide):
        return redirect("retrospective", row.pk)
    return _page(request, row, conclusions_form=form)


@once
@require_POST
def closings(request: PersonRequest, retrospective: UUID) -> HttpResponse:
    row = _retrospective(request, retrospective)
    dossier = retrospectives.close(row, by=request.user)
    return redirect("dossier", dossier.pk)


@require_GET
def improvement(request: PersonRequest, improvement: UUID) -> HttpResponse:
    row = _improvement(request, improvement)
    context = {"improvement": row, "verdict": policy.may_finish(request.user, row)}
    case = row.retrospective.collaboration
    return in_case(request, "outcomes/improvement.html", case, context)


@once
@require_POST
def finished_improvements(request: PersonRequest, improvement: UUID) -> HttpResponse:
    row = _improvement(request, improvement)
    improvements.finish(row, by=request.user)
    return redirect("improvement", row.pk)


def _retrospective(request: PersonRequest, pk: UUID) -> Retrospective:
    rows = Retrospective.objects.visible_to(request.user).select_related(
        "collaboration__department", "collaboration__person_in_charge"
    )
    return get_object_or_404(rows, pk=pk)


def _improvement(request: PersonRequest, pk: UUID) -> Improvement:
    rows = Improvement.objects.visible_to(request.user).select_related(
        "owner__department",
        "deputy",
        "retrospective__collaboration__department",
        "retrospective__collaboration__person_in_charge",
    )
    return get_object_or_404(rows, pk=pk)


def _page(request: PersonRequest, row: Retrospective, **bound: forms.Form) -> HttpResponse:
    case = row.collaboration
    found = looking_back.page(row, request.user)
    may_lead = policy.may_lead_retrospective(request.user, case)
    concludes = bool(may_lead) and row.state in ("shared", "decided")
    people = looking_back.people(row) if concludes else []
    context = {
        **found,
        "may_write": row.state == "silent" and policy.may_write_view(request.user, case),
        "may_lead": may_lead,
        "left_open": partial(left_open, case),
        "people": [(one.pk, one.name) for one in people],
        "view_form": ViewForm(initial=found["own_words"]),
        "conclusions_form": ConclusionsForm(people, initial=found["concluded"]),
        **bound,
    }
    return in_case(request, "outcomes/retrospective.html", case, context, 422 if bound else 200)
