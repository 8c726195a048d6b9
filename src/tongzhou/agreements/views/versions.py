"""The agreement of a collaboration: read it, circulate it, sign it, object to it, take it back."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST

from tongzhou.agreements import actions
from tongzhou.agreements.forms import ObjectionForm, ReasonForm, SignForm
from tongzhou.agreements.models import Version
from tongzhou.agreements.policy import may_circulate
from tongzhou.agreements.proof import Proof
from tongzhou.agreements.queries import gate, versions
from tongzhou.agreements.queries.sheets import sheet
from tongzhou.agreements.views.portions import portions
from tongzhou.collaborations.models import Collaboration
from tongzhou.collaborations.queries import case_header
from tongzhou.core.verdicts import Invalid
from tongzhou.journal.once import once
from tongzhou.org import proof
from tongzhou.org.models import Department
from tongzhou.org.request import PersonRequest
from tongzhou.ui.toasts import say


@require_GET
def agreement(request: PersonRequest, collaboration: UUID) -> HttpResponse:
    """The tab: what is being signed or in force, or what is missing before it can be."""
    case = visible_case(request, collaboration)
    every = versions.all_of(case.pk)
    found = versions.current(every)
    if found is None or case.state == "dividing":
        return _gate_page(request, case, found, versions.history(every))
    found.collaboration = case
    return _page(request, found, every)


@require_GET
def version(request: PersonRequest, version: UUID) -> HttpResponse:
    every = versions.seen_beside(version, request.user)
    found = next((one for one in every if one.pk == version), None)
    if found is None:
        raise Http404
    return _page(request, found, every)


@once
@require_POST
def agreements(request: PersonRequest, collaboration: UUID) -> HttpResponse:
    made = actions.circulate(visible_case(request, collaboration), by=request.user)
    say(request, _("Circulated. Every head who has to sign has been told."))
    return redirect("version", made.pk)


@require_POST
def signatures(request: PersonRequest, version: UUID) -> HttpResponseBase:
    """A wrong password is counted even though nothing is signed: proved before the transaction."""
    found, form = _version(request, version), SignForm(request.POST)
    if not form.is_valid():
        return _page(request, found, status=422, errors=form.errors.get_json_data())
    try:
        proof.prove_with(request)
        return _sign(request, found.pk)
    except Invalid as wrong:
        return _page(request, found, status=422, errors=wrong.errors)


@once
def _sign(request: PersonRequest, version: UUID) -> HttpResponse:
    found, form = _version(request, version), SignForm(request.POST)
    form.is_valid()
    department = _seated(found, form.cleaned_data["department"])
    proved = proof.proved_at(request)
    if proved is None:
        sentence = _("Enter your password again before you sign.")
        raise Invalid(sentence, errors={proof.FIELD: sentence})
    seen = form.cleaned_data["seen"]
    signed = actions.sign(
        found,
        department=department,
        by=request.user,
        seen=seen,
        proof=Proof(proved, proof.proved_how(request)),
    )
    if signed.state == "in_force":
        say(request, _("Signed. All have signed: it is in force."))
    else:
        say(request, _("Signed for %(department)s.") % {"department": department.name})
    return _back(signed)


@once
@require_POST
def objections(request: PersonRequest, version: UUID) -> HttpResponse:
    found, form = _version(request, version), ObjectionForm(request.POST)
    if not form.is_valid():
        return _page(request, found, status=422, objection=form)
    department = _seated(found, form.cleaned_data["department"])
    reason = form.cleaned_data["reason"]
    actions.object_to(found, department=department, by=request.user, reason=reason)
    say(request, _("Objection recorded. The initiator has been told."), tone="amber")
    return _back(found)


@once
@require_POST
def withdrawals(request: PersonRequest, version: UUID) -> HttpResponse:
    found, form = _version(request, version), ReasonForm(request.POST)
    if not form.is_valid():
        return _page(request, found, status=422, withdrawal=form)
    actions.withdraw(found, by=request.user, reason=form.cleaned_data["reason"])
    say(request, _("Taken back. The division table can be edited again."), tone="river")
    return redirect("plan", found.collaboration_id)


def visible_case(request: PersonRequest, pk: UUID) -> Collaboration:
    rows = Collaboration.objects.visible_to(request.user)
    rows = rows.select_related("department", "person_in_charge")
    case: Collaboration = get_object_or_404(rows, pk=pk)
    return case


def _version(request: PersonRequest, pk: UUID) -> Version:
    rows = Version.objects.visible_to(request.user).select_related(
        "collaboration__department", "collaboration__person_in_charge", "change__base",
        "change__by", "circulated_by",
    )  # fmt: skip
    found: Version = get_object_or_404(rows, pk=pk)
    return found


def _seated(version: Version, pk: UUID) -> Department:
    """Only departments that have a seat exist here."""
    found = versions.seated(version, pk)
    if found is None:
        raise Http404
    return found


def _back(version: Version) -> HttpResponse:
    if version.change_id:
        return redirect("change", version.change_id)
    return redirect("version", version.pk)


def _page(
    request: PersonRequest,
    version: Version,
    every: list[Version] | None = None,
    *,
    status: int = 200,
    errors: dict[str, Any] | None = None,
    objection: ObjectionForm | None = None,
    withdrawal: ReasonForm | None = None,
) -> HttpResponse:
    case, read = version.collaboration, sheet(version, request.user)
    context = {
        "case": case_header(case, request.user, matter=version.pk),
        "current_tab": "agreement",
        "sheet": read,
        **portions(request, read, None),
        "versions": versions.history(every or versions.all_of(case.pk)),
        "must_prove": not proof.recently_proved(request) or proof.FIELD in (errors or {}),
        "errors": errors or {},
        "objection": objection or ObjectionForm(),
        "withdrawal": withdrawal or ReasonForm(),
    }
    return render(request, "agreements/version.html", context, status=status)


def _gate_page(
    request: PersonRequest, case: Collaboration, last: Version | None, history: list[Any]
) -> HttpResponse:
    header = case_header(case, request.user)
    context = {
        "case": header,
        "current_tab": "agreement",
        "gate": gate.of(case, [party.id for party in header.parties]),
        "may_circulate": bool(may_circulate(request.user, case)),
        "versions": history,
        "objection": versions.objection_to(last) if last else None,
    }
    return render(request, "agreements/gate.html", context)
