"""The page behind a link of a small answer: GET shows, POST says; nothing here needs a script."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from tongzhou.channels.actions import taps as actions
from tongzhou.channels.models import TapLink
from tongzhou.channels.taps.standing import Standing, find, standing_of
from tongzhou.core.verdicts import Invalid, NotPossibleNow, Stale
from tongzhou.journal.once import once
from tongzhou.org import link_pages
from tongzhou.org.middleware import public


@public
@never_cache
@require_safe
def tap_link(request: HttpRequest, token: str) -> HttpResponse:
    link, wanted = _link(request, token), request.GET.get("choice", "")
    with link_pages.spoken_to(link):
        return _page(request, token, standing_of(link), wanted=wanted)


@public
@never_cache
@require_POST
def tap_link_words(request: HttpRequest, token: str) -> HttpResponseBase:
    link = _link(request, token)
    with link_pages.spoken_to(link):
        return _said(request, token, link)


@public
@never_cache
@require_POST
def tap_link_undos(request: HttpRequest, token: str) -> HttpResponseBase:
    link = _link(request, token)
    with link_pages.spoken_to(link):
        return _taken_back(request, token, link)


@once
def _taken_back(request: HttpRequest, token: str, link: TapLink) -> HttpResponse:
    link_pages.refuse_strangers(request, link)
    if standing_of(link).state != "void":
        actions.take_back(link)
    return redirect("tap-link", token)


@once
def _said(request: HttpRequest, token: str, link: TapLink) -> HttpResponse:
    """Whoever is signed in as the addressee is heard at once; by the link alone it is held."""
    link_pages.refuse_strangers(request, link)
    standing = standing_of(link)
    if standing.state != "open" or standing.offer is None:
        return redirect("tap-link", token)
    choice = standing.choice(request.POST.get("choice", ""))
    if choice is None:
        raise Http404
    try:
        if request.user.is_authenticated:
            actions.say(link, choice, request.POST.dict())
        else:
            offer, typed = standing.offer, request.POST.dict()
            actions.hold(link, choice, typed, title=offer.title, deadline=offer.deadline)
    except (Invalid, NotPossibleNow, Stale) as ended:
        return _page(request, token, standing_of(link), wanted=choice.key, problem=ended)
    return redirect("tap-link", token)


def _link(request: HttpRequest, token: str) -> TapLink:
    return link_pages.found(request, token, find)


def _page(
    request: HttpRequest, token: str, standing: Standing, *, wanted: str = "",
    problem: link_pages.Problem | None = None,
) -> HttpResponse:  # fmt: skip
    context = {"token": token, "standing": standing, "offer": standing.offer, "wanted": wanted}
    template, person = "channels/tap_link.html", standing.link.person
    return link_pages.page(request, template, context, person=person, problem=problem)
