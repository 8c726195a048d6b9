"""The question of the quarter, and how it was answered before."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST

from tongzhou.journal.once import once
from tongzhou.org.request import PersonRequest
from tongzhou.pulse import actions, policy, queries
from tongzhou.pulse.models import Tally
from tongzhou.pulse.quarters import this_quarter
from tongzhou.ui.toasts import say


@require_GET
def pulse(request: PersonRequest) -> HttpResponse:
    context = {**_question(request), "trend": queries.trend()}
    return render(request, "pulse/page.html", context)


@require_GET
def question(request: PersonRequest) -> HttpResponse:
    """For a page that asks in passing: nothing once it is answered."""
    return render(request, "pulse/_question.html", _question(request))


@once
@require_POST
def answers(request: PersonRequest) -> HttpResponse:
    value = request.POST.get("answer", "")
    actions.answer(int(value) if value in ("1", "2", "3", "4", "5") else 0, by=request.user)
    say(request, _("Counted, without your name. The result comes when the quarter is over."))
    return redirect("pulse")


def _question(request: PersonRequest) -> dict[str, object]:
    may = bool(policy.may_answer(request.user))
    return {
        "asks": may and not queries.has_answered(request.user),
        "choices": Tally.Answer.choices,
        "quarter": this_quarter(),
    }
