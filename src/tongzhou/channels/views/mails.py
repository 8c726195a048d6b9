"""Mails that were given up: to whom, why, and another try."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from tongzhou.channels.queries import answers_by_mail
from tongzhou.journal.once import once
from tongzhou.notices.actions import mails
from tongzhou.notices.queries import unreachable
from tongzhou.org import policy
from tongzhou.org.models import Person
from tongzhou.org.request import PersonRequest
from tongzhou.ui.toasts import say


@require_GET
def given_up(request: PersonRequest) -> HttpResponse:
    policy.may_manage_organisation(request.user).require()
    return render(
        request, "channels/given_up.html", {"rows": unreachable(), "answers": answers_by_mail()}
    )


@once
@require_POST
def redeliveries(request: PersonRequest, person: UUID) -> HttpResponse:
    found = get_object_or_404(Person.objects.visible_to(request.user), pk=person)
    count = mails.send_again(found, by=request.user)
    sentence = ngettext(
        "%(num)s message is tried again.", "%(num)s messages are tried again.", count
    )
    say(request, sentence % {"num": count})
    return redirect("given-up-mails")
