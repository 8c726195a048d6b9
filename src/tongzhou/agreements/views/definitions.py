"""What words mean in a collaboration: chosen before signing, signed with the table."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from tongzhou.agreements.actions import defining
from tongzhou.agreements.queries import definitions as queries
from tongzhou.agreements.views.versions import visible_case
from tongzhou.collaborations.models import Collaboration
from tongzhou.collaborations.queries import case_header
from tongzhou.core.verdicts import Invalid
from tongzhou.journal.once import once
from tongzhou.org.request import PersonRequest
from tongzhou.ui.toasts import say


@once
@require_http_methods(["GET", "POST"])
def definitions(request: PersonRequest, collaboration: UUID) -> HttpResponse:
    case = visible_case(request, collaboration)
    if request.method == "GET":
        return _page(request, case)
    term, text = _key(request.POST.get("term", "")), request.POST.get("text", "")
    choice = request.POST.get("choice", "")
    try:
        defining.choose(case, term, choice=choice, text=text, by=request.user)
    except Invalid as wrong:
        return _page(request, case, wrong=wrong, at=term, text=text, status=422)
    say(request, _("Chosen. All departments that take part sign it with the table."))
    return redirect("definitions", case.pk)


def _key(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise Http404 from None


def _page(
    request: PersonRequest,
    case: Collaboration,
    *,
    wrong: Invalid | None = None,
    at: UUID | None = None,
    text: str = "",
    status: int = 200,
) -> HttpResponse:
    context: dict[str, Any] = {
        "case": case_header(case, request.user),
        "current_tab": "agreement",
        "page": queries.page(case, request.user),
        "wrong": wrong.sentence if wrong else "",
        "at": at,
        "text": text,
    }
    return render(request, "agreements/definitions.html", context, status=status)
