"""What hangs on one row: each form goes back to the page of the row."""

import re
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from tongzhou.core.dates import read_date
from tongzhou.core.verdicts import Invalid
from tongzhou.journal.once import once
from tongzhou.org.models import Person
from tongzhou.org.request import PersonRequest
from tongzhou.plans.actions import furniture as actions
from tongzhou.plans.cells import Choices
from tongzhou.plans.forms import uuids
from tongzhou.plans.models import Task, TaskLink, TaskStep
from tongzhou.plans.queries.choices import menus
from tongzhou.plans.queries.furniture import furniture
from tongzhou.plans.queries.table import seen_by

_SEVERAL = re.compile(r"[、,，;；\n]")
_PLACE = re.compile(r"(?:(协-\d{4}-\d{4,})\s*[#/ ]\s*)?#?(\d{1,4})")


@require_GET
def furniture_page(request: PersonRequest, task: UUID) -> HttpResponse:
    """A page of its own, and what the page of the row takes in once it is shown."""
    row = _task(request, task)
    hung = furniture(row, request.user)
    choices = menus([row.department_id, row.collaboration.department_id]) if hung.may else None
    context = {"task": row, "furniture": hung, "choices": choices or Choices()}
    return render(request, "plans/furniture.html", context)


@once
@require_POST
def steps(request: PersonRequest, task: UUID) -> HttpResponse:
    row = _task(request, task)
    who = _person(request)
    due = request.POST.get("due", "").strip()
    actions.add_step(
        row,
        request.POST.get("step", ""),
        person=who,
        due=read_date(due) if due else None,
        by=request.user,
    )
    return _back(row, "steps")


@once
@require_POST
def step_ticks(request: PersonRequest, task_step: UUID) -> HttpResponse:
    step = get_object_or_404(TaskStep.objects.visible_to(request.user), pk=task_step)
    actions.tick(step, done=request.POST.get("done") == "1", by=request.user)
    return _back(step.task, "steps")


@once
@require_POST
def step_removals(request: PersonRequest, task_step: UUID) -> HttpResponse:
    step = get_object_or_404(TaskStep.objects.visible_to(request.user), pk=task_step)
    actions.remove_step(step, by=request.user)
    return _back(step.task, "steps")


@once
@require_POST
def labels(request: PersonRequest, task: UUID) -> HttpResponse:
    row, typed = _task(request, task), request.POST.get("labels", "")
    actions.label(row, _SEVERAL.split(typed), seen=request.POST.get("seen"), by=request.user)
    return _back(row, "labels")


@once
@require_POST
def links(request: PersonRequest, task: UUID) -> HttpResponse:
    row = _task(request, task)
    other = _place(request, row, request.POST.get("other", ""))
    actions.link(row, other, kind=request.POST.get("kind", ""), by=request.user)
    return _back(row, "links")


@once
@require_POST
def link_removals(request: PersonRequest, task_link: UUID) -> HttpResponse:
    link = get_object_or_404(TaskLink.objects.visible_to(request.user), pk=task_link)
    actions.unlink(link, by=request.user)
    return _back(link.task, "links")


@once
@require_POST
def followings(request: PersonRequest, task: UUID) -> HttpResponse:
    row = _task(request, task)
    actions.follow(row, follows=request.POST.get("follows") == "1", by=request.user)
    return _back(row, "furniture")


@once
@require_POST
def descriptions(request: PersonRequest, task: UUID) -> HttpResponse:
    row = _task(request, task)
    version = request.POST.get("description_version", "0")
    actions.describe(
        row,
        request.POST.get("text", ""),
        version=int(version) if version.isdecimal() else 0,
        by=request.user,
    )
    return _back(row, "description")


@once
@require_POST
def pictures(request: PersonRequest, task: UUID) -> HttpResponse:
    """Answers with the words that show the picture in a text."""
    row = _task(request, task)
    sent = request.FILES.get("picture")
    if sent is None:
        raise Invalid(_("Please choose a file."))
    kept = actions.add_picture(row, sent, by=request.user)
    name = re.sub(r"[\[\]\\]", "", kept.name)
    text = f"![{name}]({reverse('file-preview', args=[kept.pk])})"
    return HttpResponse(text, content_type="text/plain; charset=utf-8", status=201)


@once
@require_POST
def own_fields(request: PersonRequest, task: UUID) -> HttpResponse:
    row = _task(request, task)
    sent = [name for name in request.POST if name.startswith("field-")]
    typed = {uuids([name[6:]])[0]: "、".join(request.POST.getlist(name)) for name in sent}
    was = {key: request.POST[f"was-{key}"] for key in typed if f"was-{key}" in request.POST}
    actions.fill_fields(row, typed, was=was, by=request.user)
    return _back(row, "fields")


def _person(request: PersonRequest) -> Person | None:
    wanted = uuids([request.POST.get("person", "")])
    return Person.objects.visible_to(request.user).filter(pk__in=wanted, is_active=True).first()


def _place(request: PersonRequest, row: Task, text: str) -> Task:
    """«3» is a row of this table, «协-2026-0042 #3» one of another that the reader sees too."""
    found = _PLACE.fullmatch(text.strip())
    rows = Task.objects.visible_to(request.user).standing()
    if found and found[1]:
        rows = rows.filter(collaboration__number=found[1])
    else:
        rows = rows.filter(collaboration=row.collaboration_id)
    other = rows.filter(number=int(found[2])).first() if found else None
    if other is None:
        raise Invalid(
            _("There is no such row. Give its number, such as 3, or 协-2026-0042 #3."),
            errors={"other": _("There is no such row.")},
        )
    return other


def _back(row: Task, place: str) -> HttpResponse:
    return redirect(f"/tasks/{row.pk}/edit#{place}")


def _task(request: PersonRequest, pk: UUID) -> Task:
    for found in seen_by(request.user, pk):
        return found
    raise Http404
