"""The page of a collaboration where interests meet: map, options, effects, what is shared."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tongzhou.collaborations.models import Collaboration
from tongzhou.collaborations.views.loading import load_case
from tongzhou.goals.queries import measures_of
from tongzhou.interests import policy
from tongzhou.interests.actions import effects as acting
from tongzhou.interests.actions import maps
from tongzhou.interests.forms.maps import EffectForm, InterestForm, RemedyForm, SharedForm
from tongzhou.interests.models import Effect, SharedInterest
from tongzhou.interests.queries.deals import deals_of
from tongzhou.interests.queries.maps import (
    chosen_party,
    interest_of,
    map_of,
    parties_of,
    shared_of,
)
from tongzhou.interests.queries.radar import radar
from tongzhou.interests.queries.tables import tables_of, view_of
from tongzhou.interests.views.framing import in_case, parties
from tongzhou.journal.once import once
from tongzhou.org.forms.errors import done
from tongzhou.org.request import PersonRequest

SAID = ("position", "interest", "measure", "concern", "is_open")


@require_GET
def alignment(request: PersonRequest, collaboration: UUID) -> HttpResponse:
    return alignment_page(request, load_case(request, collaboration))


@once
@require_http_methods(["GET", "POST"])
def edit_interest(request: PersonRequest, collaboration: UUID) -> HttpResponse:
    """Of the department named in the form or the address; otherwise of the own one."""
    case = load_case(request, collaboration)
    named = request.POST.get("department") or request.GET.get("department", "")
    own = chosen_party(case, named, request.user)
    policy.may_speak(request.user, own).require()
    said = interest_of(case, own)
    now = {name: getattr(said, name) for name in SAID} if said else {}
    form = InterestForm(measures_of([own]), request.POST or None, initial=now)
    if done(form, lambda **facts: maps.say(
        case, maps.Words(**facts), department=own, seen=_seen(request), by=request.user)):  # fmt: skip
        return redirect("alignment", case.pk)
    context = {"form": form, "department": own, "said": said}
    return in_case(request, "interests/edit.html", case, context, bound=form.is_bound)


@once
@require_http_methods(["GET", "POST"])
def shared_interests(request: PersonRequest, collaboration: UUID) -> HttpResponse:
    case = load_case(request, collaboration)
    policy.may_take_part(request.user, case).require()
    form = SharedForm(parties(request, case), request.POST or None)
    if done(form, lambda **facts: maps.share(case, by=request.user, **facts)):
        return redirect("alignment", case.pk)
    return in_case(request, "interests/share.html", case, {"form": form}, bound=form.is_bound)


@once
@require_POST
def shared_interest_ends(request: PersonRequest, shared_interest: UUID) -> HttpResponse:
    rows = SharedInterest.objects.visible_to(request.user).select_related("collaboration")
    row = get_object_or_404(rows, pk=shared_interest)
    maps.unshare(row, by=request.user)
    return redirect("alignment", row.collaboration_id)


@once
@require_http_methods(["GET", "POST"])
def effects(request: PersonRequest, collaboration: UUID) -> HttpResponse:
    case = load_case(request, collaboration)
    policy.may_take_part(request.user, case).require()
    asks = case.asks.select_related("department")
    form = EffectForm(measures_of(parties_of(case)), asks, request.POST or None)
    if done(form, lambda **facts: acting.name(case, acting.Edge(**facts), by=request.user)):
        return redirect("alignment", case.pk)
    return in_case(request, "interests/effect.html", case, {"form": form}, bound=form.is_bound)


@once
@require_POST
def effect_ends(request: PersonRequest, effect: UUID) -> HttpResponse:
    row = _effect(request, effect)
    acting.take_back(row, by=request.user)
    return redirect("alignment", row.collaboration_id)


@once
@require_POST
def effect_remedies(request: PersonRequest, effect: UUID) -> HttpResponse:
    row, form = _effect(request, effect), RemedyForm(request.POST)
    if done(form, lambda **facts: acting.remedy(row, by=request.user, **facts)):
        return redirect("alignment", row.collaboration_id)
    return alignment_page(request, row.collaboration, remedy_form=form, remedy_of=row.pk)


def alignment_page(
    request: PersonRequest,
    case: Collaboration,
    remedy_of: UUID | None = None,
    **bound: forms.Form,
) -> HttpResponse:
    tables, lines = tables_of(case), map_of(case, request.user)
    leads = bool(policy.may_lead(request.user, case))
    first = tables[0] if tables and tables[0].state != "withdrawn" else None
    context: dict[str, Any] = {
        "map": lines,
        "view": view_of(first, request.user) if first else None,
        "tables": tables[1:] if first else tables,
        "deals": deals_of(case),
        "radar": radar(case),
        "shared": shared_of(case),
        "remedy_form": RemedyForm(),
        "remedy_of": remedy_of,
        "may_take_part": any(line.is_own for line in lines) or leads,
        "may_lead": leads,
        **bound,
    }
    return in_case(request, "interests/page.html", case, context, bound=bool(bound))


def _effect(request: PersonRequest, pk: UUID) -> Effect:
    rows = Effect.objects.visible_to(request.user)
    related = ("collaboration__department__head", "collaboration__person_in_charge")
    return get_object_or_404(rows.select_related(*related), pk=pk)


def _seen(request: PersonRequest) -> int:
    typed = request.POST.get("version", "")
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 10 else 0
