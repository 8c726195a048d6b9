"""A department's intake forms: what it asks for, and the editor of its head."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tongzhou.collaborations.actions import intakes as actions
from tongzhou.collaborations.forms.intakes import (
    QuestionRow,
    read_intake,
    read_questions,
    rows_of,
    typed_rows,
    with_blanks,
)
from tongzhou.collaborations.models import IntakeField, IntakeForm
from tongzhou.collaborations.policy.intakes import may_publish
from tongzhou.collaborations.queries.intakes import forms_of, versions_of
from tongzhou.collaborations.queries.precedents import precedents_of
from tongzhou.collaborations.views.loading import reader
from tongzhou.core.verdicts import Invalid, Stale
from tongzhou.journal.once import once
from tongzhou.org.models import Department
from tongzhou.org.request import PersonRequest
from tongzhou.org.views.departments.finding import department_of
from tongzhou.org.views.departments.page import frame
from tongzhou.ui.toasts import say


@require_GET
def intake(request: PersonRequest, department: UUID) -> HttpResponse:
    unit = department_of(request, department)
    context = frame(request, unit) | {
        "forms": forms_of(unit, by=reader(request)),
        "may": may_publish(reader(request), unit),
    }
    return render(request, "collaborations/intake.html", context)


@once
@require_http_methods(["GET", "POST"])
def new_intake_form(request: HttpRequest, department: UUID) -> HttpResponse:
    unit = _department(request, department)
    may_publish(reader(request), unit).require()
    if request.method == "GET":
        return _editor(request, unit, None, rows_of(None))
    return _publish(request, unit, None)


@require_GET
def intake_form(request: HttpRequest, intake_form: UUID) -> HttpResponse:
    form = _form(request, intake_form)
    context = {
        "form": form,
        "department": form.department,
        "versions": versions_of(form),
        "may": may_publish(reader(request), form.department),
    }
    return render(request, "collaborations/intake_version.html", context)


@once
@require_http_methods(["GET", "POST"])
def edit_intake_form(request: HttpRequest, intake_form: UUID) -> HttpResponse:
    form = _form(request, intake_form)
    may_publish(reader(request), form.department).require()
    if request.method == "GET":
        return _editor(request, form.department, form, rows_of(form))
    return _publish(request, form.department, form)


@once
@require_POST
def intake_form_retirements(request: HttpRequest, intake_form: UUID) -> HttpResponse:
    form = _form(request, intake_form)
    actions.retire(form, by=reader(request))
    say(request, _("Taken back. What was asked with it keeps it."))
    return redirect("intake", form.department_id)


@require_GET
def intake_questions(request: HttpRequest) -> HttpResponse:
    """The fragment of the ask form that belongs to the chosen department and kind."""
    units = Department.objects.visible_to(reader(request))
    key = request.GET.get("department", "")
    unit = get_object_or_404(units, pk=_uuid(key)) if key else None
    found = read_intake(unit, request.GET, ask=None, by=reader(request))
    context = {
        "intake": found,
        "intake_error": "",
        "precedents": precedents_of(unit, by=reader(request)),
        "begin": "",
        "is_fragment": "intake" not in request.GET,
    }
    return render(request, "collaborations/_intake_fragment.html", context)


def _publish(
    request: HttpRequest, department: Department, after: IntakeForm | None
) -> HttpResponse:
    rows = typed_rows(request.POST)
    try:
        form = actions.publish(
            department, name=request.POST.get("name", ""),
            questions=read_questions(request.POST, after), by=reader(request), after=after,
        )  # fmt: skip
    except (Invalid, Stale) as ended:
        return _editor(request, department, after, rows, ended)
    say(request, _("Published: whoever asks from now on sees it."))
    return redirect("intake", form.department_id)


def _editor(
    request: HttpRequest,
    department: Department,
    form: IntakeForm | None,
    rows: list[QuestionRow],
    ended: Invalid | Stale | None = None,
) -> HttpResponse:
    context = {
        "department": department,
        "form": form,
        "name": request.POST.get("name", form.name if form else ""),
        "rows": with_blanks(rows),
        "kinds": IntakeField.Kind.choices,
        "ended": ended,
        "errors": ended.errors if isinstance(ended, Invalid) else {},
    }
    status = ended.status if ended else 200
    return render(request, "collaborations/intake_form.html", context, status=status)


def _department(request: HttpRequest, pk: UUID) -> Department:
    return get_object_or_404(Department.objects.visible_to(reader(request)), pk=pk)


def _form(request: HttpRequest, pk: UUID) -> IntakeForm:
    rows = IntakeForm.objects.visible_to(reader(request)).select_related(
        "department__head", "department__deputy", "published_by"
    )
    found: IntakeForm = get_object_or_404(rows.prefetch_related("fields"), pk=pk)
    return found


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        return UUID(int=0)
