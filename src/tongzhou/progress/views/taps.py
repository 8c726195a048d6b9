"""The page behind a link of the weekly round: GET shows, POST says; nothing here needs a script."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from tongzhou.core.verdicts import Invalid, NotPossibleNow, Sentence, Stale
from tongzhou.journal.once import once
from tongzhou.org import link_pages
from tongzhou.org.middleware import public
from tongzhou.plans.models import Task
from tongzhou.progress.actions import taps as actions
from tongzhou.progress.forms.weeks import TrustForm, UpdateForm
from tongzhou.progress.models import Confidence, HeldWord, RoundLink
from tongzhou.progress.queries.taps import Standing, find, standing_of

LONGEST_SEEN = 40


@public
@never_cache
@require_safe
def round_link(request: HttpRequest, token: str) -> HttpResponse:
    link = _link(request, token)
    with link_pages.spoken_to(link):
        return _page(request, token, standing_of(link))


@public
@never_cache
@require_POST
def round_link_words(request: HttpRequest, token: str) -> HttpResponseBase:
    link = _link(request, token)
    with link_pages.spoken_to(link):
        return _said(request, token, link)


@public
@never_cache
@require_POST
def round_link_undos(request: HttpRequest, token: str) -> HttpResponseBase:
    link = _link(request, token)
    with link_pages.spoken_to(link):
        return _taken_back(request, token, link)


@once
def _taken_back(request: HttpRequest, token: str, link: RoundLink) -> HttpResponse:
    link_pages.refuse_strangers(request, link)
    row, kind = _row(request, link), request.POST.get("kind", "")
    if kind not in HeldWord.Kind.values:
        raise Http404
    if standing_of(link).state != "void":
        actions.take_back(link, row.pk, kind)
    return redirect("round-link", token)


@once
def _said(request: HttpRequest, token: str, link: RoundLink) -> HttpResponse:
    """Whoever is signed in as the addressee is heard at once; by the link alone it is held."""
    link_pages.refuse_strangers(request, link)
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
    return link_pages.found(request, token, find)


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


def _page(
    request: HttpRequest, token: str, standing: Standing, *, wanted: UUID | None = None,
    problem: link_pages.Problem | None = None,
) -> HttpResponse:  # fmt: skip
    context = {
        "token": token,
        "standing": standing,
        "wanted": wanted,
        "levels": Confidence.Level.choices,
    }
    person = standing.link.person
    return link_pages.page(request, "progress/tap.html", context, person=person, problem=problem)
