from collections.abc import Callable
from datetime import date, datetime
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from tests.agreements.table import Table
from tests.at_once import at_once
from tests.forms import errors, page, send, typed
from tests.outcomes.finishing import accept, all_delivered, delivered, people, verdicts
from tongzhou.collaborations.models import Ball, Collaboration
from tongzhou.core.clock import zone
from tongzhou.core.verdicts import Invalid, NotPossibleNow, Refused
from tongzhou.journal.models import Entry
from tongzhou.journal.worker import run_once
from tongzhou.org.models import Delegation
from tongzhou.outcomes.actions import acceptances, remains
from tongzhou.outcomes.actions.acceptances import Judged
from tongzhou.outcomes.models import Acceptance, Delivery, Retrospective
from tongzhou.outcomes.queries.figures import figures
from tongzhou.outcomes.states import DELIVERY
from tongzhou.plans.models import Role, Task

SignIn = Callable[[Any], Client]


def judgement(delivery: Delivery, verb: str, verdict: str = "met", **others: str) -> dict[str, str]:
    criteria = {f"criterion-{pk}": verdict for pk in verdicts(delivery)}
    return {"verb": verb, **criteria, **others}


def test_every_criterion_met_is_an_acceptance(table: Table, signed_in: SignIn) -> None:
    delivery, client = delivered(table), signed_in(table.company.lin)
    assert len(page(client, f"/deliveries/{delivery.pk}").css("[type=radio]")) == 3
    fields = judgement(delivery, "accept_delivery", sentence="对照标准，达标")
    assert send(client, f"/deliveries/{delivery.pk}/acceptances", **fields).status_code == 303
    acceptance = Acceptance.objects.get()
    assert (acceptance.result, acceptance.by, acceptance.department) == (
        "accepted", table.company.lin, table.company.marketing,
    )  # fmt: skip
    assert Task.objects.get(pk=table.survey.pk).state == "accepted"
    entry = Entry.objects.get(kind="delivery.accepted")
    assert entry.payload.items() >= {"task": table.survey.name, "first_pass": True}.items()
    assert not Ball.objects.filter(kind="delivery").exists()
    assert "达标" in page(client, f"/deliveries/{delivery.pk}").body.text()


def test_what_is_not_met_is_not_accepted_and_nothing_typed_is_lost(
    table: Table, signed_in: SignIn
) -> None:
    delivery, client = delivered(table), signed_in(table.company.lin)
    address = f"/deliveries/{delivery.pk}/acceptances"
    for fields in (
        judgement(delivery, "accept_delivery", "unmet", sentence="差 3 条"),
        judgement(delivery, "accept_with_remains", sentence="差 3 条"),
        judgement(delivery, "accept_with_remains", **{"remain-0": "补 3 条"}, sentence="差 3 条"),
        judgement(
            delivery, "accept_with_remains", **{"remain-until-0": "2023-02-30"}, sentence="差 3 条"
        ),
        {"verb": "accept_delivery", "sentence": "差 3 条"},
        {"verb": "destroy", "sentence": "差 3 条"},
    ):
        response = send(client, address, **fields)
        assert response.status_code == 422, fields
        assert typed(response, "sentence") == "差 3 条"
    assert errors(send(client, address, **judgement(delivery, "return")))
    endless = judgement(delivery, "return", sentence="字" * 100_000)
    assert len(typed(send(client, address, **endless), "sentence")) == 100_000
    assert not Acceptance.objects.exists()


def test_remains_have_dates_and_are_finished_later(table: Table, signed_in: SignIn) -> None:
    delivery, client = delivered(table), signed_in(table.company.lin)
    fields = judgement(
        delivery, "accept_with_remains", "unmet",
        **{"remain-0": "补 3 条", "remain-until-0": "7月14日"},
    )  # fmt: skip
    assert send(client, f"/deliveries/{delivery.pk}/acceptances", **fields).status_code == 303
    remain = Acceptance.objects.get().remains.get()
    assert (remain.text, remain.due) == ("补 3 条", date(2023, 7, 14))
    ball = Ball.objects.get(kind="delivery")
    assert (ball.person, ball.due_at) == (
        delivery.by, datetime(2023, 7, 14, 18, tzinfo=zone()),
    )  # fmt: skip
    with pytest.raises(Refused):
        remains.finish_remains(delivery, by=delivery.by)
    assert send(client, f"/deliveries/{delivery.pk}/finished-remains").status_code == 303
    assert Task.objects.get(pk=table.survey.pk).state == "accepted"
    assert Entry.objects.filter(kind="delivery.remains_finished").count() == 1


def test_what_remains_goes_to_and_fro_until_nothing_does(table: Table, signed_in: SignIn) -> None:
    delivery = delivered(table)
    acceptor, deliverer = signed_in(table.company.lin), signed_in(delivery.by)
    fields = judgement(
        delivery, "accept_with_remains", "unmet",
        **{"remain-0": "补 3 条", "remain-until-0": "7月14日"},
    )  # fmt: skip
    send(acceptor, f"/deliveries/{delivery.pk}/acceptances", **fields)
    address = f"/deliveries/{delivery.pk}"

    assert send(acceptor, f"{address}/handed-in-remains", sentence="补了").status_code == 403
    assert send(deliverer, f"{address}/handed-in-remains", sentence=" ").status_code == 422
    assert send(deliverer, f"{address}/returned-remains", sentence="还差").status_code in (403, 409)
    assert page(deliverer, address).css_first("form[action$=handed-in-remains]")
    assert send(deliverer, f"{address}/handed-in-remains", sentence="补了 3 条").status_code == 303
    assert Ball.objects.get(kind="delivery").person == table.company.lin

    assert send(acceptor, f"{address}/returned-remains", sentence="还差 1 条").status_code == 303
    assert Ball.objects.get(kind="delivery").person == delivery.by
    assert not Acceptance.objects.get().remains.get().done_at

    send(deliverer, f"{address}/handed-in-remains", sentence="都补了")
    assert send(acceptor, f"{address}/finished-remains").status_code == 303
    assert Task.objects.get(pk=table.survey.pk).state == "accepted"
    assert figures(table.case).first_pass == 0


def test_nothing_remains_until_a_day_that_is_over(table: Table, signed_in: SignIn) -> None:
    delivery, client = delivered(table), signed_in(table.company.lin)
    fields = judgement(
        delivery, "accept_with_remains", "unmet",
        **{"remain-0": "补 3 条", "remain-until-0": "2020-01-01"},
    )  # fmt: skip
    assert send(client, f"/deliveries/{delivery.pk}/acceptances", **fields).status_code == 422
    assert not Acceptance.objects.exists()


@pytest.mark.check("T042")
def test_a_return_says_why_and_the_next_delivery_is_the_second_round(table: Table) -> None:
    all_delivered(table)
    first = Delivery.objects.get(task=table.survey)
    judged = Judged(verdicts=verdicts(first, "unmet"), sentence="差 3 条")
    acceptances.return_delivery(first, judged, by=table.company.lin)
    assert Collaboration.objects.get(pk=table.case.pk).state == "delivering"
    assert Task.objects.get(pk=table.survey.pk).state == "in_progress"
    assert Entry.objects.get(kind="delivery.returned").payload["reason"] == "差 3 条"
    unmet = first.acceptance.judgements.get()
    assert (unmet.verdict, unmet.text) == ("unmet", "有效需求 ≥ 100 条")

    second = delivered(table)
    assert second.round == 2
    accept(second, table.company.lin)
    assert Entry.objects.get(kind="delivery.accepted").payload["first_pass"] is False


@pytest.mark.check("T029")
def test_the_delivering_side_never_accepts_its_own(table: Table, signed_in: SignIn) -> None:
    delivery, company = delivered(table), table.company
    for person in (company.zhou, company.zhao, company.wu, company.chen_zong, company.wang):
        with pytest.raises(Refused):
            accept(delivery, person)
    client = signed_in(company.zhou)
    fields = judgement(delivery, "accept_delivery")
    assert send(client, f"/deliveries/{delivery.pk}/acceptances", **fields).status_code == 403


@pytest.mark.check("T029")
def test_who_stands_on_both_sides_leaves_the_judgement_to_others(table: Table) -> None:
    company = table.company
    Role.objects.create(task=table.survey, letter="R", person=company.lin)
    delivery = delivered(table)
    with pytest.raises(Refused):
        accept(delivery, company.lin)
    Delegation.objects.create(
        person=company.zhao, delegate=company.he, since=date(2023, 7, 1), until=date(2023, 7, 9)
    )
    with pytest.raises(Refused):
        accept(delivery, company.he)
    accept(delivery, company.li)


@pytest.mark.check("T037")
def test_silence_accepts_nothing(table: Table, clock: Any) -> None:
    delivery = delivered(table)
    clock.move_to(datetime(2023, 9, 1, 10, tzinfo=zone()))
    run_once()
    delivery.refresh_from_db()
    assert delivery.state == "delivered"


VERBS: dict[str, Callable[[Delivery, Any], object]] = {
    "accept_delivery": lambda delivery, by: acceptances.accept_delivery(
        delivery, Judged(verdicts=verdicts(delivery)), by=by
    ),
    "accept_with_remains": lambda delivery, by: acceptances.accept_with_remains(
        delivery, Judged(verdicts=verdicts(delivery), remains=[("补", date(2023, 8, 1))]), by=by
    ),
    "return": lambda delivery, by: acceptances.return_delivery(
        delivery, Judged(verdicts={}, sentence="差"), by=by
    ),
    "finish_remains": lambda delivery, by: remains.finish_remains(delivery, by=by),
}


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("state", [one.key for one in DELIVERY.states if one.key != "delivered"])
def test_what_was_judged_is_not_judged_again(table: Table, state: str, verb: str) -> None:
    if DELIVERY.allows(state, verb):
        return
    delivery = delivered(table)
    Delivery.objects.filter(pk=delivery.pk).update(state=state)
    before = Entry.objects.count()
    with pytest.raises(NotPossibleNow):
        VERBS[verb](delivery, table.company.lin)
    assert Entry.objects.count() == before


def test_an_unknown_verdict_or_an_empty_remain_is_refused(table: Table) -> None:
    delivery = delivered(table)
    with pytest.raises(Invalid):
        acceptances.return_delivery(
            delivery,
            Judged(verdicts=verdicts(delivery, "fine"), sentence="差"),
            by=table.company.lin,
        )
    with pytest.raises(Invalid):
        acceptances.accept_with_remains(
            delivery,
            Judged(verdicts=verdicts(delivery), remains=[(" ", date(2023, 8, 1))]),
            by=table.company.lin,
        )


@pytest.mark.django_db(transaction=True)
@pytest.mark.check("T052")
def test_of_an_acceptance_and_a_return_at_once_one_counts(table: Table) -> None:
    delivery = delivered(table)
    outcomes = at_once(
        lambda: VERBS["accept_delivery"](delivery, table.company.lin),
        lambda: VERBS["return"](delivery, table.company.li),
    )
    assert sum(isinstance(outcome, Acceptance) for outcome in outcomes) == 1
    assert Acceptance.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_last_acceptances_at_once_open_one_retrospective(table: Table) -> None:
    *earlier, last, other = all_delivered(table)
    for delivery in earlier:
        accept(delivery, people(table)[delivery.task][1])
    at_once(*(lambda one=one: accept(one, people(table)[one.task][1]) for one in (last, other)))
    assert Collaboration.objects.get(pk=table.case.pk).state == "reviewing"
    assert Retrospective.objects.count() == 1


def test_the_same_judgement_twice_is_one(table: Table, signed_in: SignIn) -> None:
    delivery, client, once = delivered(table), signed_in(table.company.lin), uuid4().hex
    for _ in range(2):
        fields = judgement(delivery, "accept_delivery")
        response = send(client, f"/deliveries/{delivery.pk}/acceptances", once=once, **fields)
        assert response.status_code == 303
    assert Entry.objects.filter(kind="delivery.accepted").count() == 1
