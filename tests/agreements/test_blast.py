"""S3: what a change does to everybody else is seen before it is submitted."""

from collections.abc import Callable
from datetime import date, timedelta
from time import perf_counter
from uuid import UUID

import pytest
from django.test import Client

from tests.agreements.beforehand import accepted, clause, late, shift
from tests.agreements.table import Table
from tests.agreements.test_wide_changes import agreed_ask
from tongzhou.agreements.actions import changes
from tongzhou.agreements.asked import Asked
from tongzhou.agreements.blast import radius
from tongzhou.agreements.contents import Link, blank
from tongzhou.agreements.models import ChangeRequest
from tongzhou.agreements.queries.change_pages import page
from tongzhou.agreements.queries.foresight import of_ends
from tongzhou.core.ids import new_id
from tongzhou.org.calendars import calendar
from tongzhou.org.models import Person

SignIn = Callable[[Person], Client]


def postponed(table: Table, end: str) -> ChangeRequest:
    values = {table.review.pk: {"end": end}}
    return changes.draft(table.case, by=table.company.lin, reason="晚一个月", values=values)


def chain(length: int) -> tuple[dict[UUID, dict[str, object]], list[Link]]:
    """Rows of a week each, one behind the other."""
    keys = [new_id() for _ in range(length)]
    first = date(2023, 1, 2)
    rows: dict[UUID, dict[str, object]] = {}
    for place, key in enumerate(keys):
        start = first + timedelta(weeks=place)
        days = {"start": start.isoformat(), "end": (start + timedelta(days=4)).isoformat()}
        rows[key] = blank(key, place) | days | {"department": str(keys[0])}
    links = [Link(task, on, "FS", 0) for on, task in zip(keys, keys[1:], strict=False)]
    return rows, links


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ["FS", "SS", "FF", "SF"])
def test_dates_run_through_every_kind_of_dependency_and_its_lag(kind: str) -> None:
    rows, links = chain(3)
    links = [Link(one.task, one.on, kind, 1) for one in links]
    first = next(iter(rows))
    later = {"start": "2023-03-06", "end": "2023-03-10"}
    found = radius(
        rows, rows | {first: rows[first] | later}, links, wanted=None, calendar=calendar()
    )
    assert [one.task for one in found.collisions] == list(rows)[1:]


@pytest.mark.django_db
def test_five_hundred_rows_are_seen_at_once() -> None:
    rows, links = chain(500)
    first = next(iter(rows))
    after = rows | {first: rows[first] | {"end": "2024-01-12"}}
    radius(rows, after, links, wanted=None, calendar=calendar())
    begun = perf_counter()
    found = radius(rows, after, links, wanted=None, calendar=calendar())
    assert len(found.collisions) == 499
    assert perf_counter() - begun < 1


def test_it_names_milestones_clauses_and_what_is_handed_over(table: Table) -> None:
    clause(table, late(table.review, "2023-08-25"), shift(table.survey))
    table.in_force()
    accepted(table, table.campaign)
    reach = page(postponed(table, "2023-09-13"), table.company.lin).reach
    assert [(one.name, one.tasks) for one in reach.blast.missed] == [
        ("功能上线", [table.review.pk])
    ]
    assert len(reach.clauses) == 1
    assert "晚" not in reach.clauses[0]
    assert reach.blast.collisions == []


def test_it_names_the_gains_at_risk_and_who_hears_of_it(table: Table, signed_in: SignIn) -> None:
    ask = agreed_ask(table)
    ask.gain = "少接 200 个投诉电话"
    ask.save(update_fields=["gain"])
    table.in_force()
    lin = table.company.lin
    change = postponed(table, "2023-08-17")
    assert page(change, lin).reach.gains == []
    changes.revise(change, by=lin, values={table.review.pk: {"end": "2023-09-20"}})
    [risk] = page(ChangeRequest.objects.get(pk=change.pk), lin).reach.gains
    assert (risk.gain, risk.department, risk.head) == (ask.gain, "产品部", "王磊")
    assert (risk.tasks, risk.day) == ([table.review.pk], ask.agreed_by_date)
    shown = signed_in(lin).get(f"/changes/{change.pk}").content.decode()
    assert f"产品部由此得到的「{ask.gain}」有风险" in shown
    gone = Asked(dropped=[table.review.pk])
    dropped = changes.draft(table.case, by=lin, reason="不做了", asked=gone)
    [risk] = page(dropped, lin).reach.gains
    assert (risk.tasks, risk.day) == ([table.review.pk], None)


def test_one_press_rewrites_the_draft(table: Table, signed_in: SignIn) -> None:
    table.in_force()
    change = postponed(table, "2023-09-20")
    lin = signed_in(table.company.lin)
    shown = lin.get(f"/changes/{change.pk}").content.decode()
    assert "功能上线" in shown
    assert "缩小范围" in shown
    assert lin.post(f"/changes/{change.pk}/ripples").status_code == 303
    lines = dict(change.lines.filter(task=table.campaign).values_list("field", "new"))
    assert lines["start"] == "2023-09-21"
    wanted = {"about": "shared", "wanted_date": lines["end"]}
    assert lin.post(f"/changes/{change.pk}/lines", wanted).status_code == 303
    found = page(ChangeRequest.objects.get(pk=change.pk), table.company.lin).reach.blast
    assert (found.collisions, found.exceeded) == ([], [])


def test_a_superior_reads_what_the_date_of_an_option_would_do(table: Table) -> None:
    table.in_force()
    near, far = (table.review.pk, date(2023, 8, 21)), (table.review.pk, date(2023, 9, 20))
    found = of_ends(table.case.pk, [near, far])
    assert found[near] == ["别的任务都不用动。"]
    assert found[far][0] == "需要一起移动：「推广活动」。"
    assert any("功能上线" in told for told in found[far])
