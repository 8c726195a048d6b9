"""A5: clauses are signed with the table and carry themselves out, each exactly once."""

from collections.abc import Callable
from datetime import date, timedelta
from types import ModuleType

import pytest
from django.test import Client

from tests.agreements.beforehand import accepted, clause, late, shift
from tests.agreements.table import Table
from tests.forms import page
from tongzhou.agreements.actions import changes, providing
from tongzhou.agreements.actions.clauses import carry_out_due
from tongzhou.agreements.asked import Asked
from tongzhou.agreements.models import Firing, Row, Version
from tongzhou.agreements.queries.provisions import flaws_of
from tongzhou.agreements.verify import verify_signatures
from tongzhou.core.verdicts import NotPossibleNow, Refused
from tongzhou.journal.models import Entry
from tongzhou.journal.verify import verify_chain
from tongzhou.journal.verify_facts import verify_facts
from tongzhou.org.models import Person
from tongzhou.plans.models import Task

DAY = timedelta(days=1)


def dates(task: Task) -> tuple[date | None, date | None]:
    task.refresh_from_db()
    return task.start, task.end


def until(clock: ModuleType, day: date) -> None:
    clock.advance((day - clock.today()) * 1)


def fired(table: Table) -> list[bool]:
    found = Firing.objects.filter(provision__collaboration=table.case)
    return [one.came_true for one in found]


def test_what_was_agreed_for_a_late_task_happens_once(table: Table, clock: ModuleType) -> None:
    clause(table, late(table.review), shift(table.campaign))
    before = table.in_force()
    until(clock, date(2023, 8, 18))
    carry_out_due()
    assert fired(table) == []
    until(clock, date(2023, 8, 19))
    for _ in range(3):
        carry_out_due()
    assert fired(table) == [True]
    assert dates(table.campaign) == (date(2023, 8, 31), date(2023, 9, 27))
    after = Version.objects.get(collaboration=table.case, state="in_force")
    assert (after.number, after.change and after.change.kind) == (before.number + 1, "clause")
    moved = Row.objects.get(version=after, task=table.campaign)
    assert moved.warrant.change == after.change
    assert not moved.seats.exists()
    assert Entry.objects.filter(kind="clause.fired").count() == 1
    assert verify_signatures() == []
    assert verify_facts()[0] == []
    assert not verify_chain()


def test_a_worker_that_comes_late_judges_what_was_so_on_the_day(
    table: Table, clock: ModuleType
) -> None:
    clause(table, late(table.review), shift(table.campaign))
    clause(
        table, late(table.survey, "2023-08-25"), {"kind": "drop", "task": str(table.complaints.pk)}
    )
    table.in_force()
    until(clock, date(2023, 8, 24))
    accepted(table, table.review)
    accepted(table, table.survey)
    until(clock, date(2023, 9, 4))
    carry_out_due()
    assert sorted(fired(table)) == [False, True]
    assert dates(table.campaign)[0] == date(2023, 8, 31)


def test_a_row_signed_out_by_a_clause_leaves_the_table(table: Table, clock: ModuleType) -> None:
    clause(table, late(table.survey, "2023-07-21"), {"kind": "drop", "task": str(table.review.pk)})
    table.in_force()
    until(clock, date(2023, 7, 24))
    carry_out_due()
    table.review.refresh_from_db()
    assert table.review.removed_at is not None
    assert verify_signatures() == []
    assert verify_facts()[0] == []


def test_a_person_joins_and_somebody_is_told_without_a_new_version(
    table: Table, clock: ModuleType
) -> None:
    company = table.company
    join = {"kind": "add", "task": str(table.review.pk), "person": str(company.liu.pk)}
    clause(table, {"kind": "few", "count": 2, "on": "2023-07-14"}, join)
    clause(
        table,
        {"kind": "undecided", "on": "2023-07-14"},
        {"kind": "tell", "person": str(company.chen_zong.pk)},
    )
    version = table.in_force()
    until(clock, date(2023, 7, 17))
    carry_out_due()
    responsible = table.review.roles.filter(letter="R").values_list("person", flat=True)
    assert set(responsible) == {company.wang_gong.pk, company.liu.pk}
    version.refresh_from_db()
    assert version.state == "in_force"
    assert sorted(fired(table)) == [False, True]


def test_it_waits_while_another_change_is_being_signed(table: Table, clock: ModuleType) -> None:
    clause(table, late(table.review), shift(table.campaign))
    table.in_force()
    values = {table.complaints.pk: {"deliverable": "《TOP5 投诉分析》"}}
    change = changes.draft(table.case, by=table.company.lin, reason="更细", values=values)
    version = changes.submit(change, by=table.company.lin).versions.get()
    until(clock, date(2023, 8, 21))
    carry_out_due()
    assert fired(table) == []
    for department in (table.company.service, table.company.marketing):
        version = table.sign(version, department)
    carry_out_due()
    assert fired(table) == [True]
    assert verify_signatures() == []
    assert verify_facts()[0] == []


def test_it_is_written_before_signing_and_withdrawn_only_by_a_change(
    table: Table, clock: ModuleType
) -> None:
    with pytest.raises(Refused):
        providing.add_clause(
            table.case, late(table.review), shift(table.campaign), by=table.company.wang
        )
    made = clause(table, late(table.review), shift(table.campaign))
    table.in_force()
    with pytest.raises(NotPossibleNow):
        providing.take_out(made, by=table.company.lin)
    asked = Asked(shared={"clauses": []})
    change = changes.draft(table.case, by=table.company.lin, reason="不再需要", asked=asked)
    version = changes.submit(change, by=table.company.lin).versions.get()
    for department in table.heads:
        version = table.sign(version, department)
    assert version.state == "in_force"
    until(clock, date(2023, 8, 21))
    carry_out_due()
    assert fired(table) == []
    assert verify_signatures() == []
    assert verify_facts()[0] == []


def test_clauses_that_contradict_each_other_are_not_circulated(table: Table) -> None:
    clause(table, late(table.review), shift(table.campaign))
    drop = {"kind": "drop", "task": str(table.campaign.pk)}
    clause(table, {"kind": "early", "task": str(table.review.pk), "on": "2023-08-18"}, drop)
    assert flaws_of(table.case) == []
    clause(table, late(table.survey, "2023-07-20"), drop)
    clause(table, late(table.survey, "2023-07-20"), drop)
    found = flaws_of(table.case)
    assert sum(one.blocking for one in found) == 3
    with pytest.raises(NotPossibleNow):
        table.circulate()


def test_the_sentence_is_seen_before_it_is_written_and_where_it_is_signed(
    table: Table, signed_in: Callable[[Person], Client]
) -> None:
    lin = signed_in(table.company.lin)
    page = f"/collaborations/{table.case.pk}/provisions"
    typed = {
        "if": "late", "if_task": str(table.review.pk), "if_on": "2023-08-18",
        "then": "shift", "then_tasks": "4", "then_days": "3",
    }  # fmt: skip
    sentence = "若「需求评审与开发」到 8月18日仍未验收通过，则「推广活动」顺延 3 天。"
    assert sentence in lin.get(f"{page}/preview", typed).content.decode()
    assert lin.post(page, typed | {"then_tasks": "9"}).status_code == 422
    assert lin.post(page, typed).status_code == 303
    assert (
        lin.post(
            f"/collaborations/{table.case.pk}/leeways", {"leeway_shift": "1", "leeway_days": "2"}
        ).status_code
        == 303
    )
    assert signed_in(table.company.wang).post(page, typed).status_code == 403
    version = table.circulate()
    told = signed_in(table.company.wang).get(f"/agreements/{version.pk}").content.decode()
    assert sentence in told
    assert "日期可在 2 天内移动" in told


@pytest.mark.parametrize("view", ["", "/plan", "/plan/gantt"])
def test_the_dates_a_clause_would_lead_to_are_forecast(
    table: Table, clock: ModuleType, signed_in: Callable[[Person], Client], view: str
) -> None:
    """The same dates as the clause brings about when it is carried out."""
    clause(table, late(table.review), shift(table.campaign, table.review))
    out = {"kind": "drop", "task": str(table.survey.pk)}
    clause(table, late(table.complaints, "2023-08-31"), out)
    address = f"/collaborations/{table.case.pk}{view}"
    lin = signed_in(table.company.lin)
    assert page(lin, address).css_first("#foreseen") is None, "nobody has been asked to sign it"
    table.in_force()
    seen = page(lin, address)
    assert "若…则至 9月27日" in seen.html or not view
    told = " ".join(seen.css_first("#foreseen").text().split())
    assert "若「需求评审与开发」到 8月18日仍未验收通过" in told
    assert "推广活动 9月22日 → 9月27日" in told
    assert "需求评审与开发 8月18日 → 8月23日" in told
    assert "用户需求调研 将取消" in told
    until(clock, date(2023, 8, 21))
    carry_out_due()
    table.campaign.refresh_from_db()
    assert table.campaign.end == date(2023, 9, 27)
    seen = page(lin, address)
    assert "若…则至" not in seen.html
    assert "推广活动" not in seen.css_first("#foreseen").text()


def test_a_clause_is_taken_out_by_the_form_of_a_change(
    table: Table, signed_in: Callable[[Person], Client]
) -> None:
    clause(table, late(table.review), shift(table.campaign))
    table.in_force()
    lin = signed_in(table.company.lin)
    form = f"/collaborations/{table.case.pk}/changes/new?about=beforehand"
    assert "则「推广活动」顺延 3 天" in lin.get(form).content.decode()
    sent = {"about": "beforehand", "is_beforehand": "1", "reason": "不再需要"}
    sent |= {"leeway_shift": "1", "leeway_days": "1"}
    made = lin.post(f"/collaborations/{table.case.pk}/changes", sent)
    change = table.case.changes.get()
    assert made.status_code == 303
    assert {line.field for line in change.lines.all()} == {"clauses", "leeways"}
    assert "则「推广活动」顺延 3 天" in lin.get(made["Location"]).content.decode()


def test_an_open_clause_stands_in_the_brief(
    table: Table, clock: ModuleType, signed_in: Callable[[Person], Client]
) -> None:
    clause(table, late(table.complaints, "2023-07-14"), shift(table.campaign))
    browser = signed_in(table.company.chen)
    brief = f"/collaborations/{table.case.pk}/brief"
    assert "事先约定" not in browser.get(brief).content.decode()
    table.in_force()
    assert "事先约定：若「投诉分析」" in browser.get(brief).content.decode(), "as text for a chat"
    clock.advance(timedelta(days=13))
    carry_out_due()
    assert "事先约定" not in browser.get(brief).content.decode()
