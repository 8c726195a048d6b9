"""A table of people on its way in: file, preview with errors by cell, confirmation."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tongzhou.core.verdicts import Invalid, Sentence
from tongzhou.core.workbook_guard import COMPRESSED
from tongzhou.journal.once import once
from tongzhou.org import actions, policy
from tongzhou.org.models import RosterImport
from tongzhou.org.request import PersonRequest
from tongzhou.org.roster.comparing import compare
from tongzhou.org.roster.reading import read_roster
from tongzhou.org.roster.template import template
from tongzhou.ui.toasts import say

SHOWN = 200
"""Rows and errors of a preview; the rest is counted."""
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_GET
def new(request: PersonRequest) -> HttpResponse:
    policy.may_manage_organisation(request.user).require()
    return _file_page(request)


@require_GET
def empty_table(request: PersonRequest) -> HttpResponse:
    policy.may_manage_organisation(request.user).require()
    named = {"Content-Disposition": 'attachment; filename="people.xlsx"'}
    return HttpResponse(template(), content_type=XLSX, headers=named)


@once
@require_http_methods(["GET", "POST"])
def upload(request: PersonRequest) -> HttpResponse:
    policy.may_manage_organisation(request.user).require()
    if request.method == "GET":
        return redirect("new-roster")
    file = request.FILES.get("file")
    if file is None:
        return _file_page(request, _("Please choose a file."), status=422)
    try:
        data = file.read(COMPRESSED + 1)
        kept = actions.upload_roster(file.name or "", data, by=request.user)
    except Invalid as wrong:
        return _file_page(request, wrong.sentence, status=422)
    return redirect("roster", kept.pk)


@require_GET
def preview(request: PersonRequest, roster_import: UUID) -> HttpResponse:
    kept = _import(request, roster_import)
    if kept.state != "uploaded":
        return redirect("people")
    return _preview_page(request, kept, makes=bool(request.GET.get("departments")))


@once
@require_POST
def confirmations(request: PersonRequest, roster_import: UUID) -> HttpResponse:
    kept = _import(request, roster_import)
    makes = bool(request.POST.get("departments"))
    try:
        done = actions.confirm_roster(kept, by=request.user, makes_departments=makes)
    except Invalid:
        return _preview_page(request, kept, makes=makes, status=422)
    say(request, _told(done))
    return redirect("people")


@once
@require_POST
def discards(request: PersonRequest, roster_import: UUID) -> HttpResponse:
    actions.discard_roster(_import(request, roster_import), by=request.user)
    return redirect("new-roster")


def _told(done: RosterImport) -> str:
    came = ngettext("%(count)s person is new", "%(count)s people are new", done.created)
    changed = ngettext("%(count)s was changed", "%(count)s were changed", done.changed)
    told = (came % {"count": done.created}, changed % {"count": done.changed})
    return _("The table is taken over: %(new)s, %(changed)s.") % {
        "new": told[0],
        "changed": told[1],
    }


def _file_page(request: PersonRequest, wrong: Sentence = "", *, status: int = 200) -> HttpResponse:
    return render(request, "org/new_roster.html", {"wrong": wrong}, status=status)


def _preview_page(
    request: PersonRequest, kept: RosterImport, *, makes: bool, status: int = 200
) -> HttpResponse:
    found = compare(read_roster(bytes(kept.file)), makes_departments=makes)
    context = {
        "kept": kept,
        "found": found,
        "makes": makes,
        "changes": [one for one in found.changes if one.verb != "same"][:SHOWN],
        "errors": found.errors[:SHOWN],
    }
    return render(request, "org/roster.html", context, status=status)


def _import(request: PersonRequest, pk: UUID) -> RosterImport:
    return get_object_or_404(RosterImport.objects.visible_to(request.user), pk=pk)
