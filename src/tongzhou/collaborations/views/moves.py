"""Send, go on, pause, resume, cancel, discard."""

from collections.abc import Callable
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from tongzhou.collaborations.actions import cases
from tongzhou.collaborations.models import Collaboration
from tongzhou.collaborations.policy import may_lead
from tongzhou.collaborations.queries import case_header
from tongzhou.collaborations.states import COLLABORATION
from tongzhou.collaborations.views.loading import load_case, reader
from tongzhou.core.verdicts import Invalid, NotPossibleNow
from tongzhou.journal.once import once
from tongzhou.ui.toasts import say

LONGEST_REASON = 1000
Action = Callable[..., None]


@once
@require_POST
def sendings(request: HttpRequest, collaboration: UUID) -> HttpResponse:
    case = load_case(request, collaboration)
    try:
        cases.send(case, by=reader(request))
    except Invalid as wrong:
        said = dict.fromkeys([wrong.sentence, *wrong.errors.values()])
        context = {"sentences": list(said), "in_requests": "intake" in wrong.errors}
        return _page(request, case, "collaborations/not_ready.html", status=422, **context)
    except NotPossibleNow as missing:
        context = {"sentences": [_("Not yet"), missing.sentence], "in_requests": True}
        return _page(request, case, "collaborations/not_ready.html", status=409, **context)
    say(request, _("Sent. The partner departments have been told."))
    return redirect("collaboration", case.pk)


@once
@require_POST
def divisions(request: HttpRequest, collaboration: UUID) -> HttpResponse:
    case = load_case(request, collaboration)
    cases.divide(case, by=reader(request))
    return redirect("plan", case.pk)


@once
@require_POST
def resumptions(request: HttpRequest, collaboration: UUID) -> HttpResponse:
    case = load_case(request, collaboration)
    cases.resume(case, by=reader(request))
    say(request, _("The collaboration goes on; deadlines moved by the length of the pause."))
    return redirect("collaboration", case.pk)


@once
@require_http_methods(["GET", "POST"])
def pauses(request: HttpRequest, collaboration: UUID) -> HttpResponse:
    return _with_reason(request, collaboration, "pause", cases.pause)


@once
@require_http_methods(["GET", "POST"])
def cancellations(request: HttpRequest, collaboration: UUID) -> HttpResponse:
    return _with_reason(request, collaboration, "cancel", cases.cancel)


@once
@require_http_methods(["GET", "POST"])
def discards(request: HttpRequest, collaboration: UUID) -> HttpResponse:
    return _with_reason(request, collaboration, "discard", cases.discard)


def _with_reason(request: HttpRequest, pk: UUID, verb: str, action: Action) -> HttpResponse:
    """GET asks for the sentence, POST acts."""
    case = load_case(request, pk)
    move = COLLABORATION.move(verb)
    if request.method == "GET":
        may_lead(reader(request), case).require()
        COLLABORATION.check(case.state, verb)
        return _page(request, case, "collaborations/reason.html", move=move, reason="", error="")
    reason = request.POST.get("reason", "")
    try:
        _require_short(reason)
        action(case, reason=reason, by=reader(request))
    except Invalid as wrong:
        typed = {"move": move, "reason": reason, "error": wrong.sentence}
        return _page(request, case, "collaborations/reason.html", status=422, **typed)
    return redirect("collaboration", case.pk)


def _require_short(reason: str) -> None:
    if len(reason) > LONGEST_REASON:
        facts = {"limit": LONGEST_REASON, "length": len(reason)}
        raise Invalid(_("At most %(limit)s characters, please; these are %(length)s.") % facts)


def _page(
    request: HttpRequest, case: Collaboration, template: str, *, status: int = 200, **more: object
) -> HttpResponse:
    context = {"case": case_header(case, reader(request)), "current_tab": "overview", **more}
    return render(request, template, context, status=status)
