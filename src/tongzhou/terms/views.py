"""The words of the house, one of them, and what is said about it."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tongzhou.core.dates import read_date
from tongzhou.core.verdicts import Invalid, Sentence
from tongzhou.core.workbook_guard import COMPRESSED
from tongzhou.journal.once import once
from tongzhou.org.forms.errors import done
from tongzhou.org.models import Department
from tongzhou.org.request import PersonRequest
from tongzhou.terms import actions, policy, queries
from tongzhou.terms import workbook as tables
from tongzhou.terms.forms import NewTermForm, WordingForm
from tongzhou.terms.language import language
from tongzhou.terms.models import Term
from tongzhou.ui.toasts import say

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ASKED = ("q", "department", "on", "differing", "page")


@require_GET
def terms(request: PersonRequest) -> HttpResponse:
    asked = {name: request.GET.get(name, "") for name in ASKED}
    wrong: Sentence = ""
    try:
        on = read_date(asked["on"]) if asked["on"].strip() else None
    except Invalid as invalid:
        on, wrong = None, invalid.sentence
    found = queries.listing(
        on=on, q=asked["q"], department=asked["department"], page=asked["page"],
        differing=bool(asked["differing"]),
    )  # fmt: skip
    context = {
        "page": found, "asked": asked, "on": on, "wrong": wrong,
        "departments": queries.departments(),
        "may_word": bool(policy.may_word(request.user)),
    }  # fmt: skip
    return render(request, "terms/page.html", context)


@once
@require_http_methods(["GET", "POST"])
def new_term(request: PersonRequest) -> HttpResponse:
    policy.may_word(request.user).require()
    spoken = policy.departments_spoken_for(request.user)
    initial = {name: request.GET.get(name, "") for name in ("name", "department")}
    form = NewTermForm(spoken, request.POST or None, initial=initial)
    made = done(
        form,
        lambda name, department, **_rest: actions.introduce(
            name, department=department, said=form.said(), by=request.user
        ),
    )
    if made:
        return redirect("term", made.term_id)
    return render(request, "terms/new.html", {"form": form}, status=422 if form.is_bound else 200)


@require_GET
def term(request: PersonRequest, term: UUID) -> HttpResponse:
    return _page(request, _term(request, term))


@once
@require_POST
def wordings(request: PersonRequest, term: UUID) -> HttpResponse:
    policy.may_word(request.user).require()
    row, form = _term(request, term), WordingForm(request.POST)
    department, seen = _spoken(request), _seen(request)
    if done(
        form,
        lambda **_rest: actions.word(
            row, department=department, said=form.said(), seen=seen, by=request.user
        ),
    ):
        say(request, _("Written down. Whoever uses the word is told."))
        return redirect("term", row.pk)
    return _page(request, row, wrong=form, at=department.pk)


@once
@require_POST
def releases(request: PersonRequest, term: UUID) -> HttpResponse:
    policy.may_word(request.user).require()
    row, department = _term(request, term), _spoken(request)
    actions.give_up(row, department=department, seen=_seen(request), by=request.user)
    return redirect("term", row.pk)


@require_GET
def of_department(request: PersonRequest, department: UUID) -> HttpResponse:
    """The part of a department's page that shows its own words."""
    rows = Department.objects.visible_to(request.user)
    row = get_object_or_404(rows, pk=department)
    context = {
        "department": row, "meanings": queries.of_department(row), "names": language().names,
        "may_word": row in policy.departments_spoken_for(request.user),
    }  # fmt: skip
    return render(request, "terms/_of_department.html", context)


@require_GET
def workbook(request: PersonRequest) -> HttpResponse:
    named = {"Content-Disposition": 'attachment; filename="terms.xlsx"'}
    return HttpResponse(tables.written(language()), content_type=XLSX, headers=named)


@once
@require_http_methods(["GET", "POST"])
def imports(request: PersonRequest) -> HttpResponse:
    policy.may_word(request.user).require()
    if request.method == "GET":
        return _import_page(request)
    file = request.FILES.get("file")
    if file is None:
        return _import_page(request, _("Please choose a file."), status=422)
    try:
        lines, errors = tables.read(file.read(COMPRESSED + 1))
        if errors:
            return _import_page(request, errors=errors, status=422)
        count = actions.take_in(lines, by=request.user)
    except Invalid as wrong:
        return _import_page(request, wrong.sentence, status=422)
    told = ngettext("%(count)s meaning taken in.", "%(count)s meanings taken in.", count)
    say(request, told % {"count": count})
    return redirect("terms")


def _import_page(
    request: PersonRequest, wrong: Sentence = "", *, errors: Sequence[tables.Wrong] = (),
    status: int = 200,
) -> HttpResponse:  # fmt: skip
    context = {"wrong": wrong, "errors": errors}
    return render(request, "terms/import.html", context, status=status)


def _term(request: PersonRequest, pk: UUID) -> Term:
    return get_object_or_404(Term.objects.visible_to(request.user), pk=pk)


def _spoken(request: PersonRequest) -> Department:
    """Any department; whether this person speaks for it the action judges."""
    try:
        key = UUID(request.POST.get("department", ""))
    except ValueError:
        raise Http404 from None
    return get_object_or_404(Department.objects.visible_to(request.user), pk=key)


def _seen(request: PersonRequest) -> int:
    seen = request.POST.get("seen", "")
    return int(seen) if seen.isascii() and seen.isdigit() and len(seen) < 10 else 0


def _page(
    request: PersonRequest, row: Term, *, wrong: forms.Form | None = None, at: UUID | None = None
) -> HttpResponse:
    context: dict[str, Any] = {**queries.page(row, request.user), "wrong": wrong, "at": at}
    return render(request, "terms/term.html", context, status=422 if wrong else 200)
