"""The administrator's rooms: what stands, what to look at, where to change it."""

from dataclasses import asdict
from functools import partial
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tongzhou.administration import queries
from tongzhou.administration.forms import OpeningForm, RulesForm
from tongzhou.administration.setting_up import steps
from tongzhou.administration.trial import send_trial
from tongzhou.collaborations.actions import openings as actions
from tongzhou.collaborations.models import Opening
from tongzhou.files.room import room_of_house, rooms, unclaimed
from tongzhou.journal.once import once
from tongzhou.org import policy, proof
from tongzhou.org import rules as known_rules
from tongzhou.org.actions import rules as rule_actions
from tongzhou.org.forms.errors import done
from tongzhou.org.request import PersonRequest
from tongzhou.ui.toasts import say


@require_GET
def overview(request: PersonRequest) -> HttpResponse:
    policy.may_manage_organisation(request.user).require()
    free, enough = queries.free_disk()
    context = {
        "people": queries.people(),
        "trusted": queries.trusted(),
        "vacant": queries.vacant(),
        "without_liaison": queries.without_liaison(),
        "years": queries.years(),
        "journal": queries.journal(),
        "channels": queries.channels(),
        "free": free,
        "enough": enough,
        "sessions": queries.open_sessions(),
        "tokens": queries.tokens(request.user).count(),
    }
    return render(request, "administration/overview.html", context)


@require_GET
def setting_up(request: PersonRequest) -> HttpResponse:
    policy.may_manage_organisation(request.user).require()
    return render(request, "administration/setting_up.html", {"steps": steps()})


@once
@require_POST
def mail_tests(request: PersonRequest) -> HttpResponse:
    send_trial(by=request.user)
    say(
        request,
        _("Sent to %(mail)s. Please look whether it arrives.") % {"mail": request.user.mail},
    )
    return redirect("setting-up")


@require_GET
def accesses(request: PersonRequest) -> HttpResponse:
    policy.may_manage_organisation(request.user).require()
    context = {"accesses": queries.accesses(request.user)}
    return render(request, "administration/accesses.html", context)


@require_GET
def files(request: PersonRequest) -> HttpResponse:
    """How much room they take, and whose do."""
    policy.may_manage_organisation(request.user).require()
    context = {"house": room_of_house(), "rooms": rooms(), "unclaimed": unclaimed()}
    return render(request, "administration/files.html", context)


@require_GET
def tokens(request: PersonRequest) -> HttpResponse:
    policy.may_manage_organisation(request.user).require()
    return render(request, "administration/tokens.html", {"tokens": queries.tokens(request.user)})


@proof.proof_needed
@once
@require_http_methods(["GET", "POST"])
def openings(request: PersonRequest) -> HttpResponse:
    policy.may_manage_organisation(request.user).require()
    form = OpeningForm(request.POST or None)
    if request.method == "POST":
        made = done(form, partial(actions.open_confidential, by=request.user))
        if made is not None:
            say(request, _("You may read it now. Everybody concerned has been told."), tone="amber")
            return redirect("collaboration", made.collaboration_id)
    context = {"form": form, "openings": queries.openings(request.user)}
    status = 422 if form.errors else 200
    return render(request, "administration/openings.html", context, status=status)


@proof.proof_needed
@once
@require_http_methods(["GET", "POST"])
def rules(request: PersonRequest) -> HttpResponse:
    """Whoever weakens what a signature rests on proves first who they are."""
    policy.may_manage_organisation(request.user).require()
    sent = request.method == "POST"
    standing = rule_actions.hold() if sent else known_rules.rules()
    form = RulesForm(request.POST or None, initial=asdict(standing))
    if sent:
        done(form, lambda **typed: rule_actions.set_rules(typed, by=request.user))
        if not form.errors:
            say(request, _("Saved. It holds everywhere within a few seconds."))
            return redirect("rules")
    context = {"form": form, "own": queries.own_rules(), "told": queries.told_of_rules()}
    status = 422 if form.errors else 200
    return render(request, "administration/rules.html", context, status=status)


@proof.proof_needed
@once
@require_POST
def rule_clearances(request: PersonRequest) -> HttpResponse:
    rule_actions.follow_the_server(by=request.user)
    say(request, _("Everything is as the server is set again."))
    return redirect("rules")


@once
@require_POST
def opening_ends(request: PersonRequest, opening: UUID) -> HttpResponse:
    found = get_object_or_404(Opening.objects.visible_to(request.user), pk=opening)
    actions.close_opening(found, by=request.user)
    return redirect("openings")
