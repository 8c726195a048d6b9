"""Passkeys, as their owner sets them up and removes them."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from tongzhou.core.verdicts import Invalid
from tongzhou.journal.once import once
from tongzhou.org import passkeys
from tongzhou.org.actions import passkeys as actions
from tongzhou.org.middleware import public
from tongzhou.org.models import Person
from tongzhou.org.proof import proof_needed
from tongzhou.org.request import PersonRequest
from tongzhou.ui.toasts import say

PURPOSES = ("sign-in", "proof", "set-up")


@public
@never_cache
@require_POST
def passkey_options(request: PersonRequest) -> HttpResponse:
    """A challenge for the device; nobody learns from it who has a passkey."""
    purpose = request.POST.get("purpose", "")
    person = request.user if request.user.is_authenticated else None
    if purpose not in PURPOSES or (person is None and purpose != "sign-in"):
        raise Invalid(_("Please sign in first."))
    asked = passkeys.options(
        request, person=None if purpose == "sign-in" else person, purpose=purpose
    )
    return HttpResponse(asked, content_type="application/json")


@require_POST
@proof_needed
@once
def my_passkeys(request: PersonRequest) -> HttpResponse:
    made = passkeys.registered(request, request.POST.get("passkey", ""))
    name = request.POST.get("name", "")
    found = actions.add(request.user, by=request.user, name=name, made=made)
    say(request, _("The passkey “%(name)s” is set up.") % {"name": found.name})
    return redirect("me")


@once
@require_POST
def passkey_names(request: PersonRequest, passkey: UUID) -> HttpResponse:
    found = get_object_or_404(request.user.passkeys.all(), pk=passkey)
    actions.rename(found, by=request.user, name=request.POST.get("name", ""))
    say(request, _("Saved."))
    return redirect("me")


@require_POST
@proof_needed
@once
def passkey_ends(request: PersonRequest, passkey: UUID) -> HttpResponse:
    found = get_object_or_404(request.user.passkeys.all(), pk=passkey)
    actions.remove(found, by=request.user)
    say(request, _("The passkey “%(name)s” is removed.") % {"name": found.name})
    return redirect("me")


@require_POST
@proof_needed
@once
def person_passkey_ends(request: PersonRequest, person: UUID) -> HttpResponse:
    found = get_object_or_404(Person.objects.visible_to(request.user), pk=person)
    actions.end_all(found, by=request.user)
    say(request, _("The passkeys of %(person)s are ended.") % {"person": found.name})
    return redirect("person", found.pk)
