"""The stand-up of a day, and the one line that is said to it."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST

from tongzhou.collaborations.models import Collaboration
from tongzhou.collaborations.queries import case_header
from tongzhou.collaborations.queries.open_matters import open_matters
from tongzhou.collaborations.views.loading import load_case
from tongzhou.core import clock
from tongzhou.journal.once import once
from tongzhou.org.forms.errors import done
from tongzhou.org.request import PersonRequest
from tongzhou.plans.models import Task
from tongzhou.progress import policy
from tongzhou.progress.actions import signals
from tongzhou.progress.forms.weeks import LineForm
from tongzhou.progress.queries import standups as queries
from tongzhou.progress.queries import talks
from tongzhou.ui.toasts import say


@require_GET
def stand_up(request: PersonRequest, collaboration: UUID) -> HttpResponse:
    return _page(request, load_case(request, collaboration))


@once
@require_POST
def daily_lines(request: PersonRequest, task: UUID) -> HttpResponse:
    rows = Task.objects.visible_to(request.user).select_related("collaboration", "department")
    row, form = get_object_or_404(rows, pk=task, removed_at=None), LineForm(request.POST)
    policy.may_check_in(request.user, row).require()
    if done(form, lambda text: signals.say_line(row, text, by=request.user)) is None:
        return _page(request, row.collaboration, wrong=(row.pk, form), status=422)
    say(request, _("Said. Thank you!"))
    return redirect("stand-up", row.collaboration_id)


def _page(
    request: PersonRequest,
    case: Collaboration,
    *,
    wrong: tuple[UUID, LineForm] | None = None,
    status: int = 200,
) -> HttpResponse:
    rows, opened = queries.stand_up(case, request.user), open_matters(case, request.user)
    habits = talks.layers(talks.habits_of(case.pk))
    context = {
        "case": case_header(case, request.user, opened=opened),
        "current_tab": "progress",
        "rows": rows,
        "text": queries.text_of(case, rows),
        "stuck": opened.count_of("problem"),
        "daily": next((layer for layer in habits if layer.key == "daily"), None),
        "today": clock.today(),
        "since": queries.last_working_day(),
        "wrong_task": wrong[0] if wrong else None,
        "wrong": wrong[1] if wrong else None,
    }
    return render(request, "progress/stand_up.html", context, status=status)
