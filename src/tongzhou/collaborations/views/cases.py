"""The list, the request form, the one-page brief."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tongzhou.collaborations.actions import cases, contents, sketches
from tongzhou.collaborations.forms.cases import CaseForm, day_of, initial_of
from tongzhou.collaborations.forms.merging import base_of, touched, with_theirs
from tongzhou.collaborations.forms.milestones import rows, typed_milestones
from tongzhou.collaborations.models import Collaboration
from tongzhou.collaborations.policy import may_lead
from tongzhou.collaborations.queries.brief import effective_workday
from tongzhou.collaborations.queries.header import case_header
from tongzhou.collaborations.queries.hints import hints_of
from tongzhou.collaborations.queries.listing import (
    ROWS,
    SCOPES,
    Wanted,
    matching,
    page_of,
    rows_of,
    state_choices,
)
from tongzhou.collaborations.queries.sketches import Kept, sketch_of
from tongzhou.collaborations.queries.tree import department_tree
from tongzhou.collaborations.views.loading import load_case, reader, seen_version
from tongzhou.collaborations.workbook import as_workbook
from tongzhou.core.verdicts import Invalid, Stale
from tongzhou.journal.once import once
from tongzhou.ui.ticked import chosen_in

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@once
@require_http_methods(["GET", "POST"])
def collaborations(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        return _create(request)
    asked = request.GET
    wanted = Wanted(asked.get("scope", ""), asked.get("state", ""), asked.get("q", ""))
    page = page_of(reader(request), wanted, asked.get("page"), asked.get("rows", ""))
    context = {
        "page": page,
        "lines": [row.line for row in page.object_list],
        "others": not page and matching(reader(request), Wanted(state="all")).exists(),
        "wanted": wanted,
        "sizes": ROWS,
        "scopes": SCOPES,
        "states": state_choices(),
    }
    return render(request, "collaborations/list.html", context)


@require_POST
def collaboration_exports(request: HttpRequest) -> HttpResponse:
    """What was ticked in the list, as far as it is seen."""
    chosen = chosen_in(request.POST.getlist("chosen"))
    return HttpResponse(
        as_workbook(rows_of(reader(request), chosen)),
        content_type=XLSX,
        headers={
            "Content-Disposition": content_disposition_header(
                as_attachment=True, filename="collaborations.xlsx"
            )
        },
    )


@require_GET
def new_collaboration(request: HttpRequest) -> HttpResponse:
    person = reader(request)
    sketch = sketch_of(person, "request")
    initial: dict[str, Any] = {"person_in_charge": person.pk, "department": person.department_id}
    initial |= sketch.initial if sketch else {}
    return _form_page(request, CaseForm(person=person, initial=initial), None, sketch=sketch)


def _create(request: HttpRequest) -> HttpResponse:
    form = CaseForm(request.POST, person=reader(request))
    if not form.is_valid():
        return _form_page(request, form, None, status=422)
    case = cases.draft(form.cleaned_data["department"], form.contents(), by=reader(request))
    sketches.drop("request", by=reader(request))
    return redirect("asks", case.pk)


@once
@require_http_methods(["GET", "POST"])
def edit_collaboration(request: HttpRequest, collaboration: UUID) -> HttpResponse:
    case = load_case(request, collaboration)
    if request.method == "POST":
        return _revise(request, case)
    may_lead(reader(request), case).require()
    if case.state in cases.SIGNED:
        return _signed_page(request, case)
    cases.require_unsigned(case)
    given = contents.of(case)
    initial = initial_of(given, case.department)
    shown: dict[str, Any] = {"base": base_of(given), "version": case.version}
    sketch = sketch_of(reader(request), f"edit:{case.pk}")
    if sketch:
        initial |= sketch.initial
        shown = {name: sketch.data.get(name, now) for name, now in shown.items()}
    form = CaseForm(person=reader(request), case=case, initial=initial)
    return _form_page(request, form, case, sketch=sketch, **shown)


def _signed_page(request: HttpRequest, case: Collaboration) -> HttpResponse:
    """Not here any more: the way to what can be done about it."""
    context = {"case": case_header(case, reader(request)), "current_tab": ""}
    return render(request, "collaborations/signed.html", context, status=409)


def _revise(request: HttpRequest, case: Collaboration) -> HttpResponse:
    form = CaseForm(request.POST, person=reader(request), case=case)
    if not form.is_valid():
        return _form_page(request, form, case, status=422)
    try:
        cases.revise(case, form.contents(), seen=seen_version(request), by=reader(request))
    except Stale as stale:
        return _collision_page(request, form, case, stale)
    except Invalid as wrong:
        form.take_errors(wrong.errors)
        return _form_page(request, form, case, status=422)
    sketches.drop(f"edit:{case.pk}", by=reader(request))
    return redirect("asks" if case.state == "draft" else "collaboration", case.pk)


def _collision_page(
    request: HttpRequest, form: CaseForm, case: Collaboration, stale: Stale
) -> HttpResponse:
    """Their changes are taken over; where both changed the same, both texts are shown."""
    case.refresh_from_db()
    given = contents.of(case)
    theirs = initial_of(given, case.department)
    changed = touched(request.POST.get("base", ""), form.contents())
    taken = [name for name in stale.theirs if name not in changed]
    typed = with_theirs(request.POST, theirs, taken)
    shown: dict[str, Any] = {
        "base": base_of(given),
        "version": case.version,
        "stale": stale.sentence,
        "taken": taken,
        "clashes": [
            (name, stale.theirs[name], stale.mine[name]) for name in stale.theirs if name in changed
        ],
    }
    merged = CaseForm(typed, person=reader(request), case=case)
    return _form_page(request, merged, case, status=409, **shown)


@require_POST
def request_hints(request: HttpRequest) -> HttpResponse:
    """Changes nothing: what the checker says to the form as it stands."""
    return render(request, "collaborations/_hints.html", {"hints": hints_of(request.POST)})


def _form_page(
    request: HttpRequest,
    form: CaseForm,
    case: Collaboration | None,
    *,
    status: int = 200,
    sketch: Kept | None = None,
    **more: Any,
) -> HttpResponse:
    shown = form.data if form.is_bound else form.initial
    context = {
        "form": form,
        "collaboration": case,
        "base": request.POST.get("base", ""),
        "version": request.POST.get("version", "") if case else None,
        "stale": "",
        "milestones": rows(_milestones(form, sketch)),
        "place": f"edit:{case.pk}" if case else "request",
        "sketch": sketch,
        "prepared": [form[f"prepared_{key}"] for key in contents.PREPARED],
        "tree": department_tree(
            reader(request), chosen=form["partners"].value() or [], without=form.only_department
        ),
        "hints": hints_of(shown),
        "workday": effective_workday(day_of(form["wanted_date"].value())),
        "labels": {name: field.label for name, field in form.fields.items()}
        | {"milestones": _("Milestones"), "preparation": _("Preparation")},
        **more,
    }
    return render(request, "collaborations/form.html", context, status=status)


def _milestones(form: CaseForm, sketch: Kept | None) -> list[tuple[str, str]]:
    if form.is_bound or sketch:
        return typed_milestones(form.data if form.is_bound or sketch is None else sketch.data)
    found = form.initial.get("milestones", ())
    return [(name, on.isoformat() if on else "") for name, on in found]
