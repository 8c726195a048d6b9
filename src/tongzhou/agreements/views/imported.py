"""A file that goes into a signed table becomes a change request."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from tongzhou.agreements.actions.from_file import draft_from_file
from tongzhou.core.verdicts import Invalid
from tongzhou.journal.once import once
from tongzhou.org.request import PersonRequest
from tongzhou.plans.actions.imports import map_import
from tongzhou.plans.models import PlanImport
from tongzhou.plans.views.imports import preview_page, said


@once
@require_POST
def import_changes(request: PersonRequest, plan_import: UUID) -> HttpResponse:
    seen = PlanImport.objects.visible_to(request.user)
    kept = get_object_or_404(seen, pk=plan_import)
    kept = map_import(kept, said(request, kept), by=request.user)
    try:
        change = draft_from_file(kept, reason=request.POST.get("reason", ""), by=request.user)
    except Invalid as wrong:
        return preview_page(request, kept, wrong.sentence, status=422)
    return redirect("change", change.pk)
