"""The tree: today, on an earlier day, or what the search finds in it."""

from datetime import date
from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tongzhou.core import clock
from tongzhou.core.dates import read_date
from tongzhou.core.verdicts import Invalid, Sentence
from tongzhou.journal.once import once
from tongzhou.org import actions, policy, queries
from tongzhou.org.forms.departments import DepartmentForm
from tongzhou.org.forms.errors import done
from tongzhou.org.request import PersonRequest
from tongzhou.org.views.departments.finding import department_of


@once
@require_http_methods(["GET", "POST"])
def departments(request: PersonRequest) -> HttpResponse:
    if request.method == "POST":
        return _create(request)
    by, text = request.user, request.GET.get("q", "").strip()
    on, wrong_day = _day(request.GET.get("on", "").strip())
    may_manage = policy.may_manage_organisation(by)
    context: dict[str, Any] = {
        "text": text,
        "on": on,
        "wrong_day": wrong_day,
        "may_manage": may_manage,
        "arrange": bool(may_manage) and not on and "arrange" in request.GET,
        "company": None,
    }
    if text:
        found = queries.departments_matching(text, by=by)
        context |= {"departments": found, "people": list(queries.people_matching(text, by=by))}
    else:
        context["company"] = queries.company_on(on) if on else queries.company_today(by=by)
    return render(request, "org/departments.html", context)


@require_GET
def new_department(request: PersonRequest) -> HttpResponse:
    policy.may_manage_organisation(request.user).require()
    form = DepartmentForm(initial={"parent": request.GET.get("parent")})
    return render(request, "org/new_department.html", {"form": form})


@once
@require_POST
def positions(request: PersonRequest, department: UUID) -> HttpResponse:
    found = department_of(request, department)
    place = request.POST.get("place", "")
    actions.order_departments(found, by=request.user, place=place)
    return redirect("/departments?arrange=1")


def _create(request: PersonRequest) -> HttpResponse:
    policy.may_manage_organisation(request.user).require()
    form = DepartmentForm(request.POST)
    made = done(form, partial(actions.create_department, by=request.user))
    if made is not None:
        return redirect("department-administration", made.pk)
    return render(request, "org/new_department.html", {"form": form}, status=422)


def _day(typed: str) -> tuple[date | None, Sentence]:
    """A day before today; anything later shows today."""
    if not typed:
        return None, ""
    try:
        day = read_date(typed, year=clock.today().year)
    except Invalid as invalid:
        return None, invalid.sentence
    if day > clock.today():
        return None, _("That day is still to come; this is today.")
    return (day if day < clock.today() else None), ""
