"""Own fields as columns of the table: typed into cells, sorted, filtered, added up, written out and read back."""

from collections.abc import Callable
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from tests.company import Company
from tests.plans.conftest import sound
from tests.plans.test_grid import facts, send
from tongzhou.collaborations.models import Collaboration
from tongzhou.core.verdicts import Invalid
from tongzhou.journal.models import Entry
from tongzhou.org.models import Person
from tongzhou.plans import queries
from tongzhou.plans.actions import imports, keep_view
from tongzhou.plans.actions.cells import edit_cell
from tongzhou.plans.actions.own_fields import add_field, retire_field
from tongzhou.plans.exchange.delimited_writing import write_csv
from tongzhou.plans.models import CustomField, Task
from tongzhou.plans.workbook.writing import write_workbook

SignedIn = Callable[[Person], Client]


@pytest.fixture
def level(company: Company) -> CustomField:
    return add_field("优先级", kind="choice", options=["高", "低"], by=company.administrator)


@pytest.fixture
def cost(company: Company) -> CustomField:
    return add_field("预算（元）", kind="number", by=company.administrator)


@pytest.fixture
def sponsor(company: Company) -> CustomField:
    return add_field("出资人", kind="person", by=company.administrator)


def key(field: CustomField) -> str:
    return f"field-{field.pk}"


def rows_of(case: Collaboration) -> list[tuple[str, ...]]:
    own = queries.own_table(case.pk)
    return [
        (row.name, *(row.text(one.key) for one in own.columns))
        for row in own.filled(queries.table(case.pk))
    ]


def test_an_own_column_is_typed_into_like_any_other(
    company: Company, case: Collaboration, task: Task, level: CustomField, signed_in: SignedIn
) -> None:
    browser = signed_in(company.li)
    columns = f"name,{key(level)}"
    told = facts(browser, case, f"?columns={columns}")
    assert told["columns"][1]["options"] == ["高", "低"]
    assert key(level) in told["sets"]["a"]
    sent = send(browser, case, {"cells": [[str(task.pk), key(level), "高", ""]]})
    assert sent.status_code == 200
    assert queries.own_row(task.pk).text(key(level)) == "高"
    wrong = send(browser, case, {"cells": [[str(task.pk), key(level), "很高", "高"]]})
    assert (wrong.status_code, list(wrong.json()["errors"])) == (422, [f"{task.pk} {key(level)}"])
    stale = send(browser, case, {"cells": [[str(task.pk), key(level), "低", ""]]})
    assert stale.status_code == 409
    assert Entry.objects.filter(kind="task.field_filled").count() == 1


def test_own_columns_stay_free_after_signing_and_go_when_they_are_retired(
    company: Company, case: Collaboration, task: Task, level: CustomField, signed_in: SignedIn
) -> None:
    case.state = "delivering"
    case.save(update_fields=["state"])
    edit_cell(task, field=key(level), value="低", was="", by=company.li)
    assert queries.own_row(task.pk).text(key(level)) == "低"
    retire_field(level, retired=True, by=company.administrator)
    told = facts(signed_in(company.li), case, f"?columns=name,{key(level)}&sort={key(level)}")
    assert [one["key"] for one in told["columns"]] == ["name"]
    with pytest.raises(Invalid):
        edit_cell(task, field=key(level), value="高", was=None, by=company.li)


def test_a_table_is_sorted_filtered_grouped_and_added_up_by_own_columns(
    company: Company, case: Collaboration, task: Task, level: CustomField, cost: CustomField,
    signed_in: SignedIn,
) -> None:  # fmt: skip
    other = sound(company, case)
    edit_cell(other, field="name", value="另一行", was=None, by=company.li)
    for row, word, number in ((task, "低", "9"), (other, "高", "1,000.5")):
        edit_cell(row, field=key(level), value=word, was=None, by=company.li)
        edit_cell(row, field=key(cost), value=number, was=None, by=company.li)
    browser, page = signed_in(company.li), reverse("plan", args=[case.pk])
    columns = f"columns=name,{key(level)},{key(cost)}"

    def shown(query: str) -> str:
        return str(browser.get(f"{page}?{columns}&{query}").content.decode())

    def order(text: str) -> bool:
        return text.index(f"row-{task.pk}") < text.index(f"row-{other.pk}")

    assert order(shown(f"sort={key(cost)}"))
    assert not order(shown(f"sort=-{key(cost)}"))
    assert "1009.5" in shown("")
    only = shown(f"{key(level)}=高")
    assert f"row-{other.pk}" in only
    assert f"row-{task.pk}" not in only
    assert shown(f"group={key(level)}").count('class="group"') == 2
    kept = keep_view(case, "按级别", f"{columns}&group={key(level)}", shared=False, by=company.li)
    assert browser.get(f"{page}?view={kept.pk}").content.decode().count('class="group"') == 2


def test_own_columns_go_out_and_come_back_as_workbook_and_as_csv(
    company: Company, case: Collaboration, task: Task, level: CustomField, cost: CustomField,
    sponsor: CustomField,
) -> None:  # fmt: skip
    for field, text in ((level, "高"), (cost, "12.5"), (sponsor, company.zhou.name)):
        edit_cell(task, field=key(field), value=text, was=None, by=company.li)
    Collaboration.objects.filter(pk=case.pk).update(number="协-2023-0900")
    mapping = {"request": {"lead": str(company.marketing.pk), "department": "市场部", "name": "新"}}
    own = queries.own_table(case.pk)
    rows = own.filled(queries.table(case.pk))
    for data in (write_workbook(case), write_csv(rows, "gbk", own.columns)):
        again = imports.take_over(data, name="x", mapping=mapping, by=company.li)
        assert rows_of(again) == rows_of(case)
    assert rows_of(case) == [("用户需求收集", "高", "12.5", company.zhou.name)]


def test_an_own_column_of_a_file_that_cannot_be_read_is_an_error_at_its_cell(
    company: Company, case: Collaboration, task: Task, level: CustomField, signed_in: SignedIn
) -> None:
    data = write_csv(queries.table(case.pk)).replace(
        "任务名称".encode(), "优先级,任务名称".encode()
    )
    data = data.replace("用户需求收集".encode(), "紧急,用户需求收集".encode())
    kept = imports.upload("x.csv", data, by=company.li)
    text = signed_in(company.li).get(reverse("import", args=[kept.pk])).content.decode()
    assert "紧急" in text
    with pytest.raises(Invalid) as wrong:
        imports.confirm(kept, by=company.li)
    assert any(place.endswith("!A2") for place in wrong.value.errors)


def test_an_own_field_cannot_have_the_name_of_a_column_of_the_house(company: Company) -> None:
    with pytest.raises(Invalid):
        add_field("负责人", kind="person", by=company.administrator)


def test_order_and_widths_are_kept_together_as_the_script_sends_them(
    company: Company, case: Collaboration, task: Task, level: CustomField, signed_in: SignedIn
) -> None:
    browser = signed_in(company.li)
    sent = {"columns": f"name,{key(level)},dates", "widths": "dates:200", "once": uuid4().hex}
    assert browser.post(reverse("plan-layouts", args=[case.pk]), sent).status_code == 204
    told = facts(browser, case)["columns"]
    assert [(one["key"], one["width"]) for one in told[1:]] == [(key(level), 130), ("dates", 200)]
