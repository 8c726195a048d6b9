"""A request is accepted as it was asked or in one of its ready ways, and every answer is kept."""

from datetime import date
from decimal import Decimal
from types import ModuleType

import pytest

from tests.collaborations import asking
from tests.collaborations.asking import LATER, ball, fresh, sent
from tests.company import Company
from tongzhou.collaborations.actions import answers, asks
from tongzhou.collaborations.models import Ask
from tongzhou.core.verdicts import Invalid, Stale
from tongzhou.journal.models import Entry


def test_a_sent_ask_waits_for_the_liaison_within_the_response_promise(
    company: Company, clock: ModuleType
) -> None:
    ask = sent(company)

    held = ball(ask)

    assert held is not None
    assert (held.department, held.person, held.waiting) == (
        company.product,
        company.liu,
        company.li,
    )
    assert held.due_at is not None
    assert held.due_at.astimezone(clock.zone()).isoformat() == "2023-07-06T10:00:00+08:00"


def test_accepting_makes_the_asked_terms_the_agreed_ones(company: Company) -> None:
    ask = sent(company)

    answers.accept(ask, by=company.liu)

    ask = fresh(ask)
    assert ask.state == "agreed"
    assert (ask.agreed_what, ask.agreed_by_date) == (ask.what, ask.by_date)
    assert (ask.agreed_effort_days, ask.agreed_give_back) == (Decimal(20), ask.give_back)
    assert ball(ask) is None
    assert [turn.verb for turn in ask.answers.all()] == ["send", "accept"]


def test_choosing_a_ready_option_takes_its_date_and_effort(company: Company) -> None:
    ask = sent(company)

    answers.choose(ask, option=ask.options.get(position=2), by=company.liu)

    assert ask.state == "agreed"
    assert ask.agreed_what == f"{ask.what} · 先两项，其余 9月5日"
    assert (ask.agreed_by_date, ask.agreed_effort_days) == (date(2023, 9, 5), Decimal(15))
    assert ask.agreed_give_back == ask.give_back


@pytest.mark.parametrize(
    ("asked", "way", "agreed"),
    [
        ("直播话术 20 套", "20 套", "直播话术 20 套"),
        ("直播话术", "直播话术 20 套", "直播话术 20 套"),
        ("改版直播间页面\n含手机端", "方案甲", "改版直播间页面 · 方案甲\n含手机端"),
    ],
)
def test_a_chosen_option_still_names_what_was_asked(
    company: Company, asked: str, way: str, agreed: str
) -> None:
    ask = sent(company)
    Ask.objects.filter(pk=ask.pk).update(what=asked)
    option = ask.options.get(position=2)
    option.what = way
    option.save(update_fields=["what"])

    answers.choose(fresh(ask), option=option, by=company.liu)

    assert fresh(ask).agreed_what == agreed


def test_an_option_of_another_ask_cannot_be_chosen(company: Company) -> None:
    ask, other = sent(company), sent(company)

    with pytest.raises(Invalid):
        answers.choose(ask, option=other.options.get(position=1), by=company.liu)


def test_every_answer_leaves_one_journal_entry_with_its_terms(company: Company) -> None:
    ask = sent(company)

    answers.counter(ask, terms=LATER, sentence="要多 5 天", by=company.liu)

    entry = Entry.objects.filter(subject=ask.pk).last()
    assert entry is not None
    assert entry.kind == "ask.countered"
    assert entry.payload["by_date"] == "2023-08-25"
    assert entry.payload["effort_days"] == "25"
    assert (entry.payload["before"], entry.payload["after"]) == ("sent", "countered")


@pytest.mark.check("T047")
def test_an_answer_to_a_version_that_was_revised_is_not_taken(company: Company) -> None:
    ask = sent(company)
    seen = ask.version
    asks.revise(ask, terms=asking.terms(effort_days=Decimal(40)), by=company.li)

    with pytest.raises(Stale) as stale:
        answers.accept(ask, sentence="好的", by=company.liu, seen=seen)

    assert stale.value.mine == {"sentence": "好的"}
    assert fresh(ask).state == "sent"


def test_texts_have_a_limit(company: Company) -> None:
    ask = sent(company)

    with pytest.raises(Invalid) as refused:
        answers.decline(ask, reason="长" * 100_000, by=company.liu)

    assert "sentence" in refused.value.errors
