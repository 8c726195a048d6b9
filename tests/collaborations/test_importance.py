from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from tests.collaborations.asking import drafted_case, sent
from tests.company import Company
from tongzhou.collaborations.actions import cases, importance
from tongzhou.collaborations.actions.importance import Importance
from tongzhou.collaborations.models import Attention, Collaboration, Priority
from tongzhou.collaborations.queries import as_text, brief_of
from tongzhou.core.verdicts import Invalid, NotPossibleNow, Refused
from tongzhou.journal.audience import listeners
from tongzhou.journal.models import Entry
from tongzhou.org.models import Person

SignedIn = Callable[[Person], Client]


def stated(**changes: Any) -> Importance:
    return Importance(
        **{
            "value": 3, "value_evidence": "留存每降 1% 少 40 万", "urgency": 2,
            "urgency_evidence": "9 月 30 日财季结束", **changes,
        }
    )  # fmt: skip


@pytest.fixture
def case(company: Company) -> Collaboration:
    return sent(company).collaboration


@pytest.mark.parametrize(
    ("value", "urgency", "level"),
    [(3, 3, "top"), (3, 2, "high"), (2, 3, "high"), (2, 2, "medium"), (3, 1, "medium"), (1, 2, "low"), (1, 1, "low")],
)  # fmt: skip
def test_the_level_follows_from_value_and_urgency(
    company: Company, case: Collaboration, value: int, urgency: int, level: str
) -> None:
    importance.state_priority(case, stated(value=value, urgency=urgency), by=company.li)

    case.refresh_from_db()
    assert case.priority == level


def test_a_change_is_told_to_every_counterpart_at_once(
    company: Company, case: Collaboration, clock: object
) -> None:
    importance.state_priority(case, stated(urgency=1), by=company.li)
    importance.state_priority(case, stated(urgency=3), by=company.li)
    importance.state_priority(case, stated(urgency=2), by=company.lin)

    kinds = [entry.kind for entry in Entry.objects.filter(kind__startswith="priority.")]
    assert kinds == ["priority.stated", "priority.raised", "priority.lowered"]
    raised = Entry.objects.get(kind="priority.raised")
    assert {company.wang.pk, company.liu.pk, company.zhao.pk, company.zhou.pk} <= listeners(raised)
    assert company.qian.pk not in listeners(raised)


def test_there_is_no_priority_without_evidence(company: Company, case: Collaboration) -> None:
    for changes, field in (
        ({"value_evidence": " "}, "value_evidence"),
        ({"urgency_evidence": "长" * 301}, "urgency_evidence"),
        ({"value": 4}, "value"),
        ({"link": "javascript:alert(1)"}, "link"),
    ):
        with pytest.raises(Invalid) as wrong:
            importance.state_priority(case, stated(**changes), by=company.li)
        assert list(wrong.value.errors) == [field]


def test_only_the_initiating_side_states_it(company: Company, case: Collaboration) -> None:
    for person in (company.wang, company.gao, company.administrator, company.auditor):
        with pytest.raises(Refused):
            importance.state_priority(case, stated(), by=person)
        with pytest.raises(Refused):
            importance.record_attention(case, who="陈远", said="关注", by=person)


def test_what_is_over_keeps_its_priority(company: Company) -> None:
    case = drafted_case(company)
    cases.discard(case, reason="不做了", by=company.li)

    with pytest.raises(NotPossibleNow):
        importance.state_priority(case, stated(), by=company.li)


def test_attention_is_a_fact_that_can_be_taken_back(
    company: Company, case: Collaboration, clock: object
) -> None:
    row = importance.record_attention(
        case, who="陈远", said="季度经营会列为重点", on=date(2023, 6, 30), evidence="经营会纪要第 3 条", by=company.li
    )  # fmt: skip
    case.refresh_from_db()
    assert case.leadership_attention == "陈远：季度经营会列为重点"

    importance.take_back_attention(row, by=company.li)

    case.refresh_from_db()
    assert case.leadership_attention == ""
    with pytest.raises(NotPossibleNow):
        importance.take_back_attention(row, by=company.li)


def test_attention_names_who_said_what_and_not_tomorrow(
    company: Company, case: Collaboration, clock: object
) -> None:
    with pytest.raises(Invalid) as wrong:
        importance.record_attention(case, who="", said="", on=date(2023, 7, 4), by=company.li)

    assert set(wrong.value.errors) == {"who", "said", "on"}


def test_the_brief_says_how_important_it_is_and_why(company: Company, case: Collaboration) -> None:
    importance.state_priority(case, stated(), by=company.li)
    case.refresh_from_db()

    assert "9 月 30 日财季结束" in as_text(brief_of(case))


def test_priority_and_attention_in_the_browser(
    company: Company, case: Collaboration, signed_in: SignedIn, clock: object
) -> None:
    browser = signed_in(company.li)
    page = f"/collaborations/{case.pk}/priority"
    assert browser.get(page).status_code == 200
    given = {"once": uuid4().hex, **vars(stated(link="https://wiki.example.com/okr"))}
    wrong = browser.post(f"/collaborations/{case.pk}/priorities", {**given, "value_evidence": ""})
    assert wrong.status_code == 422
    assert "9 月 30 日财季结束" in wrong.content.decode()
    told = {**given, "once": uuid4().hex}
    assert browser.post(f"/collaborations/{case.pk}/priorities", told).status_code == 303
    said = {"once": uuid4().hex, "who": "陈远", "said": "要看周报", "on": "6月30日"}
    assert browser.post(f"/collaborations/{case.pk}/attentions", said).status_code == 303
    late = {"once": uuid4().hex, "who": "陈远", "said": "要看周报", "on": "12月31日"}
    assert browser.post(f"/collaborations/{case.pk}/attentions", late).status_code == 422

    counterpart = signed_in(company.wang).get(page).content.decode()
    for text in ("留存每降 1% 少 40 万", "要看周报", "6月30日", "https://wiki.example.com/okr"):
        assert text in counterpart
    assert "priorities" not in counterpart
    assert Priority.objects.count() == 1
    row = Attention.objects.get()
    back = f"/attentions/{row.pk}/withdrawals"
    assert signed_in(company.qian).post(back).status_code == 404
    assert browser.post(back, {"once": uuid4().hex}).status_code == 303
