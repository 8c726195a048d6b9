"""What was signed beforehand: a leeway is used, two changes meet, a clause carries itself out."""

import pytest
from playwright.sync_api import expect

from tests.agreements import table as table_module
from tests.agreements.beforehand import clause, late, leeway, shift
from tests.company import Company
from tests.journeys.stage import Stage
from tongzhou.agreements.actions import changes

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def test_leeway_three_way_choice_and_clause_as_people_see_them(
    stage: Stage, company: Company
) -> None:
    table = table_module.build(company)
    clause(table, late(table.complaints, "2023-07-14"), shift(table.campaign))
    leeway(table)
    table.in_force()
    lin, wang = stage.enter("lin"), stage.enter("wang", "phone")
    wanted = [
        changes.draft(table.case, by=person, reason=why, values={table.review.pk: {"end": end}})
        for person, why, end in (
            (company.lin, "联调晚两天", "2023-08-22"), (company.wang, "测试环境晚到", "2023-08-25"),
        )
    ]  # fmt: skip
    near, far = (f"/changes/{one.pk}" for one in wanted)
    lin.go(near)
    lin.sees("可以立即生效，不必重签")
    lin.button("立即生效").click()
    lin.sees("无人需要重签")
    wang.go(far)
    wang.sees("协议在此期间已有变化")
    choice = wang.main.locator("tr").filter(has_text="2023年8月18日").filter(has_text="以哪个为准")
    expect(wang.main.get_by_role("radio")).to_have_count(2)
    for day in ("8月18日", "8月22日", "8月25日"):
        wang.sees(day)
    wang.fits()
    wang.main.get_by_role("radio").last.check()
    wang.button("更新到现行版本").click()
    expect(choice).to_have_count(0)
    wang.sees("还没有要改的内容")
    stage.at(7, 17, 9)
    stage.at(7, 17, 10)
    for somebody in (lin, wang):
        somebody.go(f"/collaborations/{table.case.pk}/provisions")
        somebody.sees("已执行")
        somebody.link("变更申请 3").click()
        somebody.sees("按大家已签的约定自动执行")
        somebody.sees("9月27日")
