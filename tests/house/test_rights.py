"""Every cell of docs/rights.md for the request and the collaboration: actor, state, verb."""

from functools import partial

import pytest
from django.db import transaction

from tests.collaborations.asking import sent
from tests.company import Company
from tongzhou.collaborations.actions import cases
from tongzhou.collaborations.actions.verbs import Given, answer
from tongzhou.collaborations.models import Ask, Collaboration
from tongzhou.collaborations.queries.asks import asks_of
from tongzhou.collaborations.states import ASK, COLLABORATION, SETTLED
from tongzhou.core import clock
from tongzhou.core.lifecycle import Lifecycle
from tongzhou.core.verdicts import NotPossibleNow, Refused, WithoutEffect

pytestmark = pytest.mark.django_db

ACTORS = {
    "li": {"initiator"}, "lin": {"initiator"}, "liu": {"receiver"}, "wang": {"receiver", "head"},
    "wang_gong": set(), "zhou": set(), "chen_zong": set(), "qian": set(), "administrator": set(),
    "auditor": set(),
}  # fmt: skip
"""Both sides' heads and liaisons, a member, another party, the superior, an outsider, the keepers."""
REACHED = [state for state in ASK.states if state.key != "agreed"]
"""What is agreed has its terms: tests/collaborations/test_ask_lifecycle.py brings it there."""
BY_FACTS = {
    "choose",
    "choose_offered",
    "none_fits",
    "agree",
    "confirm",
    "revise",
    "reply",
    "send",
    "withdraw",
}
"""Offered only where the facts are there as well, such as an option to choose."""


def allowed(table: Lifecycle, state: str, roles: set[str]) -> set[str]:
    moves = (move for move in table.moves_from(state) if not move.by_itself)
    return {move.verb for move in moves if move.who in roles}


@pytest.mark.check("T002")
@pytest.mark.check("T003")
def test_a_request_offers_each_actor_what_the_table_says(company: Company) -> None:
    ask, wrong = sent(company), []
    for state in REACHED:
        settled = clock.now() if state.key in SETTLED else None
        Ask.objects.filter(pk=ask.pk).update(state=state.key, settled_at=settled)
        for name, roles in ACTORS.items():
            [card] = asks_of(getattr(company, name), Ask.objects.filter(pk=ask.pk))
            offered, may = (
                card.verbs & {move.verb for move in ASK.moves},
                allowed(ASK, state.key, roles),
            )
            if not may - BY_FACTS <= offered <= may:
                wrong.append((state.key, name, sorted(offered ^ may)))
    assert wrong == []


@pytest.mark.check("T002")
@pytest.mark.check("T003")
def test_a_request_refuses_each_actor_what_is_not_in_the_cell(company: Company) -> None:
    """It ends without effect, whoever tries and whatever else is missing."""
    ask, wrong = sent(company), []
    given = Given(sentence="因为")
    for state in REACHED:
        settled = clock.now() if state.key in SETTLED else None
        Ask.objects.filter(pk=ask.pk).update(state=state.key, settled_at=settled)
        for name in ("li", "liu", "zhou", "auditor"):
            may = allowed(ASK, state.key, ACTORS[name])
            for move in ASK.moves:
                if move.verb in may or move.who == "clock" or move.verb in ("send", "revise"):
                    continue
                act = partial(answer, ask, move.verb, given, by=getattr(company, name))
                if ending(act) is None:
                    wrong.append((state.key, name, move.verb))
    assert wrong == []


@pytest.mark.check("T002")
@pytest.mark.check("T003")
def test_a_collaboration_is_moved_by_its_initiator_in_the_states_of_the_table(
    company: Company,
) -> None:
    case, wrong = sent(company).collaboration, []
    verbs = {
        "pause": partial(cases.pause, reason="等预算"), "resume": cases.resume,
        "cancel": partial(cases.cancel, reason="不做了"), "divide": cases.divide,
        "discard": partial(cases.discard, reason="重复"),
    }  # fmt: skip
    for state in COLLABORATION.states:
        Collaboration.objects.filter(pk=case.pk).update(state=state.key, resumes_to="asking")
        for name, roles in ACTORS.items():
            for verb, act in verbs.items():
                fresh = Collaboration.objects.get(pk=case.pk)
                said = ending(partial(act, fresh, by=getattr(company, name)))
                if not roles & {"initiator"}:
                    right = said is Refused
                elif COLLABORATION.allows(state.key, verb):
                    right = said is not Refused
                else:
                    right = said is NotPossibleNow
                if not right:
                    wrong.append((state.key, name, verb, said))
    assert wrong == []


def ending(act: partial[object]) -> type[WithoutEffect] | None:
    """How it ended, undone in any case."""
    try:
        with transaction.atomic():
            act()
            transaction.set_rollback(True)
    except WithoutEffect as ended:
        return type(ended)
    return None
