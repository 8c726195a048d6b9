"""What administrators change about a department: name, seal, colour, place, and its end."""

from collections.abc import Callable
from functools import partial
from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tongzhou.journal.once import once
from tongzhou.org import actions, policy, queries
from tongzhou.org.forms.departments import (
    ActingForm,
    CodeForm,
    ColourForm,
    LiaisonForm,
    NameForm,
    ParentForm,
    SealForm,
    SeatForm,
    SuccessorForm,
)
from tongzhou.org.forms.errors import done
from tongzhou.org.models import HUES, Department
from tongzhou.org.request import PersonRequest
from tongzhou.org.views.departments.finding import department_of, managed_department
from tongzhou.ui.toasts import say

HEAD, DEPUTY = gettext_lazy("Department head"), gettext_lazy("Deputy head")


@require_GET
def administration(request: PersonRequest, department: UUID) -> HttpResponse:
    policy.may_manage_organisation(request.user).require()
    return _page(request, department_of(request, department))


@once
@require_POST
def names(request: PersonRequest, department: UUID) -> HttpResponse:
    found = managed_department(request, department)
    form = NameForm(request.POST, initial=_stands(found))
    act = partial(actions.rename_department, found, by=request.user)
    return administered(request, found, form, act, shown_as="name_form")


@once
@require_POST
def codes(request: PersonRequest, department: UUID) -> HttpResponse:
    found = managed_department(request, department)
    form = CodeForm(request.POST, initial=_stands(found))
    act = partial(actions.recode_department, found, by=request.user)
    return administered(request, found, form, act, shown_as="code_form")


@once
@require_POST
def seals(request: PersonRequest, department: UUID) -> HttpResponse:
    found = managed_department(request, department)
    form = SealForm(request.POST, initial=_stands(found))
    act = partial(actions.cut_seal, found, by=request.user)
    return administered(request, found, form, act, shown_as="seal_form")


@once
@require_POST
def colours(request: PersonRequest, department: UUID) -> HttpResponse:
    found = managed_department(request, department)
    form = ColourForm(request.POST, initial=_stands(found))
    act = partial(actions.dye_department, found, by=request.user)
    return administered(request, found, form, act, shown_as="colour_form")


@once
@require_POST
def parents(request: PersonRequest, department: UUID) -> HttpResponse:
    found = managed_department(request, department)
    form = ParentForm(request.POST, initial={"parent": found.parent_id}, moving=found)
    act = partial(actions.move_department, found, by=request.user)
    return administered(request, found, form, act, shown_as="parent_form")


@once
@require_http_methods(["GET", "POST"])
def dissolutions(request: PersonRequest, department: UUID) -> HttpResponse:
    """GET shows what will pass to the successor; nothing happens before it is confirmed."""
    found = department_of(request, department)
    policy.may_manage_organisation(request.user).require()
    sent = request.POST if request.method == "POST" else None
    form = SuccessorForm(sent, ending=found)
    if sent is not None:
        done(form, partial(actions.dissolve_department, found, by=request.user))
        if not form.errors:
            say(request, _("Dissolved. Everything still open is answered by the successor."))
            return redirect("department", found.pk)
    context = {
        "department": found,
        "form": form,
        "people": queries.people_of(found).count(),
        "children": queries.children_of(found),
    }
    status = 200 if sent is None else 422
    return render(request, "org/dissolve_department.html", context, status=status)


def administered(
    request: PersonRequest,
    found: Department,
    form: forms.Form,
    act: Callable[..., object],
    *,
    shown_as: str,
) -> HttpResponse:
    policy.may_manage_organisation(request.user).require()
    done(form, act)
    if form.errors:
        return _page(request, found, status=422, **{shown_as: form})
    say(request, _("Saved."))
    return redirect("department-administration", found.pk)


def _stands(found: Department) -> dict[str, object]:
    """For forms of single fields; each takes its own."""
    names = ("name", "code", "seal_text", "hue")
    return {name: getattr(found, name) for name in names}


def _page(
    request: PersonRequest, found: Department, *, status: int = 200, **shown: forms.Form
) -> HttpResponse:
    by, stands = request.user, _stands(found)
    context = {
        "department": found,
        "hues": range(HUES),
        "liaisons": queries.liaisons_by_department(found)[found.pk],
        "acting": found.acting_heads.open().select_related("person"),
        "name_form": NameForm(initial=stands),
        "code_form": CodeForm(initial=stands),
        "seal_form": SealForm(initial=stands),
        "colour_form": ColourForm(initial=stands),
        "parent_form": ParentForm(initial={"parent": found.parent_id}, moving=found),
        "head_form": SeatForm(by=by, chosen=found.head, label=HEAD),
        "acting_form": ActingForm(by=by),
        "deputy_form": SeatForm(by=by, chosen=found.deputy, label=DEPUTY),
        "liaison_form": LiaisonForm(by=by),
    }
    return render(request, "org/administration.html", context | shown, status=status)
