"""Change requests: list, draft, look at the blast radius, submit, review, reject, withdraw."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tongzhou.agreements.actions import changes as actions
from tongzhou.agreements.asked import Asked
from tongzhou.agreements.forms import ObjectionForm, ReasonForm
from tongzhou.agreements.models import ChangeRequest
from tongzhou.agreements.queries import change_forms, change_pages
from tongzhou.agreements.views.portions import portions
from tongzhou.agreements.views.versions import visible_case
from tongzhou.collaborations.models import Collaboration
from tongzhou.collaborations.queries import case_header
from tongzhou.core.verdicts import Invalid
from tongzhou.journal.once import once
from tongzhou.org import proof
from tongzhou.org.request import PersonRequest
from tongzhou.ui.toasts import say


@once
@require_http_methods(["GET", "POST"])
def changes(request: PersonRequest, collaboration: UUID) -> HttpResponse:
    case = visible_case(request, collaboration)
    if request.method == "POST":
        return _create(request, case)
    context = _frame(request, case) | {
        "listed": change_pages.listing(case.pk),
        "why_not": change_pages.why_not(request.user, case),
    }
    return render(request, "agreements/changes.html", context)


@require_GET
def new(request: PersonRequest, collaboration: UUID) -> HttpResponse:
    case = visible_case(request, collaboration)
    return _form_page(request, case)


def _create(request: PersonRequest, case: Collaboration) -> HttpResponse:
    reason = request.POST.get("reason", "")
    try:
        asked = change_forms.asked(case, request.POST)
        made = actions.draft(case, by=request.user, reason=reason, asked=asked)
    except Invalid as wrong:
        return _form_page(request, case, wrong=wrong, status=422)
    return redirect("change", made.pk)


@require_GET
def change(request: PersonRequest, change: UUID) -> HttpResponse:
    return _page(request, _change(request, change))


@once
@require_POST
def lines(request: PersonRequest, change: UUID) -> HttpResponse:
    """One more wish, or another wish about what it has already."""
    found = _change(request, change)
    if not change_forms.what_of(request.POST):
        raise Http404
    try:
        asked = change_forms.asked(found.collaboration, request.POST, of=found)
        actions.revise(found, by=request.user, asked=asked)
    except Invalid as wrong:
        return _page(request, found, wrong=wrong, status=422)
    return redirect("change", found.pk)


@once
@require_POST
def ripples(request: PersonRequest, change: UUID) -> HttpResponse:
    """Everybody who waits moves as well, in one press."""
    found = _change(request, change)
    actions.revise(found, by=request.user, values=change_pages.pushed_rows(found))
    say(request, _("Those who wait move as well: look at the whole of it before you submit."))
    return redirect("change", found.pk)


@once
@require_POST
def objections(request: PersonRequest, change: UUID) -> HttpResponse:
    """By a department that did not have to sign it again."""
    found, form = _change(request, change), ObjectionForm(request.POST)
    if not form.is_valid():
        return _page(request, found, status=422, afterwards=form)
    department = change_pages.party(found, form.cleaned_data["department"])
    reason = form.cleaned_data["reason"]
    made = actions.object_afterwards(found, department=department, by=request.user, reason=reason)
    say(
        request,
        _("Objection recorded. The initiator decides whether it is taken back."),
        tone="amber",
    )
    return redirect("change", made.pk)


@once
@require_POST
def drops(request: PersonRequest, change: UUID) -> HttpResponse:
    """A row, a request or the shared terms shall stay as they are after all."""
    found = _change(request, change)
    matter = change_forms.key_of(request.POST.get("matter", ""))
    actions.revise(found, by=request.user, asked=Asked(back=[matter]))
    say(request, _("Taken out of the request: it stays as it was signed."), tone="river")
    return redirect("change", found.pk)


@once
@require_POST
def submissions(request: PersonRequest, change: UUID) -> HttpResponse:
    seen = request.POST.get("seen", "")
    sent = actions.submit(_change(request, change), by=request.user, seen=seen)
    if sent.state == "signing":
        say(request, _("Submitted. Only the heads it affects have been asked to sign."))
    else:
        say(request, _("Submitted. The initiator looks at it first."))
    return redirect("change", sent.pk)


@once
@require_POST
def applications(request: PersonRequest, change: UUID) -> HttpResponse:
    """Within the leeway: at once, without new signatures."""
    seen = request.POST.get("seen", "")
    applied = actions.apply_at_once(_change(request, change), by=request.user, seen=seen)
    say(request, _("In force. Everybody it concerns has been told."))
    return redirect("change", applied.pk)


@once
@require_POST
def emergencies(request: PersonRequest, change: UUID) -> HttpResponse:
    seen = request.POST.get("seen", "")
    declared = actions.declare(_change(request, change), by=request.user, seen=seen)
    say(request, _("In force at once. It must be signed within 48 hours."), tone="amber")
    return redirect("change", declared.pk)


@once
@require_POST
def take_ups(request: PersonRequest, change: UUID) -> HttpResponse:
    sent = actions.take_up(_change(request, change), by=request.user)
    say(request, _("Passed on. Only the heads it affects have been asked to sign."))
    return redirect("change", sent.pk)


@once
@require_POST
def rebases(request: PersonRequest, change: UUID) -> HttpResponse:
    found = _change(request, change)
    fresh = actions.rebase(found, by=request.user, leave=change_pages.left_to_others(request.POST))
    say(request, _("Brought up to date. Look at it again, then submit it."), tone="river")
    return redirect("change", fresh.pk)


@once
@require_POST
def rejections(request: PersonRequest, change: UUID) -> HttpResponse:
    found, form = _change(request, change), ReasonForm(request.POST)
    if not form.is_valid():
        return _page(request, found, status=422, rejection=form)
    actions.reject(found, by=request.user, reason=form.cleaned_data["reason"])
    say(request, _("Rejected. What was signed stays in force."), tone="amber")
    return redirect("change", found.pk)


@once
@require_POST
def withdrawals(request: PersonRequest, change: UUID) -> HttpResponse:
    found, form = _change(request, change), ReasonForm(request.POST)
    if not form.is_valid():
        return _page(request, found, status=422, withdrawal=form)
    actions.withdraw(found, by=request.user, reason=form.cleaned_data["reason"])
    say(request, _("Withdrawn. What was signed stays in force."), tone="river")
    return redirect("change", found.pk)


def _change(request: PersonRequest, pk: UUID) -> ChangeRequest:
    rows = ChangeRequest.objects.visible_to(request.user).select_related(
        "collaboration__department", "collaboration__person_in_charge", "department", "base",
        "by", "on_behalf_of", "ended_by", "objects_to",
    )  # fmt: skip
    found: ChangeRequest = get_object_or_404(rows, pk=pk)
    return found


def _frame(request: PersonRequest, case: Collaboration) -> dict[str, Any]:
    return {"case": case_header(case, request.user), "current_tab": "changes"}


def _form_page(
    request: PersonRequest,
    case: Collaboration,
    *,
    wrong: Invalid | None = None,
    status: int = 200,
) -> HttpResponse:
    context = _frame(request, case) | {
        "form": change_forms.form(case, request.POST or request.GET, wrong=wrong),
        "whats": change_forms.WHATS,
        "reason": request.POST.get("reason", ""),
        "why_not": change_pages.why_not(request.user, case),
    }
    return render(request, "agreements/new_change.html", context, status=status)


def _page(
    request: PersonRequest,
    found: ChangeRequest,
    *,
    wrong: Invalid | None = None,
    status: int = 200,
    rejection: ReasonForm | None = None,
    withdrawal: ReasonForm | None = None,
    afterwards: ObjectionForm | None = None,
) -> HttpResponse:
    page = change_pages.page(found, request.user)
    typed = request.POST if wrong else request.GET
    context = _frame(request, found.collaboration) | {
        "page": page,
        "sheet": page.sheet,
        **portions(request, page.sheet, page.reach),
        "whats": change_forms.WHATS,
        "form": change_forms.form(found.collaboration, typed, wrong=wrong, of=found)
        if "revise" in page.verbs
        else None,
        "must_prove": not proof.recently_proved(request),
        "errors": {},
        "objection": ObjectionForm(),
        "afterwards": afterwards or ObjectionForm(),
        "rejection": rejection or ReasonForm(),
        "withdrawal": withdrawal or ReasonForm(),
    }
    return render(request, "agreements/change.html", context, status=status)
