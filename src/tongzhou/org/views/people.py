"""People: finding them, one person's page, and what administrators change about them."""

from functools import partial
from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tongzhou.journal.once import once
from tongzhou.org import actions, policy, queries
from tongzhou.org.forms.departments import DepartmentChoice
from tongzhou.org.forms.errors import done
from tongzhou.org.forms.listing import read_wanted
from tongzhou.org.forms.people import HomeForm, NewPasswordForm, PersonForm
from tongzhou.org.models import Person
from tongzhou.org.request import PersonRequest
from tongzhou.ui.toasts import say

MOST_NEAR = 37 * 20
"""Characters of twenty departments."""


@once
@require_http_methods(["GET", "POST"])
def people(request: PersonRequest) -> HttpResponse:
    if request.method == "POST":
        return _create(request)
    wanted = read_wanted(request.GET)
    context = {
        "wanted": wanted,
        "shown": queries.SHOWN,
        "departments": DepartmentChoice(required=False).choices,
        "people": queries.people_page(wanted, by=request.user, number=request.GET.get("page", "1")),
        "may_manage": policy.may_manage_organisation(request.user),
    }
    return render(request, "org/people.html", context)


@require_GET
def options(request: PersonRequest) -> HttpResponse:
    """Suggestions under a person picker; `field` names the radio buttons, `near` whom they begin
    with."""
    field = request.GET.get("field", "person")[:60]
    text = request.GET.get(f"{field}_text", "").strip()
    near = _departments(request.GET.get("near", ""))
    rows = queries.people_near(text, near, by=request.user) if text else []
    return render(request, "org/_person_options.html", {"name": field, "rows": rows, "picked": ""})


@require_GET
def new_person(request: PersonRequest) -> HttpResponse:
    policy.may_manage_organisation(request.user).require()
    form = PersonForm(initial={"department": request.GET.get("department")})
    return render(request, "org/new_person.html", {"form": form})


@require_GET
def person(request: PersonRequest, person: UUID) -> HttpResponse:
    return _page(request, _person(request, person))


@once
@require_POST
def homes(request: PersonRequest, person: UUID) -> HttpResponse:
    found = _person(request, person)
    policy.may_manage_organisation(request.user).require()
    form = HomeForm(request.POST)
    if form.is_valid():
        actions.move_person(found, by=request.user, to=form.cleaned_data["department"])
    return _after(request, found, form, shown_as="home_form")


@once
@sensitive_post_parameters("new_password")
@require_POST
def passwords(request: PersonRequest, person: UUID) -> HttpResponse:
    found = _person(request, person)
    policy.may_manage_organisation(request.user).require()
    form = NewPasswordForm(request.POST)
    done(form, partial(actions.set_password, found, by=request.user))
    return _after(request, found, form, shown_as="password_form")


@once
@require_POST
def session_ends(request: PersonRequest, person: UUID) -> HttpResponse:
    found = _person(request, person)
    policy.may_manage_organisation(request.user).require()
    actions.end_sessions(found, by=request.user)
    say(request, _("%(person)s is signed out everywhere.") % {"person": found.name})
    return redirect("person", found.pk)


@once
@require_POST
def returns(request: PersonRequest, person: UUID) -> HttpResponse:
    actions.reactivate(_person(request, person), by=request.user)
    return redirect("person", person)


@once
@require_POST
def anonymisations(request: PersonRequest, person: UUID) -> HttpResponse:
    actions.anonymise(_person(request, person), by=request.user)
    return redirect("person", person)


def _person(request: PersonRequest, pk: UUID) -> Person:
    visible = Person.objects.visible_to(request.user)
    found: Person = get_object_or_404(visible.select_related("department"), pk=pk)
    return found


def _departments(text: str) -> list[UUID]:
    """Ids with commas between them, as the picker has them in its address."""
    try:
        return [UUID(one) for one in text[:MOST_NEAR].split(",") if one]
    except ValueError:
        return []


def _create(request: PersonRequest) -> HttpResponse:
    policy.may_manage_organisation(request.user).require()
    form = PersonForm(request.POST)
    made = done(form, partial(actions.create_person, by=request.user))
    if made is not None:
        say(request, _("%(person)s can be found and named from now on.") % {"person": made.name})
        return redirect("person", made.pk)
    return render(request, "org/new_person.html", {"form": form}, status=422)


def _after(
    request: PersonRequest, found: Person, form: forms.Form, *, shown_as: str
) -> HttpResponse:
    if form.errors:
        return _page(request, found, status=422, **{shown_as: form})
    say(request, _("Saved."))
    return redirect("person", found.pk)


def _page(
    request: PersonRequest, found: Person, *, status: int = 200, **shown: forms.Form
) -> HttpResponse:
    may_manage = policy.may_manage_organisation(request.user)
    context = {
        "person": found,
        "seats": queries.seats_of(found),
        "delegations": (delegations := list(queries.delegations_of(found))),
        "away": queries.away(found, delegations),
        "second_homes": found.second_homes.select_related("department"),
        "skills": found.skills.all(),
        "external_ids": found.external_ids.all() if may_manage else (),
        "may_change": policy.may_change_profile(request.user, found, ()),
        "may_manage": may_manage,
        "home_form": HomeForm(initial={"department": found.department_id}) if may_manage else None,
        "password_form": NewPasswordForm(),
    }
    return render(request, "org/person.html", context | shown, status=status)
