"""Pages of the filters a person keeps."""

from urllib.parse import urlsplit
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from tongzhou.core.verdicts import Invalid
from tongzhou.desk import actions
from tongzhou.desk.models import SavedFilter
from tongzhou.journal.once import once
from tongzhou.org.request import PersonRequest
from tongzhou.ui.toasts import say

BAR = "saved-filters"


@once
@require_http_methods(["GET", "POST"])
def saved_filters(request: PersonRequest) -> HttpResponse:
    """All of them; with script the bar above one list, where `at` says which list and how."""
    if request.method == "GET":
        return _shown(request, request.GET.get("at", ""))
    at, name = request.POST.get("at", ""), request.POST.get("name", "")
    place = urlsplit(at)
    try:
        kept = actions.save_filter(place.path, place.query, name, by=request.user)
    except Invalid as wrong:
        return _shown(request, at, wrong=str(wrong.sentence), typed=name, status=422)
    if request.headers.get("HX-Target") == BAR:
        return _shown(request, at)
    say(request, _("Kept as “%(name)s”.") % {"name": kept.name})
    return redirect(kept.url)


@once
@require_POST
def names(request: PersonRequest, saved_filter: UUID) -> HttpResponse:
    kept = _own(request, saved_filter)
    actions.rename_filter(kept, request.POST.get("name", ""), by=request.user)
    return redirect("saved-filters")


@once
@require_POST
def moves(request: PersonRequest, saved_filter: UUID) -> HttpResponse:
    kept = _own(request, saved_filter)
    actions.move_filter(kept, down=request.POST.get("way") == "down", by=request.user)
    return redirect("saved-filters")


@once
@require_POST
def removals(request: PersonRequest, saved_filter: UUID) -> HttpResponse:
    kept = _own(request, saved_filter)
    actions.remove_filter(kept, by=request.user)
    undo = reverse("saved-filter-restorals", args=[kept.pk])
    say(request, _("“%(name)s” has been removed.") % {"name": kept.name}, undo_url=undo)
    return redirect("saved-filters")


@once
@require_POST
def restorals(request: PersonRequest, saved_filter: UUID) -> HttpResponse:
    actions.restore_filter(_own(request, saved_filter, removed=True), by=request.user)
    say(request, _("It is back."))
    return redirect("saved-filters")


def _own(request: PersonRequest, pk: UUID, *, removed: bool = False) -> SavedFilter:
    rows = SavedFilter.objects.visible_to(request.user)
    return get_object_or_404(rows if removed else rows.standing(), pk=pk)


def _shown(
    request: PersonRequest, at: str, *, wrong: str = "", typed: str = "", status: int = 200
) -> HttpResponse:
    at = at if url_has_allowed_host_and_scheme(at, allowed_hosts=None) else ""
    place = urlsplit(at)
    kept = list(SavedFilter.objects.visible_to(request.user).standing())
    in_bar = request.headers.get("HX-Target") == BAR
    context = {
        "kept": [one for one in kept if one.path == place.path] if in_bar else kept,
        "at": at,
        "query": actions.cleaned(place.query[: actions.LONGEST_QUERY]),
        "wrong": wrong,
        "typed": typed,
    }
    template = "desk/_saved_filters.html" if in_bar else "desk/saved_filters.html"
    return render(request, template, context, status=status)
