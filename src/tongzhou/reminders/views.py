"""Reminding by hand."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tongzhou.collaborations.models import Ball
from tongzhou.core.verdicts import NotPossibleNow
from tongzhou.journal.once import once
from tongzhou.org.request import PersonRequest
from tongzhou.reminders import actions
from tongzhou.ui.toasts import say


@once
@require_POST
def prods(request: PersonRequest, ball: UUID) -> HttpResponse:
    """«Already today» is said where the button was, not on a page of its own."""
    rows = Ball.objects.visible_to(request.user).select_related("person")
    found = get_object_or_404(rows, pk=ball)
    try:
        actions.prod(found, by=request.user)
        name = found.person.name if found.person else ""
        say(request, _("%(name)s has been reminded.") % {"name": name})
    except NotPossibleNow as ended:
        say(request, str(ended.sentence), tone="amber")
    return redirect("today")
