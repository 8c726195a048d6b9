"""The division table of a collaboration."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from tongzhou.collaborations.models import Collaboration
from tongzhou.collaborations.queries import case_header
from tongzhou.collaborations.views.loading import load_case
from tongzhou.core.verdicts import Invalid
from tongzhou.journal.once import once
from tongzhou.org.request import PersonRequest
from tongzhou.plans import actions
from tongzhou.plans.arrangement import GROUPED_BY, SORTED_BY, STATES
from tongzhou.plans.cells import is_own
from tongzhou.plans.columns import GROUP_LABELS, STATE_LABELS
from tongzhou.plans.forms import new_task
from tongzhou.plans.queries import PlanPage, plan_page
from tongzhou.plans.queries.stamps import stamp_of
from tongzhou.plans.queries.views import views_of
from tongzhou.plans.views.facts import facts
from tongzhou.plans.views.pieces import pieces_of
from tongzhou.ui.toasts import say


@require_GET
def plan(request: PersonRequest, collaboration: UUID) -> HttpResponse:
    return plan_response(request, _case(request, collaboration))


@once
@require_POST
def add(request: PersonRequest, collaboration: UUID) -> HttpResponse:
    case = _case(request, collaboration)
    try:
        task = actions.add_task(case, new_task(request.POST, case), by=request.user)
    except Invalid as wrong:
        return plan_response(request, case, typed=request.POST, wrong=wrong, status=422)
    say(request, _("Row %(number)s has been added.") % {"number": task.number})
    return redirect(f"{reverse('plan', args=[case.pk])}#row-{task.pk}")


@once
@require_POST
def take_over(request: PersonRequest, collaboration: UUID) -> HttpResponse:
    case = _case(request, collaboration)
    count = len(actions.fill_from_asks(case, by=request.user))
    sentence = ngettext(
        "%(count)s row was taken over from what was agreed.",
        "%(count)s rows were taken over from what was agreed.",
        count,
    )
    say(request, sentence % {"count": count})
    return redirect("plan", case.pk)


def plan_response(
    request: PersonRequest,
    case: Collaboration,
    *,
    typed: Any = None,
    wrong: Invalid | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page, with what was typed into the row at its end when that could not be taken."""
    header = case_header(case, request.user)
    context = table_context(request, case, parties=[party.id for party in header.parties])
    pieces = pieces_of(context["page"])
    context |= {
        "case": header,
        "current_tab": "plan",
        "grid": facts(case, context["page"], pieces, stamp_of(case)),
        "pieces": pieces.body,
        "columns": context["page"].columns,
        "sorted_by": _sortable(context["page"]),
        "states": [(key, STATE_LABELS[key]) for key in STATES],
        "grouped_by": _groupable(context["page"]),
        "typed": typed or {},
        "errors": wrong.errors if wrong else {},
    }
    return render(request, "plans/plan.html", context, status=status)


def _sortable(page: PlanPage) -> set[str]:
    return {*SORTED_BY, *(key for key in page.columns if is_own(key))}


def _groupable(page: PlanPage) -> list[tuple[str, Any]]:
    own = ((key, one) for key, one in page.columns.items() if is_own(key) and one.kind != "number")
    named = [(key, _("By “%(field)s”") % {"field": one.label}) for key, one in own]
    return [*((key, GROUP_LABELS[key]) for key in GROUPED_BY), *named]


def table_context(
    request: PersonRequest, case: Collaboration, *, parties: list[UUID] | None = None
) -> dict[str, Any]:
    """The table as the address wants it."""
    views = views_of(case, request.user, request.GET.dict())
    page = plan_page(case, request.user, how=views.how, parties=parties)
    return {"collaboration": case, "page": page, "views": views}


def _case(request: PersonRequest, pk: UUID) -> Collaboration:
    return load_case(request, pk)
