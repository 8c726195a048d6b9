"""The page behind a link of the weekly round: GET shows, POST says; nothing here needs a script."""

import logging
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from tongzhou.core.verdicts import Invalid, NotPossibleNow, Refused, Sentence, Stale
from tongzhou.journal.once import once
from tongzhou.org.actions.sign_in import attempt
from tongzhou.org.addresses import address_of
from tongzhou.org.middleware import public
from tongzhou.plans.models import Task
from tongzhou.progress.actions import taps as actions
from tongzhou.progress.forms.weeks import TrustForm, UpdateForm
from tongzhou.progress.models import Confidence, HeldWord, RoundLink
from tongzhou.progress.queries.taps import Standing, find, standing_of

log = logging.getLogger(__name__)
LONGEST_SEEN = 40
PRIVATE = {"X-Robots-Tag": "noindex, nofollow"}
Problem = Invalid | NotPossibleNow | Stale


@public
@never_cache
@require_safe
def round_link(request: HttpRequest, token: str) -> HttpResponse:
    return _page(request, token, standing_of(_link(request, token)))


@public
@never_cache
@require_POST
def round_link_words(request: HttpRequest, token: str) -> HttpResponseBase:
    return _said(request, token, _link(request, token))


@public
@never_cache
@require_POST
def round_link_undos(request: HttpRequest, token: str) -> HttpResponseBase:
    return _taken_back(request, token, _link(request, token))


@once
def _taken_back(request: HttpRequest, token: str, link: RoundLink) -> HttpResponse:
    _refuse_strangers(request, link)
    row, kind = _row(request, link), request.POST.get("kind", "")
    if kind not in HeldWord.Kind.values:
        raise Http404
    if standing_of(link).state != "void":
        actions.take_back(link, row.pk, kind)
    return redirect("round-link", token)


@once
def _said(request: HttpRequest, token: str, link: RoundLink) -> HttpResponse:
    """Whoever is signed in as the addressee is heard at once; by the link alone it is held."""
    _refuse_strangers(request, link)
    standing, row = standing_of(link), _row(request, link)
    if standing.state != "open":
        return redirect("round-link", token)
    try:
        kind, said = _words(request, row)
        seen = request.POST.get("seen", "").replace("\0", "")[:LONGEST_SEEN]
        if request.user.is_authenticated:
            actions.say(row, kind, said, seen=seen, by=link.person)
        else:
            actions.hold(link, row, kind, said, seen=seen)
    except (Invalid, NotPossibleNow, Stale) as ended:
        return _page(request, token, standing_of(link), wanted=row.pk, problem=ended)
    return redirect("round-link", token)


def _words(request: HttpRequest, row: Task) -> tuple[str, dict[str, Any]]:
    """As typed or tapped; raises `Invalid`."""
    if "level" in request.POST:
        form: UpdateForm | TrustForm = TrustForm(request.POST)
        kind = HeldWord.Kind.CONFIDENCE
    else:
        form = UpdateForm({"state": row.state, **request.POST.dict()})
        kind = HeldWord.Kind.CHECK_IN
    if not form.is_valid():
        errors: dict[str, Sentence] = {name: str(said[0]) for name, said in form.errors.items()}
        raise Invalid(_("Please correct the marked fields."), errors=errors)
    return kind, form.cleaned_data


def _link(request: HttpRequest, token: str) -> RoundLink:
    """Guessing is slow, and seen by the operator; a right token is never held up by it."""
    link = find(token)
    if link is None:
        with attempt(f"answer link {request.method}", address_of(request)):
            log.warning("an unknown answer link was opened from %s", address_of(request))
            raise Http404
    return link


def _row(request: HttpRequest, link: RoundLink) -> Task:
    """Of the week the link speaks about, as its person sees it."""
    rows = Task.objects.visible_to(link.person).select_related("collaboration", "department")
    try:
        wanted = UUID(request.POST.get("task", ""))
    except ValueError:
        raise Http404 from None
    row = rows.filter(pk=wanted, collaboration=link.weekly.collaboration_id).first()
    if row is None:
        raise Http404
    return row


def _refuse_strangers(request: HttpRequest, link: RoundLink) -> None:
    if request.user.is_authenticated and request.user.pk != link.person_id:
        log.warning("the round link %s was used by %s", link.pk, request.user.pk)
        sentence = _("This link is for %(person)s. Nothing was answered.")
        raise Refused(sentence % {"person": link.person.name})


def _page(
    request: HttpRequest, token: str, standing: Standing, *, wanted: UUID | None = None,
    problem: Problem | None = None,
) -> HttpResponse:  # fmt: skip
    user = request.user
    context: dict[str, Any] = {
        "token": token,
        "standing": standing,
        "person": standing.link.person,
        "is_addressee": user.is_authenticated and user.pk == standing.link.person_id,
        "is_stranger": user.is_authenticated and user.pk != standing.link.person_id,
        "wanted": wanted,
        "problem": _sentences(problem),
        "typed": request.POST,
        "levels": Confidence.Level.choices,
    }
    with translation.override(standing.link.person.language):
        status = problem.status if problem else 200
        response = render(request, "progress/tap.html", context, status=status)
    for name, value in PRIVATE.items():
        response[name] = value
    return response


def _sentences(problem: Problem | None) -> list[Sentence]:
    if isinstance(problem, Invalid) and problem.errors:
        return list(problem.errors.values())
    return [problem.sentence] if problem else []
