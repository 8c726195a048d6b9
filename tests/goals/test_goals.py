from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from tests.company import Company
from tests.forms import errors, page, send
from tongzhou.core.verdicts import Invalid, NotPossibleNow, Refused, Stale
from tongzhou.goals.actions import measuring, setting
from tongzhou.goals.models import Goal, Measure
from tongzhou.goals.rollup import passed, reached, rolled_up
from tongzhou.journal.models import Entry
from tongzhou.org.models import Department, Person

SignIn = Callable[[Any], Client]
QUARTER = {"since": date(2023, 7, 1), "until": date(2023, 9, 30)}


def goal(department: Department, by: Person, name: str, parent: Goal | None = None) -> Goal:
    contents = setting.Contents(name=name, parent=parent, **QUARTER)
    return setting.set_goal(contents, department=department, by=by)


def measure(of: Goal, by: Person, name: str = "次月留存", **facts: Any) -> Measure:
    given = {"baseline": Decimal(40), "target": Decimal(50), "unit": "%", **facts}
    return measuring.add(of, measuring.Contents(name=name, **given), by=by)


def test_a_head_sets_a_goal_and_its_measure_and_the_liaison_writes_down_where_it_stands(
    company: Company, signed_in: SignIn
) -> None:
    head, liaison = signed_in(company.wang), signed_in(company.liu)
    made = send(
        head, "/goals/new", department=str(company.product.pk), name="留住新用户",
        since="2023-07-01", until="2023-09-30",
    )  # fmt: skip
    row = Goal.objects.get()
    assert (made.status_code, made.url) == (303, f"/goals/{row.pk}")
    send(head, f"/goals/{row.pk}/measures", name="次月留存", baseline="40", target="50",
         unit="%", direction="up")  # fmt: skip
    counted = Measure.objects.get()
    address = f"/measures/{counted.pk}/readings"
    assert send(liaison, address, value="45", on="2023-07-03").status_code == 303
    told = page(signed_in(company.gao), f"/goals/{row.pk}").body.text()
    assert "50%" in told
    assert "45%" in told
    assert send(head, f"/goals/{row.pk}/measures", name="次月留存", baseline="1", target="2",
                direction="up").status_code == 422  # fmt: skip
    assert [entry.kind for entry in Entry.objects.filter(subject=row.pk)] == [
        "goal.set", "goal.measure_added", "goal.measured"
    ]  # fmt: skip


def test_only_the_head_sets_and_only_the_department_measures(
    company: Company, signed_in: SignIn
) -> None:
    row = goal(company.product, company.wang, "留住新用户")
    counted = measure(row, company.wang)
    for person in (company.liu, company.li, company.auditor):
        with pytest.raises(Refused):
            measure(row, person, "日活")
    for person in (company.wang_gong, company.li, company.auditor, company.administrator):
        response = send(signed_in(person), f"/measures/{counted.pk}/readings", value="1", on="今天")
        assert response.status_code == 403
    assert signed_in(company.gao).get("/goals/new").status_code == 403


def test_progress_is_rolled_up_to_the_company(company: Company, signed_in: SignIn) -> None:
    top = goal(company.root, company.chen_zong, "用户活跃")
    below = goal(company.product, company.wang, "留住新用户", top)
    other = goal(company.service, company.chen, "少一些投诉", top)
    measuring.read(
        measure(below, company.wang), value=Decimal(50), on=date(2023, 7, 3), by=company.liu
    )
    falling = measure(
        other, company.chen, "投诉率", baseline=Decimal("1.2"), target=Decimal("0.8"),
        direction="down",
    )  # fmt: skip
    measuring.read(falling, value=Decimal("1.0"), on=date(2023, 7, 3), by=company.huang)
    shown = page(signed_in(company.qian), "/goals?on=2023-07-03&zoom=75")
    row = next(one for one in shown.css(".goal-list tbody tr") if "用户活跃" in one.text())
    assert "75%" in row.text()
    assert len(shown.css(".goal-box")) == 5
    assert len(shown.css(".twig")) == 4
    fitted = page(signed_in(company.qian), "/goals?on=2023-07-03&zoom=fit").css_first("svg.fits")
    assert fitted
    assert "width" not in fitted.attributes
    alone = page(signed_in(company.qian), f"/goals?department={company.service.pk}")
    assert "少一些投诉" in alone.body.text()
    assert "留住新用户" not in alone.css_first("main").text()


def test_a_goal_serves_upwards_only_and_never_in_a_circle(company: Company) -> None:
    top = goal(company.root, company.chen_zong, "用户活跃")
    below = goal(company.product, company.wang, "留住新用户", top)
    with pytest.raises(Invalid):
        goal(company.service, company.chen, "少一些投诉", below)
    first = goal(company.product, company.wang, "页面更快", below)
    contents = setting.Contents(name="留住新用户", parent=first, **QUARTER)
    with pytest.raises(Invalid):
        setting.revise(below, contents, seen=1, by=company.wang)


def test_a_closed_goal_is_no_longer_changed(company: Company) -> None:
    row = goal(company.product, company.wang, "留住新用户")
    counted = measure(row, company.wang)
    setting.close(row, outcome="reached", sentence="到 51%", by=company.wang)
    with pytest.raises(NotPossibleNow):
        measuring.read(counted, value=Decimal(1), on=date(2023, 7, 3), by=company.liu)
    with pytest.raises(NotPossibleNow):
        setting.close(row, outcome="missed", sentence="再来", by=company.wang)


def test_who_was_slower_does_not_overwrite(company: Company) -> None:
    row = goal(company.product, company.wang, "留住新用户")
    setting.revise(row, setting.Contents(name="留存", **QUARTER), seen=1, by=company.wang)
    with pytest.raises(Stale):
        setting.revise(row, setting.Contents(name="日活", **QUARTER), seen=1, by=company.sun)


@pytest.mark.parametrize("value", ["NaN", "Infinity", "-Infinity", "1e15", "很多", ""])
def test_what_is_no_number_is_said_at_the_field(
    company: Company, signed_in: SignIn, value: str
) -> None:
    counted = measure(goal(company.product, company.wang, "留住新用户"), company.wang)
    response = send(
        signed_in(company.liu), f"/measures/{counted.pk}/readings", value=value, on="2023-07-03"
    )
    assert response.status_code == 422
    assert errors(response)
    with pytest.raises(Invalid):
        measuring.read(counted, value=Decimal("NaN"), on=date(2023, 7, 3), by=company.liu)


def test_an_earlier_reading_does_not_hide_a_later_one(company: Company) -> None:
    counted = measure(goal(company.product, company.wang, "留住新用户"), company.wang)
    measuring.read(counted, value=Decimal(48), on=date(2023, 7, 3), by=company.liu)
    measuring.read(counted, value=Decimal(42), on=date(2023, 7, 1), by=company.liu)
    counted.refresh_from_db()
    assert counted.current == 48


def test_the_tree_costs_the_same_however_large(company: Company, signed_in: SignIn) -> None:
    client, asked = signed_in(company.gao), []
    for count in (2, 6):
        for number in range(count):
            measure(goal(company.product, company.wang, f"目标{count}{number}"), company.wang)
        with CaptureQueriesContext(connection) as seen:
            client.get("/goals")
        asked.append(len(seen))
    assert asked[0] == asked[1] <= 20


numbers = st.integers(-1000, 1000).map(Decimal)


@given(numbers, numbers, numbers)
def test_progress_is_between_nothing_and_everything(
    start: Decimal, end: Decimal, now: Decimal
) -> None:
    percent = reached(baseline=start, target=end, current=now, is_rising=end >= start)
    assert percent is not None
    assert 0 <= percent <= 100
    assert reached(baseline=start, target=end, current=end, is_rising=end >= start) == 100


def test_time_and_roll_up_are_plain_arithmetic() -> None:
    assert passed(date(2023, 7, 1), date(2023, 7, 10), date(2023, 7, 5)) == 50
    assert passed(date(2023, 7, 1), date(2023, 7, 1), date(2023, 6, 1)) == 0
    assert rolled_up([None, 50, 100]) == 75
    assert rolled_up([None]) is None
