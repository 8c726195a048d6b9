"""The last tab, a delivery, its judgement, the dossier."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tongzhou.collaborations.models import Collaboration
from tongzhou.collaborations.queries import case_header
from tongzhou.collaborations.views.loading import load_case
from tongzhou.core.verdicts import YES
from tongzhou.files.holding import hold, take_held
from tongzhou.journal.once import once
from tongzhou.org.forms.errors import done
from tongzhou.org.request import PersonRequest
from tongzhou.outcomes import policy
from tongzhou.outcomes.actions import acceptances, deliveries, prints, remains, results
from tongzhou.outcomes.forms.acceptances import REMAIN_LINES, JudgementForm
from tongzhou.outcomes.forms.cosignatures import CosignForm, ObjectForm
from tongzhou.outcomes.forms.deliveries import DeliveryForm
from tongzhou.outcomes.models import Delivery, Dossier
from tongzhou.outcomes.queries.cosignatures import cosignatures_of
from tongzhou.outcomes.queries.deliveries import (
    acceptance_of,
    files_of,
    outcome_page,
    results_of,
    with_results,
)
from tongzhou.outcomes.queries.dossiers import Reading, print_of
from tongzhou.outcomes.states import DELIVERY
from tongzhou.plans.models import Task

JUDGING = {
    "accept_delivery": acceptances.accept_delivery,
    "accept_with_remains": acceptances.accept_with_remains,
    "return": acceptances.return_delivery,
}


@require_GET
def outcome(request: PersonRequest, collaboration: UUID) -> HttpResponse:
    case = load_case(request, collaboration)
    return in_case(request, "outcomes/page.html", case, outcome_page(case, request.user))


@once
@require_http_methods(["GET", "POST"])
def task_deliveries(request: PersonRequest, task: UUID) -> HttpResponse:
    rows = Task.objects.visible_to(request.user).select_related(
        "collaboration__department", "collaboration__person_in_charge", "department"
    )
    row = get_object_or_404(rows, pk=task, removed_at=None)
    take_held(request)
    form = DeliveryForm(row, request.POST or None, request.FILES or None)
    made = done(form, lambda handed: deliveries.hand_over(row, handed, by=request.user))
    if made:
        return redirect("delivery", made.pk)
    context = {"task": row, "form": form, "verdict": policy.may_deliver(request.user, row)}
    status = 422 if form.is_bound else 200
    context["held"] = hold(request) if form.is_bound else {}
    return in_case(request, "outcomes/deliver.html", row.collaboration, context, status)


@require_GET
def delivery(request: PersonRequest, delivery: UUID) -> HttpResponse:
    row = load_delivery(request, delivery)
    return delivery_page(request, row)


@once
@require_POST
def delivery_acceptances(request: PersonRequest, delivery: UUID) -> HttpResponse:
    row = load_delivery(request, delivery)
    form = JudgementForm(row, request.POST)

    def judge(verb: str, **_facts: object) -> object:
        return JUDGING[verb](row, form.judged(), by=request.user)

    if done(form, judge):
        return redirect("delivery", row.pk)
    return delivery_page(request, row, 422, form=form)


@once
@require_POST
def finished_remains(request: PersonRequest, delivery: UUID) -> HttpResponse:
    row = load_delivery(request, delivery)
    remains.finish_remains(row, by=request.user)
    return redirect("delivery", row.pk)


@once
@require_POST
def handed_in_remains(request: PersonRequest, delivery: UUID) -> HttpResponse:
    row = load_delivery(request, delivery)
    remains.hand_in_remains(row, sentence=request.POST.get("sentence", ""), by=request.user)
    return redirect("delivery", row.pk)


@once
@require_POST
def returned_remains(request: PersonRequest, delivery: UUID) -> HttpResponse:
    row = load_delivery(request, delivery)
    remains.return_remains(row, sentence=request.POST.get("sentence", ""), by=request.user)
    return redirect("delivery", row.pk)


@once
@require_POST
def confirmations(request: PersonRequest, delivery: UUID, result: UUID) -> HttpResponse:
    row = load_delivery(request, delivery)
    results.confirm(row, result, by=request.user)
    return redirect("delivery", row.pk)


@require_GET
def dossier(request: PersonRequest, dossier: UUID) -> HttpResponse:
    rows = Dossier.objects.visible_to(request.user).select_related(
        "collaboration__department", "collaboration__person_in_charge"
    )
    row = get_object_or_404(rows, pk=dossier)
    context = {"dossier": row, "reading": Reading(row), "print": print_of(row)}
    return in_case(request, "outcomes/dossier.html", row.collaboration, context)


@once
@require_POST
def dossier_prints(request: PersonRequest, dossier: UUID) -> HttpResponse:
    row = get_object_or_404(Dossier.objects.visible_to(request.user), pk=dossier)
    prints.order(row)
    return redirect("dossier", row.pk)


def load_delivery(request: PersonRequest, pk: UUID) -> Delivery:
    rows = Delivery.objects.visible_to(request.user).select_related(
        "task__collaboration__person_in_charge", "task__collaboration__department",
        "task__department", "by",
    )  # fmt: skip
    return get_object_or_404(with_results(rows), pk=pk)


def delivery_page(
    request: PersonRequest,
    row: Delivery,
    status: int = 200,
    *,
    matter: UUID | None = None,
    **bound: forms.Form,
) -> HttpResponse:
    context = {
        "delivery": row,
        "acceptance": acceptance_of(row),
        "results": results_of(row, request.user),
        "figures": row.figures.all(),
        "files": files_of(row),
        "form": JudgementForm(row),
        "cosignatures": cosignatures_of(row, request.user),
        "cosign_form": CosignForm(),
        "object_form": ObjectForm(),
        "verdict": policy.may_accept(request.user, row) if DELIVERY.state(row.state).ball else YES,
        "may_deliver": policy.may_deliver(request.user, row.task),
        "accepting": policy.accepting_departments(row.task),
        "remain_lines": range(REMAIN_LINES),
        **bound,
    }
    case = row.task.collaboration
    return in_case(request, "outcomes/delivery.html", case, context, status, matter or row.pk)


def in_case(
    request: PersonRequest,
    template: str,
    case: Collaboration,
    context: dict[str, Any],
    status: int = 200,
    matter: UUID | None = None,
) -> HttpResponse:
    header = {"case": case_header(case, request.user, matter=matter), "current_tab": "outcome"}
    return render(request, template, {**header, **context}, status=status)
