"""Keeping how the table is shown: the own layout, views under a name."""

from dataclasses import replace
from urllib.parse import parse_qsl
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tongzhou.collaborations.views.loading import load_case
from tongzhou.journal.once import once
from tongzhou.org.request import PersonRequest
from tongzhou.plans import actions
from tongzhou.plans.arrangement import Arrangement, arrangement
from tongzhou.plans.models import PlanView
from tongzhou.plans.queries.views import views_of
from tongzhou.ui.toasts import say


@once
@require_POST
def layouts(request: PersonRequest, collaboration: UUID) -> HttpResponse:
    """Columns, one of them a place up or down, or order and widths as the script sends them."""
    case = load_case(request, collaboration)
    now = views_of(case, request.user, _address(request)).how
    if "widths" in request.POST:
        sent = {key: request.POST[key] for key in ("widths", "columns") if key in request.POST}
        wanted = arrangement(sent, otherwise=now.query())
    else:
        wanted = _chosen(request, now)
    actions.keep_layout(case, _layout(wanted).query(), by=request.user)
    if "widths" in request.POST:
        return HttpResponse(status=204)
    return redirect(f"{reverse('plan', args=[case.pk])}#columns")


@once
@require_POST
def plan_views(request: PersonRequest, collaboration: UUID) -> HttpResponse:
    case = load_case(request, collaboration)
    now = views_of(case, request.user, _address(request)).how
    name, shared = request.POST.get("view", ""), "shared" in request.POST
    kept = actions.keep_view(case, name, now.query(), shared=shared, by=request.user)
    say(request, _("Kept as “%(name)s”.") % {"name": kept.name})
    return redirect(f"{reverse('plan', args=[case.pk])}?view={kept.pk}")


@once
@require_POST
def removals(request: PersonRequest, plan_view: UUID) -> HttpResponse:
    view = _seen(request, plan_view)
    actions.remove_view(view, by=request.user)
    undo = reverse("plan-view-restorations", args=[view.pk])
    say(request, _("“%(name)s” has been removed.") % {"name": view.name}, undo_url=undo)
    return redirect("plan", view.collaboration_id)


@once
@require_POST
def restorations(request: PersonRequest, plan_view: UUID) -> HttpResponse:
    view = _seen(request, plan_view)
    actions.restore_view(view, by=request.user)
    return redirect(f"{reverse('plan', args=[view.collaboration_id])}?view={view.pk}")


def _chosen(request: HttpRequest, now: Arrangement) -> Arrangement:
    if "usual" in request.POST:
        return replace(now, columns=Arrangement().columns, widths=())
    order = list(dict.fromkeys(request.POST.getlist("order")))
    moved = request.POST.get("up") or request.POST.get("down") or ""
    if moved in order:
        place = order.index(moved)
        target = place - 1 if "up" in request.POST else place + 1
        order.insert(min(max(target, 0), len(order) - 1), order.pop(place))
    wanted = set(request.POST.getlist("columns"))
    keys = ",".join(key for key in order if key in wanted)
    return arrangement({"columns": keys}, otherwise=replace(now, columns=()).query())


def _layout(how: Arrangement) -> Arrangement:
    """What belongs to the person; filters belong to the moment."""
    return Arrangement(columns=how.columns, widths=how.widths)


def _address(request: HttpRequest) -> dict[str, str]:
    return dict(parse_qsl(request.POST.get("at", "")))


def _seen(request: PersonRequest, pk: UUID) -> PlanView:
    return get_object_or_404(PlanView.objects.visible_to(request.user), pk=pk)
