"""A file on its way in: dropped, looked at, its columns and names explained, confirmed."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tongzhou.collaborations.models import Collaboration
from tongzhou.collaborations.views.loading import load_case
from tongzhou.core.verdicts import Invalid, Sentence
from tongzhou.core.workbook_guard import COMPRESSED
from tongzhou.journal.once import once
from tongzhou.org.request import PersonRequest
from tongzhou.plans.actions import imports as actions
from tongzhou.plans.models import PlanImport
from tongzhou.plans.queries.mapping import Mapping, cleaned
from tongzhou.plans.queries.preview import Preview, preview_of
from tongzhou.plans.queries.taken import taken_before
from tongzhou.plans.queries.understanding import explained
from tongzhou.ui.toasts import say

LONG = 500
"""From this many rows on, the page tells how far it is while they are written."""
MARK = "<!-- steps -->"
"""Where `importing.html` is written on."""


@require_GET
def new(request: PersonRequest) -> HttpResponse:
    return _file_page(request, _into(request, request.GET.get("into", "")))


@once
@require_http_methods(["GET", "POST"])
def upload(request: PersonRequest) -> HttpResponse:
    if request.method == "GET":
        return redirect("new-import")
    into = _into(request, request.POST.get("into", ""))
    file = request.FILES.get("file")
    if file is None:
        return _file_page(request, into, _("Please choose a file."), status=422)
    try:
        data = file.read(COMPRESSED + 1)
        kept = actions.upload(file.name or "", data, by=request.user, into=into)
    except Invalid as wrong:
        return _file_page(request, into, wrong.sentence, status=422)
    return redirect("import", kept.pk)


@require_GET
def preview(request: PersonRequest, plan_import: UUID) -> HttpResponse:
    kept = _import(request, plan_import)
    if kept.state == "confirmed":
        return redirect("plan", kept.collaboration_id)
    if kept.state == "discarded":
        return redirect("new-import")
    return preview_page(request, kept)


@once
@require_POST
def mappings(request: PersonRequest, plan_import: UUID) -> HttpResponse:
    kept = _import(request, plan_import)
    actions.map_import(kept, said(request, kept), by=request.user)
    return redirect("import", kept.pk)


@require_POST
def confirmations(request: PersonRequest, plan_import: UUID) -> HttpResponseBase:
    """Takes the mapping of the same form with it, so that one press does both."""
    kept = _import(request, plan_import)
    if kept.state == "confirmed":
        return redirect("plan", kept.collaboration_id)
    found = preview_of(kept, by=request.user)
    if len(found.contents.tasks) < LONG:
        return _confirm(request, plan_import)
    kept = actions.map_import(kept, said(request, kept, found), by=request.user)
    return _told_stepwise(request, kept, len(found.contents.tasks))


@once
@require_POST
def discards(request: PersonRequest, plan_import: UUID) -> HttpResponse:
    actions.discard(_import(request, plan_import), by=request.user)
    say(request, _("The upload has been discarded."))
    return redirect("new-import")


@once
def _confirm(request: PersonRequest, plan_import: UUID) -> HttpResponse:
    kept = _import(request, plan_import)
    kept = actions.map_import(kept, said(request, kept), by=request.user)
    try:
        case = actions.confirm(kept, by=request.user)
    except Invalid as wrong:
        return preview_page(request, kept, wrong.sentence, status=422)
    say(request, _taken(kept, case))
    return redirect("plan", case.pk)


def _told_stepwise(request: PersonRequest, kept: PlanImport, total: int) -> HttpResponseBase:
    """The page goes out at once; each step is added to it as it happens, without any script."""
    head, tail = render_to_string("plans/importing.html", {"kept": kept}, request).split(MARK)
    words = _("%(done)s of %(total)s rows are written."), _("All rows are written."), _("Open it")
    back = reverse("import", args=[kept.pk])

    def steps() -> Iterator[str]:
        yield head
        work = actions.confirm_stepwise(kept, by=request.user)
        try:
            while True:
                done = next(work)
                text = words[0] % {"done": done, "total": total}
                bar = '<div><p>{}</p><progress max="{}" value="{}"></progress></div>'
                yield format_html(bar, text, total, done)
        except StopIteration as end:
            yield _onward(words[1], reverse("plan", args=[end.value.pk]), words[2])
        except Invalid as wrong:
            yield _onward(str(wrong.sentence), back, words[2])
        yield tail

    return StreamingHttpResponse(steps(), headers={"Content-Encoding": "identity"})


def _onward(sentence: str, address: str, label: str) -> str:
    line = '<div><p>{}</p><a class="btn primary" href="{}">{}</a><meta http-equiv="refresh" content="1;url={}"></div>'
    return format_html(line, sentence, address, label, address)


def _taken(kept: PlanImport, case: Collaboration) -> str:
    if kept.into_id:
        return _("The table now says what %(file)s says.") % {"file": kept.name}
    facts = {"name": case.name, "number": case.number}
    return _("%(name)s has been taken over as %(number)s.") % facts


def said(request: PersonRequest, kept: PlanImport, found: Preview | None = None) -> Mapping:
    """What the form explains, on top of what was explained before; `found` was read already."""
    found = found or preview_of(kept, by=request.user)
    own = explained(request.POST, found.found, kept.mapping)
    made = {**cleaned(request.POST, found.resolution), **own}
    return {**made, "into": _way(request)} if kept.into else made


def _way(request: PersonRequest) -> dict[str, str]:
    """Whether lines mean rows that stand already, and what becomes of rows the file has not."""
    sent = request.POST
    return {
        "mode": "add" if sent.get("mode") == "add" else "match",
        "gone": "remove" if sent.get("gone") == "remove" else "",
    }


def _file_page(
    request: PersonRequest, into: Collaboration | None, wrong: Sentence = "", *, status: int = 200
) -> HttpResponse:
    context = {"wrong": wrong, "into": into}
    return render(request, "plans/new_import.html", context, status=status)


def preview_page(
    request: PersonRequest, kept: PlanImport, wrong: Sentence = "", *, status: int = 200
) -> HttpResponse:
    found: Preview = preview_of(kept, by=request.user)
    before = taken_before(bytes(kept.file), by=request.user)
    context: dict[str, Any] = {"kept": kept, "found": found, "wrong": wrong, "before": before}
    return render(request, "plans/import.html", context, status=status)


def _into(request: PersonRequest, key: str) -> Collaboration | None:
    try:
        return load_case(request, UUID(key)) if key else None
    except ValueError:
        return None


def _import(request: PersonRequest, pk: UUID) -> PlanImport:
    return get_object_or_404(PlanImport.objects.visible_to(request.user), pk=pk)
