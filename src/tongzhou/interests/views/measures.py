"""Which measure of a side a request moves, or why none yet: one tap on the page of the request."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from tongzhou.collaborations.models import Ask
from tongzhou.collaborations.queries.conversation import ask_context
from tongzhou.collaborations.views.asks import visible_ask
from tongzhou.goals.queries import measures_of
from tongzhou.interests.actions import effects
from tongzhou.interests.forms.measures import LinkForm, NoneYetForm
from tongzhou.journal.once import once
from tongzhou.org.forms.errors import done
from tongzhou.org.models import Department
from tongzhou.org.request import PersonRequest


@once
@require_POST
def ask_measures(request: PersonRequest, ask: UUID) -> HttpResponse:
    row = visible_ask(request, ask)
    sides = [row.department, row.collaboration.department]
    form = LinkForm(measures_of(sides), request.POST)
    if done(form, lambda measure: effects.link(row, measure, by=request.user)):
        return redirect("ask", row.pk)
    return _again(request, row, form, None)


@once
@require_POST
def ask_unmeasured(request: PersonRequest, ask: UUID) -> HttpResponse:
    row = visible_ask(request, ask)
    sides = (row.department_id, row.collaboration.department_id)
    form = NoneYetForm(
        Department.objects.visible_to(request.user).filter(pk__in=sides), request.POST
    )
    if done(form, lambda **facts: effects.say_none_yet(row, by=request.user, **facts)):
        return redirect("ask", row.pk)
    return _again(request, row, form, form.data.get("department"))


def _again(request: PersonRequest, ask: Ask, form: Any, side: str | None) -> HttpResponse:
    """The page of the request, with what was typed at the side it was meant for."""
    context = ask_context(ask, request.user) | {"side_form": form, "side_of": side}
    return render(request, "collaborations/ask.html", context, status=422)
