"""The tree of goals, one goal, and what is done about it."""

from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import pgettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tongzhou.core import clock
from tongzhou.core.dates import read_date
from tongzhou.core.verdicts import Invalid
from tongzhou.goals import policy, queries
from tongzhou.goals.actions import measuring, setting
from tongzhou.goals.figures import plain
from tongzhou.goals.forms import ClosingForm, GoalForm, MeasureForm, NewGoalForm, ReadingForm
from tongzhou.goals.models import Goal, Measure
from tongzhou.journal.once import once
from tongzhou.org.forms.errors import done
from tongzhou.org.models import Department
from tongzhou.org.request import PersonRequest
from tongzhou.ui.environment import with_query

ZOOMS = ("fit", "75", "100", "150")


@require_GET
def goals(request: PersonRequest) -> HttpResponse:
    on = _day(request.GET.get("on", ""))
    departments = list(queries.departments_with_goals())
    chosen = next(
        (one for one in departments if str(one.pk) == request.GET.get("department")), None
    )
    zoom = request.GET.get("zoom", "") if request.GET.get("zoom") in ZOOMS else "100"
    context = {
        "forest": queries.forest(request.user, on=on, department=chosen),
        "on": on,
        "departments": departments,
        "department": chosen,
        "zoom": zoom,
        "zooms_shown": [(_size(one), with_query(request, zoom=one), one == zoom) for one in ZOOMS],
        "may_set": bool(queries.led_by(request.user)),
    }
    return render(request, "goals/page.html", context)


def _size(zoom: str) -> str:
    return pgettext("zoom", "Fit") if zoom == "fit" else f"{zoom}%"


@once
@require_http_methods(["GET", "POST"])
def new_goal(request: PersonRequest) -> HttpResponse:
    led = queries.led_by(request.user)
    if not led:
        policy.may_set(request.user, request.user.department).require()
    today = clock.today()
    initial = {
        "since": today, "until": today.replace(month=12, day=31), "department": led[0],
        "parent": request.GET.get("parent", ""),
    }  # fmt: skip
    rows = Department.objects.visible_to(request.user).filter(pk__in=[one.pk for one in led])
    form = NewGoalForm(rows, queries.possible_parents(led), request.POST or None, initial=initial)
    made = done(form, lambda department, **facts: setting.set_goal(
        setting.Contents(**facts), department=department, by=request.user))  # fmt: skip
    if made:
        return redirect("goal", made.pk)
    return render(request, "goals/form.html", {"form": form}, status=422 if form.is_bound else 200)


@require_GET
def goal(request: PersonRequest, goal: UUID) -> HttpResponse:
    return _page(request, _goal(request, goal))


@once
@require_http_methods(["GET", "POST"])
def edit_goal(request: PersonRequest, goal: UUID) -> HttpResponse:
    row = _goal(request, goal)
    policy.may_set(request.user, row.department).require()
    now = {name: getattr(row, name) for name in ("name", "since", "until", "why", "parent")}
    parents = queries.possible_parents([row.department], but=row)
    form = GoalForm(parents, request.POST or None, initial=now)
    revised = done(form, lambda **facts: setting.revise(
        row, setting.Contents(**facts), seen=_seen(request), by=request.user))  # fmt: skip
    if revised:
        return redirect("goal", row.pk)
    context = {"form": form, "goal": row}
    return render(request, "goals/form.html", context, status=422 if form.is_bound else 200)


@once
@require_POST
def measures(request: PersonRequest, goal: UUID) -> HttpResponse:
    row, form = _goal(request, goal), MeasureForm(request.POST)
    policy.may_set(request.user, row.department).require()
    if done(form, lambda **facts: measuring.add(
        row, measuring.Contents(**facts), by=request.user)):  # fmt: skip
        return redirect("goal", row.pk)
    return _page(request, row, measure_form=form)


@once
@require_http_methods(["GET", "POST"])
def edit_measure(request: PersonRequest, measure: UUID) -> HttpResponse:
    row = _measure(request, measure)
    policy.may_set(request.user, row.goal.department).require()
    names = ("name", "unit", "direction", "baseline", "target")
    now = {name: getattr(row, name) for name in names}
    now |= {name: plain(now[name]) for name in ("baseline", "target")}
    form = MeasureForm(request.POST or None, initial=now)
    if done(form, lambda **facts: measuring.revise(
        row, measuring.Contents(**facts), seen=_seen(request), by=request.user)):  # fmt: skip
        return redirect("goal", row.goal_id)
    context = {"form": form, "measure": row, "goal": row.goal}
    return render(request, "goals/measure.html", context, status=422 if form.is_bound else 200)


@once
@require_POST
def readings(request: PersonRequest, measure: UUID) -> HttpResponse:
    row, form = _measure(request, measure), ReadingForm(request.POST)
    policy.may_read(request.user, row.goal).require()
    if done(form, lambda **facts: measuring.read(row, by=request.user, **facts)):
        return redirect("goal", row.goal_id)
    return _page(request, row.goal, reading_form=form, reading_of=row.pk)


@once
@require_POST
def closings(request: PersonRequest, goal: UUID) -> HttpResponse:
    row, form = _goal(request, goal), ClosingForm(request.POST)
    policy.may_set(request.user, row.department).require()
    if done(form, lambda **facts: setting.close(row, by=request.user, **facts)):
        return redirect("goal", row.pk)
    return _page(request, row, closing_form=form)


def _goal(request: PersonRequest, pk: UUID) -> Goal:
    rows = Goal.objects.visible_to(request.user)
    related = ("department__head", "parent__department", "closing__by", "created_by")
    return get_object_or_404(rows.select_related(*related), pk=pk)


def _measure(request: PersonRequest, pk: UUID) -> Measure:
    rows = Measure.objects.visible_to(request.user)
    related = ("goal__department__head", "goal__parent__department", "goal__closing")
    return get_object_or_404(rows.select_related(*related, "goal__created_by"), pk=pk)


def _page(
    request: PersonRequest, row: Goal, reading_of: UUID | None = None, **bound: forms.Form
) -> HttpResponse:
    context: dict[str, Any] = {
        **queries.page(row, request.user),
        "measure_form": MeasureForm(),
        "reading_form": ReadingForm(),
        "blank_reading": ReadingForm(initial={"on": clock.today()}),
        "closing_form": ClosingForm(),
        "reading_of": reading_of,
        **bound,
    }
    return render(request, "goals/goal.html", context, status=422 if bound else 200)


def _day(typed: str) -> date:
    """What is no date means today."""
    try:
        return read_date(typed, year=clock.today().year)
    except Invalid:
        return clock.today()


def _seen(request: PersonRequest) -> int:
    typed = request.POST.get("version", "")
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 10 else 0
