"""What the grid sends and is told: blocks, what reads differently since, both texts of a conflict."""

import json
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.company import Company
from tests.plans.conftest import sound
from tongzhou.collaborations.models import Collaboration
from tongzhou.org.models import Person
from tongzhou.plans import queries
from tongzhou.plans.actions import edit_cell
from tongzhou.plans.models import Task

SignedIn = Callable[[Person], Client]
PROBLEM = {"HTTP_ACCEPT": "application/problem+json"}


def facts(browser: Client, case: Collaboration, query: str = "") -> dict[str, Any]:
    text = browser.get(reverse("plan", args=[case.pk]) + query).content.decode()
    told = text.split("<tz-grid>\n<template>")[1].split("</template>")[0]
    found: dict[str, Any] = json.loads(told)
    return found


def send(browser: Client, case: Collaboration, block: dict[str, Any], **more: str) -> Any:
    sent = {"block": json.dumps(block), "once": uuid4().hex, **more}
    return browser.post(reverse("plan-changes", args=[case.pk]), sent, **PROBLEM)


def test_a_changed_cell_is_answered_with_the_rows_that_read_differently(
    company: Company, case: Collaboration, task: Task, signed_in: SignedIn
) -> None:
    other = sound(company, case)
    edit_cell(other, field="deliverable", value="《另一份》", was=None, by=company.li)
    browser = signed_in(company.li)
    seen = facts(browser, case)["token"]
    cell = [str(task.pk), "deliverable", "", "《用户需求汇总报告》"]
    told = send(browser, case, {"cells": [cell]}, seen=seen).json()
    assert list(told["rows"]) == [f"row-{task.pk}"]
    assert "order" not in told
    assert any('id="findings"' in part for part in told["parts"])
    assert f"row-{other.pk}" not in told["rows"]
    assert queries.row(task.pk).deliverable == ""


def test_the_grid_hears_what_others_changed_and_nothing_while_nothing_happens(
    company: Company, case: Collaboration, task: Task, signed_in: SignedIn
) -> None:
    browser, address = signed_in(company.zhou), reverse("plan-rows", args=[case.pk])
    known = facts(browser, case)
    asked = {"stamp": known["stamp"], "seen": known["token"]}
    assert browser.get(address, asked).status_code == 204
    edit_cell(task, field="name", value="别人改的", was=None, by=company.li)
    told = browser.get(address, asked).json()
    assert "别人改的" in told["rows"][f"row-{task.pk}"]
    assert browser.get(address, {**asked, "stamp": told["stamp"]}).status_code == 204


def test_a_grid_nobody_remembers_is_told_everything(
    company: Company, case: Collaboration, task: Task, signed_in: SignedIn
) -> None:
    address = reverse("plan-rows", args=[case.pk])
    told = signed_in(company.li).get(address, {"seen": "?"}).json()
    assert told["order"] == [f"row-{task.pk}"]
    assert set(told["rows"]) == {f"row-{task.pk}", "plan-sums"}


@pytest.mark.check("T047")
def test_the_grid_is_shown_both_texts_when_somebody_was_faster(
    company: Company, case: Collaboration, task: Task, signed_in: SignedIn
) -> None:
    cell = [str(task.pk), "name", "我的", "很早以前的"]
    answer = send(signed_in(company.li), case, {"cells": [cell]})
    assert answer.status_code == 409
    assert answer.json()["theirs"] == {f"{task.pk} name": "用户需求收集"}


@pytest.mark.check("T035")
def test_the_grid_hears_that_a_row_is_signed_and_where_to_change_it(
    company: Company, case: Collaboration, task: Task, signed_in: SignedIn
) -> None:
    Collaboration.objects.filter(pk=case.pk).update(state="delivering")
    browser = signed_in(company.li)
    known = facts(browser, case)
    assert known["urls"]["change"].endswith("/changes/new")
    assert "name" not in known["sets"]["a"]
    answer = send(browser, case, {"cells": [[str(task.pk), "name", "偷偷改", None]]})
    assert answer.status_code == 409
    assert "变更申请" in answer.json()["sentence"]


@pytest.mark.check("T050")
def test_a_block_sent_twice_has_one_effect(
    company: Company, case: Collaboration, signed_in: SignedIn
) -> None:
    browser, once = signed_in(company.li), uuid4().hex
    block = {"added": [["n1", ""]], "cells": [["n1", "department", "销售部", None]]}
    assert send(browser, case, block, once=once).status_code == 200
    assert send(browser, case, block, once=once).status_code == 204
    assert len(queries.table(case.pk)) == 1


def test_a_table_is_filtered_sorted_grouped_and_counted_by_its_address(
    company: Company, case: Collaboration, task: Task, signed_in: SignedIn
) -> None:
    second = sound(company, case)
    edit_cell(second, field="name", value="推广投放", was=None, by=company.li)
    edit_cell(second, field="department", value="市场部", was=None, by=company.li)
    edit_cell(second, field="effort_days", value="2.5", was=None, by=company.li)
    browser, address = signed_in(company.li), reverse("plan", args=[case.pk])

    def shown(**query: str) -> str:
        return browser.get(address, query).content.decode()

    only = shown(text="推广", columns="dates,effort_days")
    assert "推广投放" in only
    assert f"row-{task.pk}" not in only
    assert "2.5" in only
    grouped = shown(group="department")
    assert f'id="group-{company.sales.pk}"' in grouped
    down = shown(sort="-number")
    assert down.index(f"row-{second.pk}") < down.index(f"row-{task.pk}")
    assert "没有符合的行" in shown(state="late", text="没有这样的")
    assert shown(sort="x", group="y", columns="z", department="q", widths="name:a")


def test_the_names_one_may_type_come_with_their_sounds(
    company: Company, case: Collaboration, signed_in: SignedIn
) -> None:
    answer = signed_in(company.li).get(reverse("plan-names", args=[case.pk]))
    told = answer.json()
    sounds = {name: sound for name, _department, sound in told["people"]}
    assert company.wu.name in sounds
    assert [name for name, _sound, ours in told["departments"] if ours][0] in {
        one.name for one in company.departments
    }


@pytest.mark.check("T179")
def test_a_block_asks_as_often_for_a_long_table_as_for_a_short_one(
    company: Company, case: Collaboration, task: Task, signed_in: SignedIn
) -> None:
    browser, counts = signed_in(company.li), []
    for size in (2, 40):
        while Task.objects.filter(collaboration=case).count() < size:
            sound(company, case)
        known = facts(browser, case)
        cell = [str(task.pk), "buffer_days", str(size), None]
        with CaptureQueriesContext(connection) as asked:
            assert send(browser, case, {"cells": [cell]}, seen=known["token"]).status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1]
