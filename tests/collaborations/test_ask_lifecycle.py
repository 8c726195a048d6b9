"""The table and the actions agree: whatever anybody tries, in any order, at any hour."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from tests.collaborations.asking import LATER, OFFERED, fresh, sent, terms
from tests.company import Company, build
from tests.conftest import MONDAY_MORNING
from tongzhou.collaborations.actions import asks
from tongzhou.collaborations.actions.verbs import ANSWERS, Given, answer
from tongzhou.collaborations.consumers import wake_snoozed
from tongzhou.collaborations.models import Ask, Ball
from tongzhou.collaborations.states import ASK, SETTLED
from tongzhou.core import clock
from tongzhou.core.verdicts import NotPossibleNow, WithoutEffect
from tongzhou.journal.models import Entry
from tongzhou.org.models import Department, Person

WAYS: dict[str, tuple[str, ...]] = {
    "sent": (),
    "asked_back": ("ask_back",),
    "awaiting_head": ("limit", "accept"),
    "conditional": ("accept_with_conditions",),
    "countered": ("counter",),
    "optioned": ("offer_options",),
    "declined": ("decline",),
    "snoozed": ("snooze",),
    "agreed": ("accept",),
    "left_open": ("leave_open",),
    "withdrawn": ("withdraw",),
}
"""A shortest way from «sent» to every state."""
DOERS = {"receiver": "liu", "initiator": "li", "head": "wang"}
VERBS = [move.verb for move in ASK.moves if move.who != "clock"]


def given(ask: Ask, verb: str) -> Given:
    """What makes the verb well-formed, so that only the state decides."""
    option = ask.options.first()
    if verb == "choose_offered":
        offer = ask.answers.filter(verb="offer_options").last()
        option = offer.options.first() if offer else None
    return Given(
        sentence="一句话",
        terms=LATER,
        options=OFFERED,
        option=option.pk if option else None,
        department=Department.objects.get(code="service") if verb == "forward" else None,
        until=clock.today() + timedelta(days=7),
    )


def do(ask: Ask, verb: str, *, by: Person) -> None:
    if verb == "revise":
        asks.revise(ask, terms=terms(effort_days=Decimal(3)), by=by)
    else:
        answer(ask, verb, given(ask, verb), by=by)


def brought_to(state: str, company: Company) -> Ask:
    ask = sent(company)
    for verb in WAYS[state]:
        if verb == "limit":
            Department.objects.filter(pk=company.product.pk).update(accept_limit_days=1)
        else:
            do(fresh(ask), verb, by=getattr(company, DOERS[ASK.move(verb).who]))
    ask = fresh(ask)
    assert ask.state == state
    return ask


def test_every_verb_of_the_table_has_its_action() -> None:
    assert set(VERBS) == set(ANSWERS) | {"revise"}


@pytest.mark.check("T032")
@pytest.mark.parametrize("state", WAYS)
def test_only_the_listed_moves_succeed(company: Company, state: str) -> None:
    ask = brought_to(state, company)
    Department.objects.filter(pk=company.product.pk).update(accept_limit_days=None)
    for verb in VERBS:
        if verb == "choose_offered" and state != "optioned":
            continue
        person = getattr(company, DOERS[ASK.move(verb).who])
        with transaction.atomic():
            if ASK.allows(state, verb):
                do(fresh(ask), verb, by=person)
                assert fresh(ask).state in ASK.move(verb).targets
            else:
                with pytest.raises(NotPossibleNow):
                    do(fresh(ask), verb, by=person)
                assert fresh(ask).state == state
            transaction.set_rollback(True)


@pytest.mark.check("T032")
@pytest.mark.parametrize("state", WAYS)
def test_nobody_but_the_named_role_moves_it(company: Company, state: str) -> None:
    ask = brought_to(state, company)
    may = {
        "receiver": {"liu", "wang", "sun"},
        "head": {"wang", "sun"},
        "initiator": {"li", "lin", "he"},
    }
    for move in ASK.moves_from(state):
        if move.who == "clock":
            continue
        for name in ("li", "lin", "gao", "liu", "wang", "wang_gong", "zhou", "qian", "chen_zong"):
            if name in may[move.who]:
                continue
            with pytest.raises(WithoutEffect) as refused:
                do(fresh(ask), move.verb, by=getattr(company, name))
            assert refused.value.status == 403, (move.verb, name)


class Conversation(RuleBasedStateMachine):
    """Two sides, a head, outsiders and the clock do what they like with one request."""

    @initialize(limit=st.sampled_from([None, 5]))
    def begin(self, limit: int | None) -> None:
        self.moment = clock.at(MONDAY_MORNING)
        self.moment.__enter__()
        self.transaction = transaction.atomic()
        self.transaction.__enter__()
        self.company = build()
        Department.objects.filter(pk=self.company.product.pk).update(accept_limit_days=limit)
        self.ask = sent(self.company)

    @rule(
        verb=st.sampled_from(VERBS),
        name=st.sampled_from(["li", "lin", "liu", "wang", "zhou", "qian"]),
    )
    def somebody_tries(self, verb: str, name: str) -> None:
        before = fresh(self.ask)
        turns = before.answers.count()
        try:
            do(before, verb, by=getattr(self.company, name))
        except WithoutEffect:
            now = fresh(self.ask)
            assert (now.state, now.version) == (self.state, self.version)
            assert now.answers.count() == turns
        else:
            now = fresh(self.ask)
            assert ASK.allows(self.state, verb)
            assert now.state in ASK.move(verb).targets
            assert now.version == self.version + 1
            assert now.answers.count() == turns + 1

    @rule(data=st.data())
    def somebody_does_what_is_possible(self, data: st.DataObject) -> None:
        possible = [move for move in ASK.moves_from(self.state) if move.who != "clock"]
        if possible:
            move = data.draw(st.sampled_from(possible))
            self.somebody_tries(move.verb, DOERS[move.who])

    @rule(hours=st.integers(1, 200))
    def time_passes(self, hours: int) -> None:
        clock.advance(timedelta(hours=hours))
        before = fresh(self.ask).state
        wake_snoozed()
        after = fresh(self.ask).state
        assert after == before or (before, after) == ("snoozed", "sent")

    @invariant()
    def exactly_one_side_has_the_ball(self) -> None:
        if not hasattr(self, "ask"):
            return
        ask = fresh(self.ask)
        self.state, self.version = ask.state, ask.version
        held = list(Ball.objects.filter(kind="ask", matter=ask.pk))
        assert len(held) == (0 if ask.state in SETTLED else 1)
        assert (ask.settled_at is not None) == (ask.state in SETTLED)
        assert bool(ask.agreed_what) == (ask.state in ("agreed", "awaiting_head"))
        if held:
            asking = ASK.state(ask.state).ball == "initiator"
            side = self.company.marketing if asking else ask.department
            assert held[0].department == side
            assert held[0].person is not None

    @invariant()
    def each_turn_is_in_the_journal(self) -> None:
        if hasattr(self, "ask"):
            entries = Entry.objects.filter(subject=self.ask.pk).exclude(
                kind__in=["ask.drafted", "ask.woken"]
            )
            assert entries.count() == self.ask.answers.count()

    def teardown(self) -> None:
        if hasattr(self, "transaction"):
            transaction.set_rollback(True)
            self.transaction.__exit__(None, None, None)
            self.moment.__exit__(None, None, None)


@pytest.mark.check("T033")
@pytest.mark.check("T037")
def test_any_conversation_keeps_exactly_one_ball(db: None) -> None:
    run_state_machine_as_test(
        Conversation,
        settings=settings(
            max_examples=10, stateful_step_count=20, deadline=None,
            suppress_health_check=list(HealthCheck),
            phases=(Phase.explicit, Phase.reuse, Phase.generate),
        ),
    )  # fmt: skip
