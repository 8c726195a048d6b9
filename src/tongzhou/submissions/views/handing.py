"""What one respondent hands in: typed on the phone, or uploaded as the filled template."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from tongzhou.core import clock
from tongzhou.core.verdicts import Invalid, Sentence
from tongzhou.files.models import StoredFile
from tongzhou.files.uploads import Upload
from tongzhou.journal.once import once
from tongzhou.org.request import PersonRequest
from tongzhou.submissions import policy, queries, workbook
from tongzhou.submissions.actions import handing
from tongzhou.submissions.forms import lines, name_of, typed_rows
from tongzhou.submissions.models import Campaign, Question, Respondent
from tongzhou.ui.formats import moment
from tongzhou.ui.toasts import say

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_SAID = 20


@require_GET
def respondent(request: PersonRequest, respondent: UUID) -> HttpResponse:
    row = _respondent(request, respondent)
    newest = queries.newest(row)
    return _page(request, row, newest.rows if newest else [])


@once
@require_POST
def respondent_handings(request: PersonRequest, respondent: UUID) -> HttpResponse:
    row = _respondent(request, respondent)
    typed = typed_rows(request.POST, _questions(row))
    try:
        handing.hand_in(row, typed, by=request.user, uploads=_uploads(request, row))
    except handing.WrongCells as wrong:
        return _page(request, row, typed, wrong, cells=wrong.cells)
    except Invalid as wrong:
        return _page(request, row, typed, wrong)
    say(request, _("Handed in. Thank you!"))
    return redirect("respondent", row.pk)


@once
@require_POST
def respondent_uploads(request: PersonRequest, respondent: UUID) -> HttpResponse:
    """The filled template; what is wrong is said by the cell of the file, and nothing is kept."""
    row = _respondent(request, respondent)
    policy.may_hand_in(request.user, row).require()
    file = request.FILES.get("file")
    placed: workbook.Placed = {}
    try:
        typed, placed = workbook.read(_questions(row), file.read() if file else b"")
        handing.hand_in(row, typed, by=request.user)
    except handing.WrongCells as wrong:
        said = workbook.at_cells(wrong.cells, placed)
        return _page(request, row, [], wrong, at_cells=said[:MOST_SAID])
    except Invalid as wrong:
        return _page(request, row, [], wrong, at_cells=[str(wrong.sentence)])
    say(request, _("Handed in. Thank you!"))
    return redirect("respondent", row.pk)


@require_GET
def campaign_template(request: PersonRequest, campaign: UUID) -> HttpResponse:
    row = _campaign(request, campaign)
    return _file(workbook.template(row, list(row.questions.all())), row.name)


@require_GET
def campaign_table(request: PersonRequest, campaign: UUID) -> HttpResponse:
    """Everything that came in; for the asking side alone."""
    row = _campaign(request, campaign)
    if not request.user.is_auditor:
        policy.may_collect(request.user, row).require()
    asked = list(queries.respondents_of(row))
    rows = [(_who(one), values) for one, values in queries.table_of(asked)]
    return _file(workbook.table(list(row.questions.all()), rows), row.name)


def _who(one: Respondent) -> Sequence[str]:
    at = moment(one.first_at) if one.first_at else ""
    return (one.department.name, one.person.name, at, _("Yes") if one.was_on_time else _("No"))


def _page(
    request: PersonRequest,
    row: Respondent,
    rows: Sequence[Mapping[str, str]],
    wrong: Invalid | None = None,
    *,
    cells: Mapping[tuple[int, str], Sentence] | None = None,
    at_cells: Sequence[str] = (),
) -> HttpResponse:
    questions = _questions(row)
    context: dict[str, Any] = {
        "respondent": row,
        "campaign": row.campaign,
        "questions": questions,
        "enclosed": _enclosed(row),
        "newest": queries.newest(row),
        "handings": list(row.handings.all()),
        "may": policy.may_hand_in(request.user, row),
        "rows": lines(row.campaign, questions, rows, cells or {}),
        "wrong": wrong,
        "at_cells": at_cells,
        "is_late": row.is_owing and row.due_at < clock.now(),
    }
    return render(request, "submissions/respondent.html", context, status=422 if wrong else 200)


def _enclosed(row: Respondent) -> dict[str, StoredFile]:
    """Of the newest version, by the key of the question."""
    newest = queries.newest(row)
    return {str(one.key): one.file for one in newest.files.all()} if newest else {}


def _uploads(request: PersonRequest, row: Respondent) -> dict[str, Upload]:
    asked = [one for one in _questions(row) if one.kind == Question.Kind.FILE]
    found = {str(one.key): request.FILES.get(name_of(0, one)) for one in asked}
    return {key: upload for key, upload in found.items() if upload}


def _questions(row: Respondent) -> list[Question]:
    return list(row.campaign.questions.all())


def _respondent(request: PersonRequest, pk: UUID) -> Respondent:
    rows = Respondent.objects.visible_to(request.user)
    related = ("campaign__department__head", "campaign__by", "department__head", "person")
    handed = rows.select_related(*related).prefetch_related(
        "handings__by",
        "handings__on_behalf_of",
        "handings__look__by",
        "handings__files__file",
        "campaign__questions",
    )
    return get_object_or_404(handed, pk=pk)


def _campaign(request: PersonRequest, pk: UUID) -> Campaign:
    rows = Campaign.objects.visible_to(request.user).select_related("department", "by")
    return get_object_or_404(rows, pk=pk)


def _file(data: bytes, name: str) -> HttpResponse:
    named = content_disposition_header(True, f"{name}.xlsx")  # noqa: FBT003 — Django's
    return HttpResponse(data, content_type=XLSX, headers={"Content-Disposition": named or ""})
