"""The page behind a link in a mail: GET shows, POST acts; nothing here needs a script."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from tongzhou.channels.actions import links as actions
from tongzhou.channels.answering import BINDING, SMALL, Standing, find, standing_of
from tongzhou.channels.models import AnswerLink
from tongzhou.collaborations.actions import verbs
from tongzhou.collaborations.forms.answers import read_answer
from tongzhou.core.verdicts import Invalid, NotPossibleNow, Stale
from tongzhou.journal.once import once
from tongzhou.org import link_pages
from tongzhou.org.middleware import public


@public
@never_cache
@require_safe
def answer_link(request: HttpRequest, token: str) -> HttpResponse:
    link, wanted = _link(request, token), request.GET.get("verb", "")
    with link_pages.spoken_to(link):
        return _page(request, token, standing_of(link), wanted=wanted)


@public
@never_cache
@require_POST
def answer_link_answers(request: HttpRequest, token: str) -> HttpResponseBase:
    link = _link(request, token)
    with link_pages.spoken_to(link):
        return _answered(request, token, link)


@public
@never_cache
@require_POST
def answer_link_undos(request: HttpRequest, token: str) -> HttpResponseBase:
    link = _link(request, token)
    with link_pages.spoken_to(link):
        return _taken_back(request, token, link)


@once
def _taken_back(request: HttpRequest, token: str, link: AnswerLink) -> HttpResponse:
    link_pages.refuse_strangers(request, link)
    if standing_of(link).state != "void":
        actions.take_back(link)
    return redirect("answer-link", token)


@once
def _answered(request: HttpRequest, token: str, link: AnswerLink) -> HttpResponse:
    """Whoever is signed in as the addressee answers at once; by the link alone it is held."""
    link_pages.refuse_strangers(request, link)
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
    return link_pages.found(request, token, find)


def _page(
    request: HttpRequest, token: str, standing: Standing, *, wanted: str = "",
    problem: link_pages.Problem | None = None,
) -> HttpResponse:  # fmt: skip
    context = {"token": token, "standing": standing, "card": standing.card, "wanted": wanted}
    template, person = "channels/answer_link.html", standing.link.person
    return link_pages.page(request, template, context, person=person, problem=problem)
