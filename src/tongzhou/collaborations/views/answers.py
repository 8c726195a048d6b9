"""Answering: one form per verb; the answer of the form is the page or the card with the new state."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tongzhou.collaborations.actions import verbs
from tongzhou.collaborations.forms.answers import read_answer
from tongzhou.collaborations.models import Ask
from tongzhou.collaborations.queries.asks import AskCard, cards
from tongzhou.collaborations.queries.conversation import Problem, ask_context
from tongzhou.collaborations.views.asks import to, visible_ask
from tongzhou.collaborations.views.loading import reader
from tongzhou.core.verdicts import Invalid, NotPossibleNow, Stale
from tongzhou.journal.once import once
from tongzhou.ui.toasts import say
from tongzhou.ui.typed import kept_text

TURNED = "turned"
"""What the page is told after an answer in place: counts and the next move are fetched anew."""


@once
@require_POST
def answer(request: HttpRequest, ask: UUID) -> HttpResponse:
    found = visible_ask(request, ask)
    wanted = request.POST.get("verb", "")
    try:
        given = read_answer(found, request.POST, by=reader(request))
        verbs.answer(found, wanted, given, by=reader(request))
    except (Invalid, NotPossibleNow, Stale) as ended:
        return _refused(request, visible_ask(request, ask), wanted, ended)
    return _answered(request, found)


def _answered(request: HttpRequest, ask: Ask) -> HttpResponse:
    [card] = cards(reader(request), [ask.pk])
    say(request, _outcome(card))
    if _asks_for_card(request, ask):
        context = {"card": card, "problem": None}
        response = render(request, "collaborations/_ask_answered.html", context)
        response["HX-Trigger"] = TURNED
        return response
    return to("ask", ask.pk)


def _outcome(card: AskCard) -> str:
    if card.holder:
        return _("Done. Now it is the turn of %(name)s.") % {"name": card.holder}
    return _("Done: %(state)s.") % {"state": card.state.label}


def _refused(
    request: HttpRequest, ask: Ask, verb: str, ended: Invalid | NotPossibleNow | Stale
) -> HttpResponse:
    """The same page with the sentence; what was typed stays where it was, or is shown."""
    problem = Problem(verb, ended, request.POST, kept_text(request))
    if _asks_for_card(request, ask):
        [card] = cards(reader(request), [ask.pk])
        return _card(request, card, problem, status=ended.status)
    context = ask_context(ask, reader(request), problem)
    return render(request, "collaborations/ask.html", context, status=ended.status)


def _asks_for_card(request: HttpRequest, ask: Ask) -> bool:
    return request.headers.get("HX-Target") == f"ask-{ask.pk}"


def _card(request: HttpRequest, card: AskCard, problem: Problem, status: int) -> HttpResponse:
    context = {"card": card, "problem": problem}
    return render(request, "collaborations/_ask_card.html", context, status=status)
