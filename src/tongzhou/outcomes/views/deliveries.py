"""The last tab: hand over, judge, look back, keep."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from tongzhou.collaborations.models import Collaboration
from tongzhou.collaborations.queries import case_header
from tongzhou.journal.once import once
from tongzhou.outcomes import policy
from tongzhou.outcomes.actions import acceptances, deliveries
from tongzhou.outcomes.forms import DeliveryForm, JudgementForm
from tongzhou.outcomes.models import Delivery, Dossier, Retrospective
from tongzhou.outcomes.queries.deliveries import handovers
from tongzhou.plans.models import Task

JUDGING = {
    "accept_delivery": acceptances.accept_delivery,
    "accept_with_remains": acceptances.accept_with_remains,
    "return": acceptances.return_delivery,
}


@require_GET
def outcome(request: HttpRequest, collaboration: UUID) -> HttpResponse:
    cases = Collaboration.objects.visible_to(request.user).select_related("department")
    case = get_object_or_404(cases, pk=collaboration)
    context = {
        "handovers": handovers(case, request.user),
        "retrospective": Retrospective.objects.filter(collaboration=case).first(),
        "dossier": Dossier.objects.filter(collaboration=case).only("id", "hash").first(),
        "form": DeliveryForm(),
    }
    return in_case(request, "outcomes/page.html", case, context)


@once
@require_POST
def task_deliveries(request: HttpRequest, task: UUID) -> HttpResponse:
    rows = Task.objects.visible_to(request.user).select_related("collaboration", "department")
    row = get_object_or_404(rows, pk=task, removed_at=None)
    form = DeliveryForm(request.POST)
    if not form.is_valid():
        return in_case(
            request, "outcomes/deliver.html", row.collaboration, {"task": row, "form": form}, 422
        )
    delivery = deliveries.deliver(row, by=request.user, **form.cleaned_data)
    return redirect("delivery", delivery.pk)


@require_GET
def delivery(request: HttpRequest, delivery: UUID) -> HttpResponse:
    row = _delivery(request, delivery)
    return _delivery_page(request, row, JudgementForm(row))


@once
@require_POST
def delivery_acceptances(request: HttpRequest, delivery: UUID) -> HttpResponse:
    row = _delivery(request, delivery)
    form = JudgementForm(row, request.POST)
    if not form.is_valid():
        return _delivery_page(request, row, form, 422)
    JUDGING[form.cleaned_data["verb"]](row, form.judged(), by=request.user)
    return redirect("delivery", row.pk)


@once
@require_POST
def finished_remains(request: HttpRequest, delivery: UUID) -> HttpResponse:
    row = _delivery(request, delivery)
    acceptances.finish_remains(row, by=request.user)
    return redirect("delivery", row.pk)


@require_GET
def dossier(request: HttpRequest, dossier: UUID) -> HttpResponse:
    rows = Dossier.objects.visible_to(request.user).select_related("collaboration__department")
    row = get_object_or_404(rows, pk=dossier)
    return in_case(request, "outcomes/dossier.html", row.collaboration, {"dossier": row})


def _delivery(request: HttpRequest, pk: UUID) -> Delivery:
    related = ("task__collaboration__person_in_charge", "task__collaboration__department")
    rows = Delivery.objects.visible_to(request.user)
    return get_object_or_404(rows.select_related(*related, "task__department", "by"), pk=pk)


def _delivery_page(
    request: HttpRequest, row: Delivery, form: forms.Form, status: int = 200
) -> HttpResponse:
    context = {
        "delivery": row,
        "form": form,
        "verdict": policy.may_accept(request.user, row),
        "accepting": policy.accepting_departments(row.task),
        "remain_lines": range(3),
    }
    return in_case(request, "outcomes/delivery.html", row.task.collaboration, context, status)


def in_case(
    request: HttpRequest,
    template: str,
    case: Collaboration,
    context: dict[str, Any],
    status: int = 200,
) -> HttpResponse:
    header = {"case": case_header(case, request.user), "current_tab": "outcome"}
    return render(request, template, {**header, **context}, status=status)
