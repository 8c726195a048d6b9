"""The page behind a link in a mail: GET shows, POST acts; nothing here needs a script."""

import logging
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from tongzhou.channels.actions import links as actions
from tongzhou.channels.answering import BINDING, SMALL, Standing, find, standing_of
from tongzhou.channels.models import AnswerLink
from tongzhou.collaborations.actions import verbs
from tongzhou.collaborations.forms.answers import read_answer
from tongzhou.core.verdicts import Invalid, NotPossibleNow, Refused, Sentence, Stale
from tongzhou.journal.once import once
from tongzhou.org.actions.sign_in import attempt
from tongzhou.org.addresses import address_of
from tongzhou.org.middleware import public

log = logging.getLogger(__name__)
PRIVATE = {"X-Robots-Tag": "noindex, nofollow"}


@public
@never_cache
@require_safe
def answer_link(request: HttpRequest, token: str) -> HttpResponse:
    wanted = request.GET.get("verb", "")
    return _page(request, token, standing_of(_link(request, token)), wanted=wanted)


@public
@never_cache
@require_POST
def answer_link_answers(request: HttpRequest, token: str) -> HttpResponseBase:
    return _answered(request, token, _link(request, token))


@public
@never_cache
@require_POST
def answer_link_undos(request: HttpRequest, token: str) -> HttpResponseBase:
    return _taken_back(request, token, _link(request, token))


@once
def _taken_back(request: HttpRequest, token: str, link: AnswerLink) -> HttpResponse:
    _refuse_strangers(request, link)
    if standing_of(link).state != "void":
        actions.take_back(link)
    return redirect("answer-link", token)


@once
def _answered(request: HttpRequest, token: str, link: AnswerLink) -> HttpResponse:
    """Whoever is signed in as the addressee answers at once; by the link alone it is held."""
    _refuse_strangers(request, link)
    standing, verb = standing_of(link), request.POST.get("verb", "")
    if standing.state != "open":
        return redirect("answer-link", token)
    try:
        given = read_answer(link.ask, request.POST, by=link.person)
        if request.user.is_authenticated and verb in (*SMALL, *BINDING):
            verbs.answer(link.ask, verb, given, by=link.person)
        else:
            actions.hold(link, verb=verb, given=given)
    except (Invalid, NotPossibleNow, Stale) as ended:
        return _page(request, token, standing_of(link), wanted=verb, problem=ended)
    return redirect("answer-link", token)


def _link(request: HttpRequest, token: str) -> AnswerLink:
    """Guessing is slow, and seen by the operator; a right token is never held up by it."""
    link = find(token)
    if link is None:
        with attempt(f"answer link {request.method}", address_of(request)):
            log.warning("an unknown answer link was opened from %s", address_of(request))
            raise Http404
    return link


def _refuse_strangers(request: HttpRequest, link: AnswerLink) -> None:
    if request.user.is_authenticated and request.user.pk != link.person_id:
        log.warning("the answer link %s was used by %s", link.pk, request.user.pk)
        sentence = _("This link is for %(person)s. Nothing was answered.")
        raise Refused(sentence % {"person": link.person.name})


def _page(
    request: HttpRequest, token: str, standing: Standing, *, wanted: str = "",
    problem: Invalid | NotPossibleNow | Stale | None = None,
) -> HttpResponse:  # fmt: skip
    user = request.user
    context: dict[str, Any] = {
        "token": token,
        "standing": standing,
        "card": standing.card,
        "person": standing.link.person,
        "is_addressee": user.is_authenticated and user.pk == standing.link.person_id,
        "is_stranger": user.is_authenticated and user.pk != standing.link.person_id,
        "wanted": wanted,
        "problem": _said(problem),
        "typed": request.POST,
    }
    with translation.override(standing.link.person.language):
        status = problem.status if problem else 200
        response = render(request, "channels/answer_link.html", context, status=status)
    for name, value in PRIVATE.items():
        response[name] = value
    return response


def _said(problem: Invalid | NotPossibleNow | Stale | None) -> list[Sentence]:
    if isinstance(problem, Invalid) and problem.errors:
        return list(problem.errors.values())
    return [problem.sentence] if problem else []
