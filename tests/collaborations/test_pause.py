from datetime import timedelta
from types import ModuleType

import pytest

from tests.collaborations import asking
from tests.collaborations.asking import drafted_case, sent
from tests.company import Company
from tongzhou.collaborations.actions import answers, cases
from tongzhou.collaborations.models import Ball, Collaboration
from tongzhou.collaborations.states import COLLABORATION
from tongzhou.core.verdicts import NotPossibleNow, Refused
from tongzhou.org.models import Department, Person


def test_while_it_is_paused_every_clock_stands_still(company: Company, clock: ModuleType) -> None:
    ask = sent(company)
    case = ask.collaboration

    cases.pause(case, reason="等预算批复", by=company.li)

    states = dict(Ball.objects.values_list("kind", "paused_because"))
    assert states == {"ask": "case_paused", "collaboration": ""}
    with pytest.raises(NotPossibleNow):
        answers.accept(ask, by=company.liu)


def test_resuming_returns_to_where_it_was_with_later_deadlines(
    company: Company, clock: ModuleType
) -> None:
    ask = sent(company)
    case = ask.collaboration
    due = Ball.objects.get(matter=ask.pk).due_at
    cases.pause(case, reason="等预算批复", by=company.li)
    clock.advance(timedelta(days=2))

    cases.resume(case, by=company.li)

    ball = Ball.objects.get(matter=ask.pk)
    assert case.state == "asking"
    assert ball.paused_because == ""
    assert ball.due_at is not None
    assert due is not None
    assert ball.due_at > due


def test_a_cancelled_collaboration_asks_nothing_of_anybody_else(company: Company) -> None:
    case = sent(company).collaboration

    cases.cancel(case, reason="战略调整", by=company.li)

    assert [ball.person for ball in Ball.objects.filter(collaboration=case)] == [company.li]


VERBS = {
    "send": lambda case, by: asking.send(case, by=by),
    "discard": lambda case, by: cases.discard(case, reason="无", by=by),
    "divide": lambda case, by: cases.divide(case, by=by),
    "pause": lambda case, by: cases.pause(case, reason="无", by=by),
    "resume": lambda case, by: cases.resume(case, by=by),
    "cancel": lambda case, by: cases.cancel(case, reason="无", by=by),
}


def put_into(state: str, department: Department, person: Person, company: Company) -> Collaboration:
    """Straight into a state, as only a test may."""
    case = drafted_case(company)
    resumes_to = "asking" if state == "paused" else ""
    Collaboration.objects.filter(pk=case.pk).update(state=state, resumes_to=resumes_to)
    case.refresh_from_db()
    return case


@pytest.mark.check("T032")
@pytest.mark.parametrize("state", [state.key for state in COLLABORATION.states])
@pytest.mark.parametrize("verb", VERBS)
def test_only_listed_moves_succeed(company: Company, verb: str, state: str) -> None:
    case = put_into(state, company.marketing, company.li, company)

    if COLLABORATION.allows(state, verb):
        VERBS[verb](case, company.li)
        assert case.state in COLLABORATION.move(verb).targets
    else:
        with pytest.raises(NotPossibleNow):
            VERBS[verb](case, company.li)
        case.refresh_from_db()
        assert case.state == state


@pytest.mark.check("T003")
@pytest.mark.parametrize("state", [state.key for state in COLLABORATION.states])
@pytest.mark.parametrize("verb", VERBS)
def test_a_receiver_moves_nothing_in_any_state(company: Company, verb: str, state: str) -> None:
    case = put_into(state, company.marketing, company.li, company)

    with pytest.raises(Refused):
        VERBS[verb](case, company.wang)
    case.refresh_from_db()
    assert case.state == state
