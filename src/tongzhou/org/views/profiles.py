"""What is known of a person: the own details, and what administrators keep."""

from functools import partial
from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from tongzhou.core.verdicts import NotPossibleNow
from tongzhou.journal.once import once
from tongzhou.org import actions, policy
from tongzhou.org.forms.errors import done
from tongzhou.org.forms.profiles import (
    OwnProfileForm,
    ProfileForm,
    RightsForm,
    SecondHomeForm,
    initial_profile,
    leave_unsaid,
)
from tongzhou.org.models import Department, Person
from tongzhou.org.request import PersonRequest
from tongzhou.ui.seen import held
from tongzhou.ui.toasts import say


@once
@require_http_methods(["GET", "POST"])
def edit(request: PersonRequest, person: UUID) -> HttpResponse:
    found = _person(request, person)
    policy.may_change_profile(request.user, found, ()).require()
    manages = policy.may_manage_organisation(request.user)
    kind = ProfileForm if manages else OwnProfileForm
    if request.method == "GET":
        return _page(request, found, form=kind(initial=initial_profile(found)))
    form = kind(request.POST, initial=initial_profile(found))
    if request.user.is_program:
        leave_unsaid(form)
    done(form, partial(actions.change_profile, found, by=request.user))
    if form.errors:
        return _page(request, found, status=422, form=form)
    say(request, _("Saved."))
    return redirect("person", found.pk)


@once
@require_POST
def second_homes(request: PersonRequest, person: UUID) -> HttpResponse:
    found = _person(request, person)
    policy.may_manage_organisation(request.user).require()
    form = SecondHomeForm(request.POST)
    try:
        done(form, partial(actions.take_second_home, found, by=request.user))
    except NotPossibleNow as refused:
        form.add_error("department", str(refused.sentence))
    if form.errors:
        return _page(request, found, status=422, home_form=form)
    return redirect("edit-person", found.pk)


@once
@require_POST
def second_home_ends(request: PersonRequest, person: UUID, department: UUID) -> HttpResponse:
    found = _person(request, person)
    left = get_object_or_404(Department.objects.visible_to(request.user), pk=department)
    actions.leave_second_home(found, by=request.user, department=left)
    return redirect("edit-person", found.pk)


@once
@require_POST
def rights(request: PersonRequest, person: UUID) -> HttpResponse:
    _person(request, person)
    policy.may_manage_organisation(request.user).require()
    found = _person(request, person, is_held=True)
    form = RightsForm(request.POST, initial=_rights(found))
    try:
        done(form, partial(actions.set_rights, found, by=request.user))
    except NotPossibleNow as refused:
        form.add_error(None, str(refused.sentence))
    if form.errors:
        return _page(request, found, status=422, rights_form=form)
    say(request, _("Saved."))
    return redirect("edit-person", found.pk)


def _person(request: PersonRequest, pk: UUID, *, is_held: bool = False) -> Person:
    visible = Person.objects.visible_to(request.user)
    if is_held:
        visible = held(visible, request)
    found: Person = get_object_or_404(visible.select_related("department"), pk=pk)
    return found


def _rights(found: Person) -> dict[str, bool]:
    return {"is_administrator": found.is_administrator, "is_auditor": found.is_auditor}


def _page(
    request: PersonRequest, found: Person, *, status: int = 200, **shown: forms.Form
) -> HttpResponse:
    manages = policy.may_manage_organisation(request.user)
    kind = ProfileForm if manages else OwnProfileForm
    context = {
        "person": found,
        "manages": manages,
        "form": shown.pop("form", None) or kind(initial=initial_profile(found)),
        "home_form": SecondHomeForm(),
        "rights_form": RightsForm(initial=_rights(found)),
        "second_homes": found.second_homes.select_related("department"),
    }
    return render(request, "org/edit_person.html", context | shown, status=status)
