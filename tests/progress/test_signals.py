from collections.abc import Callable
from datetime import datetime
from types import ModuleType
from typing import Any

import pytest
from django.db.models import Q
from django.test import Client

from tests.agreements.table import Table
from tests.forms import page, send
from tongzhou.collaborations.models import Collaboration
from tongzhou.core.clock import zone
from tongzhou.core.verdicts import Invalid, NotPossibleNow, Refused
from tongzhou.journal.models import Entry
from tongzhou.journal.worker import run_once
from tongzhou.notices.models import Notice
from tongzhou.plans.models import Dependency, Task
from tongzhou.progress import policy
from tongzhou.progress.actions import rounds, signals
from tongzhou.progress.actions.rounds import Update
from tongzhou.progress.models import Confidence, DailyLine
from tongzhou.progress.queries import standups
from tongzhou.progress.queries.signals import trusted_by
from tongzhou.progress.queries.standups import stand_up, text_of

SignIn = Callable[[Any], Client]


def test_who_waits_says_with_one_tap_how_sure_they_are(table: Table, signed_in: SignIn) -> None:
    client, address = signed_in(table.company.lin), f"/tasks/{table.survey.pk}/confidences"
    shown = page(client, f"/tasks/{table.survey.pk}/check-in")
    assert len(shown.css("#sure button[name=level]")) == 3
    assert send(client, address, level="unsure").status_code == 303
    said = Confidence.objects.get()
    assert (said.level, said.by) == ("unsure", table.company.lin)
    assert said.department == table.case.department
    row = page(client, f"/collaborations/{table.case.pk}/progress")
    assert "有点担心" in row.css_first(f"#row-{table.survey.pk}").text()
    assert send(client, address, level="certain").status_code == 422
    with pytest.raises(Invalid):
        signals.trust(table.survey, "certain", by=table.company.lin)


def test_a_worry_the_update_does_not_know_reaches_the_owner_first_and_alone(table: Table) -> None:
    company = table.company
    signals.trust(table.survey, "worried", sentence="样本还没看到", by=company.lin)
    run_once()
    heard = Notice.objects.filter(kind="check_in.confidence_low")
    carriers = set(
        table.survey.roles.filter(letter__in=["R", "A"]).values_list("person", flat=True)
    )
    assert set(heard.values_list("person", flat=True)) == carriers
    signals.trust(table.survey, "sure", by=company.lin)
    Task.objects.filter(pk=table.survey.pk).update(risk="人手紧")
    signals.trust(table.survey, "worried", by=company.lin)
    run_once()
    assert Notice.objects.filter(kind="check_in.confidence_low").count() == len(carriers)


def test_a_worry_said_again_is_not_told_again_but_one_that_came_back_is(table: Table) -> None:
    told = []
    for level in ("worried", "worried", "unsure", "worried"):
        signals.trust(table.survey, level, by=table.company.lin)
        told.append(Entry.objects.filter(kind="check_in.confidence_low").count())
    assert told == [1, 1, 1, 2]


def test_nobody_vouches_for_a_row_of_their_own_department(table: Table, signed_in: SignIn) -> None:
    company = table.company
    with pytest.raises(Refused):
        signals.trust(table.survey, "sure", by=company.zhou)
    assert (
        send(
            signed_in(company.zhou), f"/tasks/{table.survey.pk}/confidences", level="sure"
        ).status_code
        == 403
    )
    assert (
        send(
            signed_in(company.qian), f"/tasks/{table.survey.pk}/confidences", level="sure"
        ).status_code
        == 404
    )
    Collaboration.objects.filter(pk=table.case.pk).update(state="accepting")
    with pytest.raises(NotPossibleNow):
        signals.trust(table.survey, "sure", by=company.lin)


def test_the_page_offers_it_to_exactly_those_who_may(table: Table) -> None:
    Dependency.objects.create(task=table.survey, on=table.complaints)
    rows = list(Task.objects.filter(collaboration=table.case).select_related("collaboration"))
    for person in table.company.everyone:
        found = trusted_by(person, table.case)
        may = {row.pk for row in rows if policy.may_trust(person, row)}
        assert found == may, person.login


def test_the_stand_up_is_made_of_facts_and_one_line_each(
    table: Table, clock: ModuleType, signed_in: SignIn
) -> None:
    company, case = table.company, table.case
    rounds.open_round(case)
    said = Update(percent=20, state="in_progress", risk="样本偏少", next_week="补样本")
    rounds.check_in(table.survey, said, by=company.zhou)
    clock.move_to(datetime(2023, 7, 4, 9, 30, tzinfo=zone()))
    client = signed_in(company.zhou)
    address = f"/tasks/{table.survey.pk}/daily-lines"
    assert send(client, address, text=" 上午访谈\n3 家客户 ").status_code == 303
    assert DailyLine.objects.get().text == "上午访谈 3 家客户"
    one = next(one for one in stand_up(case, company.zhou) if one.row.id == table.survey.pk)
    assert "20" in " ".join(one.yesterday)
    assert one.today[0] == "上午访谈 3 家客户"
    assert "样本偏少" in one.blocked
    text = text_of(case, stand_up(case, company.zhou))
    assert "上午访谈 3 家客户" in text
    shown = page(client, f"/collaborations/{case.pk}/stand-up")
    assert shown.css_first(f"#stand-up-{table.survey.pk} [name=text]").attributes["value"]
    assert send(client, address, text=" ").status_code == 422
    assert send(signed_in(company.huang), address, text="x").status_code == 403


def test_what_else_happened_on_a_busy_day_does_not_push_rows_out_of_the_stand_up(
    table: Table, clock: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    rounds.open_round(table.case)
    rounds.check_in(table.survey, Update(percent=20, state="in_progress"), by=table.company.zhou)
    of_rows = Q(kind__startswith="task.") | Q(kind__startswith="check_in.")
    said = Entry.objects.filter(of_rows, collaboration=table.case.pk).count()
    assert said < Entry.objects.filter(collaboration=table.case.pk).count()
    monkeypatch.setattr(standups, "MOST_ENTRIES", said)
    clock.move_to(datetime(2023, 7, 4, 9, 30, tzinfo=zone()))
    rows = stand_up(table.case, table.company.zhou)
    survey = next(one for one in rows if one.row.id == table.survey.pk)
    assert "20" in " ".join(survey.yesterday)
