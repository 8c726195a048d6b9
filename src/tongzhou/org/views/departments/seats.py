"""Who is appointed to lead, to act and to answer for a department."""

from functools import partial
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tongzhou.journal.once import once
from tongzhou.org import actions
from tongzhou.org.forms.departments import ActingForm, LiaisonForm, SeatForm
from tongzhou.org.models import ActingHead
from tongzhou.org.request import PersonRequest
from tongzhou.org.views.departments.administration import DEPUTY, HEAD, administered
from tongzhou.org.views.departments.finding import department_of, managed_department
from tongzhou.ui.toasts import say


@once
@require_POST
def heads(request: PersonRequest, department: UUID) -> HttpResponse:
    found = managed_department(request, department)
    form = SeatForm(request.POST, by=request.user, chosen=found.head, label=HEAD)
    act = partial(actions.appoint_head, found, by=request.user)
    return administered(request, found, form, act, shown_as="head_form")


@once
@require_POST
def acting_heads(request: PersonRequest, department: UUID) -> HttpResponse:
    found = department_of(request, department)
    form = ActingForm(request.POST, by=request.user)
    act = partial(actions.name_acting_head, found, by=request.user)
    return administered(request, found, form, act, shown_as="acting_form")


@once
@require_POST
def acting_head_ends(request: PersonRequest, acting_head: UUID) -> HttpResponse:
    rows = ActingHead.objects.visible_to(request.user).select_related("department")
    found = get_object_or_404(rows, pk=acting_head)
    actions.end_acting(found, by=request.user)
    say(request, _("Saved."))
    return redirect("department-administration", found.department_id)


@once
@require_POST
def deputies(request: PersonRequest, department: UUID) -> HttpResponse:
    found = managed_department(request, department)
    form = SeatForm(request.POST, by=request.user, chosen=found.deputy, label=DEPUTY)
    act = partial(actions.appoint_deputy, found, by=request.user)
    return administered(request, found, form, act, shown_as="deputy_form")


@once
@require_POST
def liaisons(request: PersonRequest, department: UUID) -> HttpResponse:
    found = department_of(request, department)
    form = LiaisonForm(request.POST, by=request.user)
    act = partial(actions.appoint_liaison, found, by=request.user)
    return administered(request, found, form, act, shown_as="liaison_form")


@once
@require_POST
def liaison_releases(request: PersonRequest, department: UUID, person: UUID) -> HttpResponse:
    found = department_of(request, department)
    liaison = get_object_or_404(found.liaisons.select_related("person"), person=person)
    actions.release_liaison(found, by=request.user, person=liaison.person)
    return redirect("department-administration", found.pk)
