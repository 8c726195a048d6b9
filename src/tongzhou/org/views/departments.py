"""The tree of departments, one department, and what administrators change about it."""

from collections.abc import Callable
from functools import partial
from uuid import UUID

from django import forms
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tongzhou.journal.once import once
from tongzhou.org import actions, policy, queries
from tongzhou.org.forms.departments import (
    DepartmentForm,
    NameForm,
    ParentForm,
    PromiseForm,
    SealForm,
    SeatForm,
)
from tongzhou.org.forms.errors import done
from tongzhou.org.hierarchy import ancestors
from tongzhou.org.models import Department
from tongzhou.org.request import PersonRequest
from tongzhou.ui.toasts import say

PAGE = 50


@once
@require_http_methods(["GET", "POST"])
def departments(request: PersonRequest) -> HttpResponse:
    if request.method == "POST":
        return _create(request)
    context = {
        "branches": queries.department_tree(by=request.user),
        "may_manage": policy.may_manage_organisation(request.user),
    }
    return render(request, "org/departments.html", context)


@require_GET
def new_department(request: PersonRequest) -> HttpResponse:
    policy.may_manage_organisation(request.user).require()
    form = DepartmentForm(initial={"parent": request.GET.get("parent")})
    return render(request, "org/new_department.html", {"form": form})


@require_GET
def department(request: PersonRequest, department: UUID) -> HttpResponse:
    return _page(request, _department(request, department))


@once
@require_POST
def promises(request: PersonRequest, department: UUID) -> HttpResponse:
    found = _department(request, department)
    form = PromiseForm(request.POST)
    done(form, partial(actions.set_promise, found, by=request.user))
    if form.errors:
        return _page(request, found, form=form, status=422)
    say(request, _("Saved. It counts for asks that arrive from now on."))
    return redirect("department", found.pk)


@require_GET
def administration(request: PersonRequest, department: UUID) -> HttpResponse:
    policy.may_manage_organisation(request.user).require()
    return _administration(request, _department(request, department))


@once
@require_POST
def names(request: PersonRequest, department: UUID) -> HttpResponse:
    found = _department(request, department)
    form = NameForm(request.POST)
    act = partial(actions.rename_department, found, by=request.user)
    return _administered(request, found, form, act, shown_as="name_form")


@once
@require_POST
def seals(request: PersonRequest, department: UUID) -> HttpResponse:
    found = _department(request, department)
    form = SealForm(request.POST)
    act = partial(actions.cut_seal, found, by=request.user)
    return _administered(request, found, form, act, shown_as="seal_form")


@once
@require_POST
def parents(request: PersonRequest, department: UUID) -> HttpResponse:
    found = _department(request, department)
    form = ParentForm(request.POST)
    act = partial(actions.move_department, found, by=request.user)
    return _administered(request, found, form, act, shown_as="parent_form")


@once
@require_POST
def heads(request: PersonRequest, department: UUID) -> HttpResponse:
    found = _department(request, department)
    form = SeatForm(request.POST, by=request.user, chosen=found.head, required=False)
    act = partial(actions.appoint_head, found, by=request.user)
    return _administered(request, found, form, act, shown_as="head_form")


@once
@require_POST
def deputies(request: PersonRequest, department: UUID) -> HttpResponse:
    found = _department(request, department)
    form = SeatForm(request.POST, by=request.user, chosen=found.deputy, required=False)
    act = partial(actions.appoint_deputy, found, by=request.user)
    return _administered(request, found, form, act, shown_as="deputy_form")


@once
@require_POST
def liaisons(request: PersonRequest, department: UUID) -> HttpResponse:
    found = _department(request, department)
    form = SeatForm(request.POST, by=request.user, chosen=None, required=True)
    act = partial(actions.appoint_liaison, found, by=request.user)
    return _administered(request, found, form, act, shown_as="liaison_form")


@once
@require_POST
def liaison_releases(request: PersonRequest, department: UUID, person: UUID) -> HttpResponse:
    found = _department(request, department)
    liaison = get_object_or_404(found.liaisons.select_related("person"), person=person)
    actions.release_liaison(found, by=request.user, person=liaison.person)
    return redirect("department-administration", found.pk)


def _department(request: PersonRequest, pk: UUID) -> Department:
    visible = Department.objects.visible_to(request.user)
    return get_object_or_404(visible.select_related("head", "deputy", "parent"), pk=pk)


def _create(request: PersonRequest) -> HttpResponse:
    policy.may_manage_organisation(request.user).require()
    form = DepartmentForm(request.POST)
    made = done(form, partial(actions.create_department, by=request.user))
    if made is not None:
        return redirect("department-administration", made.pk)
    return render(request, "org/new_department.html", {"form": form}, status=422)


def _page(
    request: PersonRequest, found: Department, *, form: PromiseForm | None = None, status: int = 200
) -> HttpResponse:
    kept = {"hours": found.response_hours, "limit_days": found.accept_limit_days}
    people = Paginator(queries.people_of(found), PAGE).get_page(request.GET.get("page"))
    context = {
        "department": found,
        "above": ancestors(found)[:-1],
        "liaisons": queries.liaisons_by_department(found)[found.pk],
        "children": queries.children_of(found),
        "people": people,
        "may_promise": policy.may_set_promise(request.user, found),
        "may_manage": policy.may_manage_organisation(request.user),
        "form": form or PromiseForm(initial=kept),
    }
    return render(request, "org/department.html", context, status=status)


def _administered(
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
        return _administration(request, found, status=422, **{shown_as: form})
    say(request, _("Saved."))
    return redirect("department-administration", found.pk)


def _administration(
    request: PersonRequest, found: Department, *, status: int = 200, **shown: forms.Form
) -> HttpResponse:
    by = request.user
    context = {
        "department": found,
        "liaisons": queries.liaisons_by_department(found)[found.pk],
        "name_form": NameForm(initial={"name": found.name}),
        "seal_form": SealForm(initial={"seal_text": found.seal_text}),
        "parent_form": ParentForm(initial={"parent": found.parent_id}),
        "head_form": SeatForm(by=by, chosen=found.head, required=False),
        "deputy_form": SeatForm(by=by, chosen=found.deputy, required=False),
        "liaison_form": SeatForm(by=by, chosen=None, required=True),
    }
    return render(request, "org/administration.html", context | shown, status=status)
