"""The directory of a messenger on its way in: read, looked at, taken over or put aside."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from tongzhou.channels.actions import syncs as actions
from tongzhou.channels.models import App, Sync
from tongzhou.channels.steps import grouped
from tongzhou.journal.once import once
from tongzhou.org import policy
from tongzhou.org.request import PersonRequest
from tongzhou.ui.toasts import say


@once
@require_POST
def app_syncs(request: PersonRequest, app: UUID) -> HttpResponse:
    found = get_object_or_404(App.objects.visible_to(request.user), pk=app)
    made = actions.begin(found, by=request.user)
    return redirect("sync", made.pk)


@require_GET
def sync(request: PersonRequest, sync: UUID) -> HttpResponse:
    found = _sync(request, sync)
    groups = grouped(found.steps)
    changes = sum(one.count for one in groups if not one.is_left)
    wanted = request.headers.get("HX-Target") == "sync"
    template = "channels/_sync.html" if wanted else "channels/sync.html"
    context = {
        "sync": found, "groups": groups, "changes": changes, "is_old": actions.is_too_old(found),
    }  # fmt: skip
    return render(request, template, context)


@once
@require_POST
def confirmations(request: PersonRequest, sync: UUID) -> HttpResponse:
    actions.confirm(_sync(request, sync), by=request.user)
    return redirect("sync", sync)


@once
@require_POST
def discards(request: PersonRequest, sync: UUID) -> HttpResponse:
    found = _sync(request, sync)
    actions.discard(found, by=request.user)
    say(request, _("Put aside; nothing was changed."))
    return redirect("app", found.app_id)


def _sync(request: PersonRequest, pk: UUID) -> Sync:
    rows = Sync.objects.visible_to(request.user).select_related("app")
    found = get_object_or_404(rows, pk=pk)
    policy.may_manage_organisation(request.user).require()
    return found
