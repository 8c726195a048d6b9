"""A workbook on its way in: file, preview with who is who, confirmation."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tongzhou.core.verdicts import Invalid, Sentence
from tongzhou.core.workbook_guard import COMPRESSED
from tongzhou.journal.once import once
from tongzhou.org.models import Department
from tongzhou.org.request import PersonRequest
from tongzhou.plans.actions import imports as actions
from tongzhou.plans.models import PlanImport
from tongzhou.plans.queries.mapping import Resolution, cleaned, resolve
from tongzhou.plans.workbook.reading import read_workbook
from tongzhou.ui.toasts import say


@require_GET
def new(request: PersonRequest) -> HttpResponse:
    return _file_page(request)


@once
@require_http_methods(["GET", "POST"])
def upload(request: PersonRequest) -> HttpResponse:
    if request.method == "GET":
        return redirect("new-import")
    file = request.FILES.get("file")
    if file is None:
        return _file_page(request, _("Please choose a file."), status=422)
    try:
        kept = actions.upload(file.name or "", file.read(COMPRESSED + 1), by=request.user)
    except Invalid as wrong:
        return _file_page(request, wrong.sentence, status=422)
    return redirect("import", kept.pk)


@require_GET
def preview(request: PersonRequest, plan_import: UUID) -> HttpResponse:
    kept = _import(request, plan_import)
    if kept.state == "confirmed":
        return redirect("plan", kept.collaboration_id)
    if kept.state == "discarded":
        return redirect("new-import")
    return _preview_page(request, kept, _resolved(request, kept))


@once
@require_POST
def mappings(request: PersonRequest, plan_import: UUID) -> HttpResponse:
    kept = _import(request, plan_import)
    mapping = cleaned(request.POST, _resolved(request, kept))
    actions.map_import(kept, mapping, by=request.user)
    return redirect("import", kept.pk)


@once
@require_POST
def confirmations(request: PersonRequest, plan_import: UUID) -> HttpResponse:
    """Takes the mapping of the same form with it, so that one press does both."""
    kept = _import(request, plan_import)
    if kept.state == "confirmed":
        return redirect("plan", kept.collaboration_id)
    mapping = cleaned(request.POST, _resolved(request, kept))
    kept = actions.map_import(kept, mapping, by=request.user)
    try:
        case = actions.confirm(kept, by=request.user)
    except Invalid:
        return _preview_page(request, kept, _resolved(request, kept), status=422)
    facts = {"name": case.name, "number": case.number}
    say(request, _("%(name)s has been taken over as %(number)s.") % facts)
    return redirect("plan", case.pk)


@once
@require_POST
def discards(request: PersonRequest, plan_import: UUID) -> HttpResponse:
    actions.discard(_import(request, plan_import), by=request.user)
    say(request, _("The upload has been discarded."))
    return redirect("new-import")


def _file_page(request: PersonRequest, wrong: Sentence = "", *, status: int = 200) -> HttpResponse:
    return render(request, "plans/new_import.html", {"wrong": wrong}, status=status)


def _preview_page(
    request: PersonRequest, kept: PlanImport, found: Resolution, *, status: int = 200
) -> HttpResponse:
    known = Department.objects.visible_to(request.user).values_list("pk", "name")
    departments = [(str(key), name) for key, name in known]
    progress = {line.name: line for line in found.contents.progress}
    context = {"kept": kept, "found": found, "departments": departments, "progress": progress}
    return render(request, "plans/import.html", context, status=status)


def _resolved(request: PersonRequest, kept: PlanImport) -> Resolution:
    return resolve(read_workbook(bytes(kept.file)), kept.mapping, by=request.user)


def _import(request: PersonRequest, pk: UUID) -> PlanImport:
    return get_object_or_404(PlanImport.objects.visible_to(request.user), pk=pk)
