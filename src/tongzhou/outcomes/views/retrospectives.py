"""Look back: own view, all views, conclusions, archive; improvements afterwards."""

from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_GET, require_POST

from tongzhou.journal.once import once
from tongzhou.org.models import Person
from tongzhou.outcomes import policy
from tongzhou.outcomes.actions import improvements, retrospectives
from tongzhou.outcomes.forms import ConclusionsForm, ViewForm
from tongzhou.outcomes.models import Improvement, Retrospective, View
from tongzhou.outcomes.queries.figures import figures
from tongzhou.outcomes.views.deliveries import in_case


@require_GET
def retrospective(request: HttpRequest, retrospective: UUID) -> HttpResponse:
    return _page(request, _retrospective(request, retrospective))


@once
@require_POST
def retrospective_views(request: HttpRequest, retrospective: UUID) -> HttpResponse:
    row, form = _retrospective(request, retrospective), ViewForm(request.POST)
    if not form.is_valid():
        return _page(request, row, view_form=form)
    retrospectives.write_view(row, by=request.user, **form.cleaned_data)
    return redirect("retrospective", row.pk)


@once
@require_POST
def sharings(request: HttpRequest, retrospective: UUID) -> HttpResponse:
    row = _retrospective(request, retrospective)
    retrospectives.share_views(row, by=request.user)
    return redirect("retrospective", row.pk)


@once
@require_POST
def conclusions(request: HttpRequest, retrospective: UUID) -> HttpResponse:
    row = _retrospective(request, retrospective)
    form = ConclusionsForm(_people(row), request.POST)
    if not form.is_valid():
        return _page(request, row, conclusions_form=form)
    retrospectives.decide(row, form.conclusions(), by=request.user)
    return redirect("retrospective", row.pk)


@once
@require_POST
def closings(request: HttpRequest, retrospective: UUID) -> HttpResponse:
    row = _retrospective(request, retrospective)
    dossier = retrospectives.close(row, by=request.user)
    return redirect("dossier", dossier.pk)


@require_GET
def improvement(request: HttpRequest, improvement: UUID) -> HttpResponse:
    row = _improvement(request, improvement)
    context = {"improvement": row, "verdict": policy.may_finish(request.user, row)}
    case = row.retrospective.collaboration
    return in_case(request, "outcomes/improvement.html", case, context)


@once
@require_POST
def finished_improvements(request: HttpRequest, improvement: UUID) -> HttpResponse:
    row = _improvement(request, improvement)
    improvements.finish(row, by=request.user)
    return redirect("improvement", row.pk)


def _retrospective(request: HttpRequest, pk: UUID) -> Retrospective:
    related = ("collaboration__department", "collaboration__person_in_charge")
    rows = Retrospective.objects.visible_to(request.user).select_related(*related)
    return get_object_or_404(rows, pk=pk)


def _improvement(request: HttpRequest, pk: UUID) -> Improvement:
    related = ("owner", "retrospective__collaboration__department")
    rows = Improvement.objects.visible_to(request.user).select_related(*related)
    return get_object_or_404(rows, pk=pk)


def _people(row: Retrospective) -> list[Person]:
    parties = row.collaboration.parties.values("department")
    return list(Person.objects.filter(department__in=parties, is_active=True).order_by("pinyin"))


def _page(request: HttpRequest, row: Retrospective, **bound: forms.Form) -> HttpResponse:
    case = row.collaboration
    views = View.objects.filter(retrospective=row).select_related("person")
    own = next((view for view in views if view.person_id == request.user.pk), None)
    first = (
        {"highlight": own.highlight, "shortfall": own.shortfall, "suggestion": own.suggestion}
        if own
        else {}
    )
    context = {
        "retrospective": row,
        "figures": figures(case),
        "goal": case.goal,
        "views": views if row.state != "silent" else [],
        "written": len(views),
        "own": own,
        "may_write": policy.may_write_view(request.user, case),
        "may_lead": policy.may_lead_retrospective(request.user, case),
        "view_form": bound.get("view_form", ViewForm(initial=first)),
        "conclusions_form": bound.get("conclusions_form") or ConclusionsForm(_people(row), initial=_stands(row)),
        "people": [(person.pk, person.name) for person in _people(row)],
        "kinds": Improvement.Kind.choices,
        "improvements": row.improvements.select_related("owner"),
    }  # fmt: skip
    return in_case(request, "outcomes/retrospective.html", case, context, 422 if bound else 200)


def _stands(row: Retrospective) -> dict[str, str]:
    return {
        "goal_result": row.goal_result,
        "highlights": row.highlights,
        "shortfalls": row.shortfalls,
    }
