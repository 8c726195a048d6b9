from collections.abc import Callable
from datetime import datetime
from types import ModuleType
from typing import Any

import pytest
from django.test import Client

from tests.agreements.table import Table
from tests.forms import errors, page, send
from tongzhou.core.clock import zone
from tongzhou.core.verdicts import Invalid
from tongzhou.journal.models import Entry
from tongzhou.outcomes.queries.figures import figures
from tongzhou.progress.actions import rounds
from tongzhou.progress.actions.rounds import Update
from tongzhou.progress.models import PromiseVerdict
from tongzhou.progress.queries import promises
from tongzhou.progress.queries.summaries import summary_text
from tongzhou.progress.queries.weeks import weekly

SignIn = Callable[[Any], Client]


@pytest.fixture
def promised(table: Table, clock: ModuleType) -> Table:
    """Zhou Qiang said last week what would come; it is Monday of the next."""
    rounds.open_round(table.case)
    said = Update(percent=20, state="in_progress", next_week="发完 200 份问卷")
    rounds.check_in(table.survey, said, by=table.company.zhou)
    clock.move_to(datetime(2023, 7, 10, 10, tzinfo=zone()))
    rounds.open_round(table.case)
    return table


def test_the_next_update_tells_in_the_same_form_whether_it_was_done(
    promised: Table, signed_in: SignIn
) -> None:
    client, case = signed_in(promised.company.zhou), promised.case
    row = page(client, "/week").css_first(f"#row-{promised.survey.pk}")
    assert "发完 200 份问卷" in row.text()
    send(
        client, f"/tasks/{promised.survey.pk}/check-ins",
        state="in_progress", percent="50", next_week="整理结果", kept="yes",
    )  # fmt: skip
    verdict = PromiseVerdict.objects.get()
    assert (verdict.is_kept, verdict.by) == (True, promised.company.zhou)
    assert verdict.promise.next_week == "发完 200 份问卷"
    assert verdict.said_in.next_week == "整理结果"
    assert Entry.objects.filter(kind="check_in.promise_kept").count() == 1
    row = page(client, f"/collaborations/{case.pk}/progress").css_first(
        f"#row-{promised.survey.pk}"
    )
    assert "如约完成" in row.text()
    assert row.css_first("[name=kept]") is None


def test_what_was_not_done_needs_a_reason_and_is_told_once(
    promised: Table, signed_in: SignIn
) -> None:
    client, address = signed_in(promised.company.zhou), f"/tasks/{promised.survey.pk}/check-ins"
    said = {"state": "in_progress", "percent": "30", "kept": "no"}
    response = send(client, address, **said)
    assert response.status_code == 422
    assert "一句话" in errors(response)
    with pytest.raises(Invalid):
        rounds.check_in(
            promised.survey, Update(percent=30, state="in_progress", kept=False),
            by=promised.company.zhou,
        )  # fmt: skip
    send(client, address, **said, reason="样本库停机两天")
    send(client, address, state="in_progress", percent="31", kept="yes")
    verdict = PromiseVerdict.objects.get()
    assert (verdict.is_kept, verdict.reason) == (False, "样本库停机两天")


def test_nothing_is_asked_where_nothing_was_promised_or_nothing_is_said(
    promised: Table, signed_in: SignIn
) -> None:
    company = promised.company
    rounds.check_in(
        promised.complaints, Update(percent=10, state="in_progress", kept=True), by=company.huang
    )
    rounds.check_in(promised.survey, Update(percent=30, state="in_progress"), by=company.zhou)
    assert not PromiseVerdict.objects.exists()
    shown = page(signed_in(company.huang), f"/tasks/{promised.complaints.pk}/check-in")
    assert shown.css_first("[name=kept]") is None
    shown = page(signed_in(company.zhou), f"/tasks/{promised.survey.pk}/check-in")
    assert "发完 200 份问卷" in shown.css_first("form.form").text()


def test_a_tick_promises_what_the_plan_says(table: Table, signed_in: SignIn) -> None:
    rounds.open_round(table.case)
    client = signed_in(table.company.zhou)
    send(
        client, f"/tasks/{table.survey.pk}/check-ins",
        state="in_progress", percent="20", as_planned="on",
    )  # fmt: skip
    assert table.survey.check_ins.get().next_week == "按计划推进"


def test_figures_are_of_departments_and_stand_in_summary_and_retrospective(
    promised: Table, signed_in: SignIn
) -> None:
    company, case = promised.company, promised.case
    told = Update(percent=30, state="in_progress", kept=False, reason="样本库停机两天")
    rounds.check_in(promised.survey, told, by=company.zhou)
    [share] = promises.by_department(case)
    assert (share.name, share.kept, share.judged) == (promised.survey.department.name, 0, 1)
    text = summary_text(case, weekly(case, company.lin), None)
    assert "本周承诺：完成 0/1" in text
    assert "样本库停机两天" in text
    assert (figures(case).promises_kept, figures(case).promises_told) == (0, 1)
    shown = page(signed_in(company.lin), "/promises").css("tbody tr")
    assert len(shown) == 1
    assert company.zhou.name not in shown[0].text()
    assert not page(signed_in(company.qian), "/promises").css("tbody tr")
    overview = page(signed_in(company.lin), f"/collaborations/{case.pk}")
    assert "兑现 0/1" in overview.text()
