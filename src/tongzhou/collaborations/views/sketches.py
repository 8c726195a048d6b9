"""Keeps what is typed: asked by the form itself every few keys."""

import re
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tongzhou.collaborations.actions import sketches as actions
from tongzhou.collaborations.models import Ask, Meeting
from tongzhou.collaborations.views.loading import load_case, reader
from tongzhou.core import clock
from tongzhou.core.verdicts import Stale
from tongzhou.journal.once import once
from tongzhou.ui.typed import kept_text, way_back

PLACE = re.compile(
    r"(request|edit|ask-in|ask|minutes)(?::([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}))?"
)
SEEN: dict[str, type[Ask] | type[Meeting]] = {"ask": Ask, "minutes": Meeting}
NOT_KEPT = ("csrfmiddlewaretoken", "once", "sketch", "sketch_version", "next")


@once
@require_POST
def sketches(request: HttpRequest) -> HttpResponse:
    place = _place(request)
    if "drop" in request.POST:
        actions.drop(place, by=reader(request))
        return redirect(way_back(request))
    data = {name: texts for name, texts in request.POST.lists() if name not in NOT_KEPT}
    typed = request.POST.get("sketch_version", "")
    seen = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 10 else 0
    try:
        kept = actions.keep(place, data, seen=seen, by=reader(request))
    except Stale as stale:
        return _collision(request, stale)
    at = kept.saved_at.astimezone(clock.zone())
    said = _("Saved %(time)s") % {"time": f"{at:%H:%M}"}
    return HttpResponse(
        said, content_type="text/plain; charset=utf-8", headers={"X-Version": str(kept.version)}
    )


def _collision(request: HttpRequest, stale: Stale) -> HttpResponse:
    """Both texts, where they differ."""
    theirs = dict(stale.theirs)
    version = theirs.pop("version")
    names = [name for name in stale.mine if stale.mine[name] != theirs.get(name)]
    context = {
        "sentence": stale.sentence,
        "version": version,
        "clashes": [(_joined(theirs.get(name, [])), _joined(stale.mine[name])) for name in names],
        "typed": kept_text(request),
    }
    return render(request, "collaborations/_sketch_stale.html", context, status=409)


def _joined(texts: list[str]) -> str:
    return "、".join(text for text in texts if text)


def _place(request: HttpRequest) -> str:
    """Which form; 404 for one the person could not open."""
    place = request.POST.get("sketch", "")
    found = PLACE.fullmatch(place)
    if found is None or (found[2] is None) != (found[1] == "request"):
        raise Http404
    if found[1] in ("edit", "ask-in"):
        load_case(request, UUID(found[2]))
    if found[1] in SEEN and not _sees(request, SEEN[found[1]], found[2]):
        raise Http404
    return place


def _sees(request: HttpRequest, model: type[Ask] | type[Meeting], key: str) -> bool:
    return model.objects.visible_to(reader(request)).filter(pk=UUID(key)).exists()
