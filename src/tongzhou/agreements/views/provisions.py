"""What holds beforehand: clauses with a live preview, and the leeway for small changes."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tongzhou.agreements.actions import providing
from tongzhou.agreements.models import Provision
from tongzhou.agreements.provisions.typed import read_clause, read_leeway
from tongzhou.agreements.queries import provisions as queries
from tongzhou.agreements.views.versions import visible_case
from tongzhou.collaborations.models import Collaboration
from tongzhou.collaborations.queries import case_header
from tongzhou.core.verdicts import Invalid
from tongzhou.journal.once import once
from tongzhou.org.request import PersonRequest
from tongzhou.ui.toasts import say


@once
@require_http_methods(["GET", "POST"])
def provisions(request: PersonRequest, collaboration: UUID) -> HttpResponse:
    case = visible_case(request, collaboration)
    if request.method == "GET":
        return _page(request, case)
    try:
        condition, consequence = read_clause(request.POST, queries.offered_to(case))
        providing.add_clause(case, condition, consequence, by=request.user)
    except Invalid as wrong:
        return _page(request, case, wrong=wrong, status=422)
    say(request, _("Written down. It is signed with the table, and carries itself out."))
    return redirect("provisions", case.pk)


@require_GET
def preview(request: PersonRequest, collaboration: UUID) -> HttpResponse:
    """The sentence as it would be signed, while it is being typed."""
    case = visible_case(request, collaboration)
    context = {"form": queries.form(case, request.GET)}
    return render(request, "agreements/_clause_preview.html", context)


@once
@require_POST
def leeways(request: PersonRequest, collaboration: UUID) -> HttpResponse:
    case = visible_case(request, collaboration)
    try:
        providing.set_leeway(case, read_leeway(request.POST), by=request.user)
    except Invalid as wrong:
        return _page(request, case, wrong=wrong, status=422)
    say(request, _("Kept. The leeway is signed with the table."))
    return redirect("provisions", case.pk)


@once
@require_POST
def removals(request: PersonRequest, provision: UUID) -> HttpResponse:
    rows = Provision.objects.visible_to(request.user).select_related("collaboration")
    found: Provision = get_object_or_404(rows, pk=provision)
    providing.take_out(found, by=request.user)
    say(request, _("Taken out: it will not be signed."), tone="river")
    return redirect("provisions", found.collaboration_id)


def _page(
    request: PersonRequest, case: Collaboration, *, wrong: Invalid | None = None, status: int = 200
) -> HttpResponse:
    page = queries.page(case, request.user)
    typed = request.POST if wrong else request.GET
    context: dict[str, Any] = {
        "case": case_header(case, request.user),
        "current_tab": "agreement",
        "page": page,
        "form": queries.form(case, typed, wrong=wrong) if page.may_write else None,
        "errors": wrong.errors if wrong else {},
    }
    return render(request, "agreements/provisions.html", context, status=status)
