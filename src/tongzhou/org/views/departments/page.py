"""The page of one department: what it says of itself, its people, how it came to be."""

from functools import partial
from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from tongzhou.journal.once import once
from tongzhou.journal.queries import of_subject
from tongzhou.org import actions, policy, queries
from tongzhou.org.forms.departments import PromiseForm
from tongzhou.org.forms.errors import done
from tongzhou.org.hierarchy import ancestors
from tongzhou.org.models import Department
from tongzhou.org.queries.course import course_of, former_people
from tongzhou.org.request import PersonRequest
from tongzhou.org.views.departments.finding import department_of
from tongzhou.ui.toasts import say

PAGE = 50


@require_GET
def department(request: PersonRequest, department: UUID) -> HttpResponse:
    return _page(request, department_of(request, department))


@once
@require_POST
def promises(request: PersonRequest, department: UUID) -> HttpResponse:
    policy.may_set_promise(request.user, department_of(request, department)).require()
    found = department_of(request, department, is_held=True)
    form = PromiseForm(request.POST, initial=_promised(found))
    done(form, partial(actions.set_promise, found, by=request.user))
    if form.errors:
        return _page(request, found, form=form, status=422)
    say(request, _("Saved. It counts for asks that arrive from now on."))
    return redirect("department", found.pk)


@require_GET
def people(request: PersonRequest, department: UUID) -> HttpResponse:
    found = department_of(request, department)
    rows = Paginator(queries.people_of(found), PAGE).get_page(request.GET.get("page"))
    context = frame(request, found) | {"people": rows, "former": former_people(found)}
    return render(request, "org/department_people.html", context)


@require_GET
def course(request: PersonRequest, department: UUID) -> HttpResponse:
    found = department_of(request, department)
    context = frame(request, found) | {
        "courses": course_of(found),
        "entries": of_subject(found.pk, names=queries.names_of, limit=50),
    }
    return render(request, "org/department_course.html", context)


def frame(request: PersonRequest, found: Department) -> dict[str, Any]:
    """What stands around every tab of a department."""
    by = request.user
    return {
        "department": found,
        "above": ancestors(found)[:-1],
        "aliases": queries.aliases_of(found.pk)[found.pk],
        "may_manage": policy.may_manage_organisation(by),
        "may_describe": policy.may_describe(by, found) if not found.dissolved_at else False,
    }


def _promised(found: Department) -> dict[str, int | None]:
    return {"hours": found.response_hours, "limit_days": found.accept_limit_days}


def _page(
    request: PersonRequest, found: Department, *, form: PromiseForm | None = None, status: int = 200
) -> HttpResponse:
    may_promise = policy.may_set_promise(request.user, found)
    context = frame(request, found) | {
        "profile": queries.profile_of(found),
        "leads": found.lead_times.all(),
        "measures": found.measures.all(),
        "liaisons": queries.liaisons_by_department(found)[found.pk],
        "children": queries.children_of(found),
        "coming": queries.acting_to_come(found),
        "may_promise": may_promise and not found.dissolved_at,
        "form": form or PromiseForm(initial=_promised(found)),
    }
    return render(request, "org/department.html", context, status=status)
