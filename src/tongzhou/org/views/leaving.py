"""Somebody leaves: what is in hand is shown with who takes it over, then the account closes."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tongzhou.journal.once import once
from tongzhou.org import actions, policy, queries
from tongzhou.org.forms.errors import done
from tongzhou.org.forms.leaving import LeavingForm
from tongzhou.org.handover import in_hand
from tongzhou.org.models import Person
from tongzhou.org.request import PersonRequest
from tongzhou.ui.toasts import say


@once
@require_http_methods(["GET", "POST"])
def departures(request: PersonRequest, person: UUID) -> HttpResponse:
    policy.may_manage_organisation(request.user).require()
    found = get_object_or_404(Person.objects.visible_to(request.user), pk=person)
    form = LeavingForm(request.POST or None, by=request.user)
    if request.method == "POST":
        done(form, lambda successor: actions.retire(found, by=request.user, successor=successor))
        if not form.errors:
            say(request, _("The account of %(person)s is closed.") % {"person": found.name})
            return redirect("person", found.pk)
    context = {
        "person": found,
        "form": form,
        "matters": in_hand(found, by=request.user),
        "seats": queries.seats_of(found),
        "delegations": queries.delegations_of(found),
    }
    return render(request, "org/leaving.html", context, status=422 if form.errors else 200)
