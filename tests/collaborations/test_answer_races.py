"""Two people answer the same request in the same moment."""

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connections
from django.test import Client

from tests import company as company_module
from tests.collaborations.asking import LATER, fresh, sent
from tests.company import Company
from tongzhou.collaborations.actions import answers, cases
from tongzhou.collaborations.models import Ball
from tongzhou.core.verdicts import NotPossibleNow, Stale
from tongzhou.journal.models import Entry

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*actions: Callable[[], Any]) -> list[Any]:
    """Results, or the sentences of refusals, of actions that start together."""
    gate = Barrier(len(actions))

    def run(action: Callable[[], Any]) -> Any:
        gate.wait()
        try:
            return action()
        except (Stale, NotPossibleNow) as refused:
            return refused
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(actions)) as pool:
        return list(pool.map(run, actions))


@pytest.mark.check("T052")
def test_accept_and_counter_at_once_leave_one_winner() -> None:
    company = company_module.build()
    ask = sent(company)
    mine, theirs = fresh(ask), fresh(ask)

    results = at_once(
        lambda: answers.accept(mine, by=company.liu, seen=mine.version),
        lambda: answers.counter(
            theirs, terms=LATER, sentence="要多 5 天", by=company.wang, seen=theirs.version
        ),
    )

    kinds = Counter(type(result).__name__ for result in results)
    now = fresh(ask)
    assert kinds == {"Answer": 1, "Stale": 1}
    assert now.state in ("agreed", "countered")
    assert now.answers.count() == 2
    assert Ball.objects.filter(kind="ask", matter=ask.pk).count() == (now.state == "countered")
    assert Entry.objects.filter(subject=ask.pk).count() == 3


@pytest.mark.check("T052")
def test_the_slower_browser_reads_who_was_faster_and_keeps_its_text(
    signed_in: Callable[[Any], Client],
) -> None:
    company = company_module.build()
    ask = sent(company)
    people = {company.liu: "decline", company.wang: "ask_back"}
    clients = [(signed_in(person), verb) for person, verb in people.items()]

    def post(client: Client, verb: str) -> Any:
        return client.post(
            f"/asks/{ask.pk}/answers",
            {"verb": verb, "version": ask.version, "sentence": f"我的一句话 {verb}"},
        )

    responses = at_once(*(lambda c=client, v=verb: post(c, v) for client, verb in clients))

    statuses = sorted(response.status_code for response in responses)
    loser = next(response for response in responses if response.status_code == 409)
    assert statuses == [303, 409]
    assert "我的一句话" in loser.content.decode()
    assert fresh(ask).answers.count() == 2


@pytest.mark.check("T048")
def test_of_ten_writers_on_one_version_exactly_one_wins() -> None:
    company = company_module.build()
    ask = sent(company)

    def write(number: int) -> Callable[[], Any]:
        row = fresh(ask)
        return lambda: answers.ask_back(
            row, question=f"问题 {number}", by=company.liu, seen=row.version
        )

    results = at_once(*(write(number) for number in range(10)))

    assert sum(isinstance(result, Stale) for result in results) == 9
    assert fresh(ask).version == ask.version + 1
    assert list(ask.answers.values_list("number", flat=True)) == [1, 2]


@pytest.mark.check("T051")
def test_the_last_two_answers_at_once_move_the_collaboration_on_once() -> None:
    company: Company = company_module.build()
    ask = sent(company)
    other = ask.collaboration.asks.exclude(pk=ask.pk).get()

    at_once(
        lambda: answers.accept(fresh(ask), by=company.liu),
        lambda: answers.accept(fresh(other), by=company.zhou),
    )

    case = fresh(ask).collaboration
    assert case.state == "dividing"
    assert Entry.objects.filter(kind="collaboration.divided").count() == 1


@pytest.mark.check("T051")
def test_drafts_begun_at_once_have_numbers_of_their_own() -> None:
    company = company_module.build()
    given = cases.Contents(name="同时起草", person_in_charge=company.li)

    drafts = at_once(
        *(lambda: cases.draft(company.marketing, given, by=company.li) for _one in range(5))
    )

    assert sorted(case.number[-4:] for case in drafts) == [f"{one:04}" for one in range(1, 6)]
