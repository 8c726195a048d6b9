"""A file comes back into the table it was exported from: matched row by row, shown cell by cell, all or nothing."""

import re
import zipfile
from collections.abc import Callable
from io import BytesIO
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.company import Company
from tests.plans.conftest import sound
from tongzhou.collaborations.models import Collaboration
from tongzhou.core.verdicts import Invalid
from tongzhou.journal.models import Entry
from tongzhou.org.models import Person
from tongzhou.plans import queries
from tongzhou.plans.actions import imports
from tongzhou.plans.actions.cells import edit_cell
from tongzhou.plans.actions.own_fields import add_field
from tongzhou.plans.exchange.delimited_writing import write_csv
from tongzhou.plans.models import PlanImport, Task
from tongzhou.plans.queries.preview import preview_of
from tongzhou.plans.workbook.sheets import TASKS
from tongzhou.plans.workbook.writing import write_workbook

SignedIn = Callable[[Person], Client]


@pytest.fixture
def other(company: Company, case: Collaboration, task: Task) -> Task:
    made = sound(company, case)
    edit_cell(made, field="name", value="功能开发", was=None, by=company.li)
    edit_cell(made, field="waits_for", value="1FS+2", was=None, by=company.li)
    return made


def exported(case: Collaboration) -> str:
    own = queries.own_table(case.pk)
    rows = own.filled(queries.table(case.pk))
    return write_csv(rows, own=own.columns).decode("utf-8-sig")


def upload(company: Company, case: Collaboration, data: bytes) -> PlanImport:
    return imports.upload("back.csv", data, by=company.li, into=case)


def said(kept: PlanImport, by: Person) -> tuple[int, int, int, int]:
    found = preview_of(kept, by=by).by_row
    assert found is not None
    return len(found.fresh), len(found.changed), found.same, len(found.gone)


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_an_export_that_comes_back_untouched_changes_nothing(
    company: Company, case: Collaboration, other: Task, kind: str
) -> None:
    add_field("备注一", kind="text", by=company.administrator)
    data = exported(case).encode() if kind == "csv" else write_workbook(case)
    kept = upload(company, case, data)
    assert said(kept, company.li) == (0, 0, 2, 0)
    before = queries.table(case.pk)
    imports.confirm(kept, by=company.li)
    assert queries.table(case.pk) == before


def test_rows_are_found_again_by_their_mark_and_show_cell_by_cell_what_changes(
    company: Company, case: Collaboration, task: Task, other: Task, signed_in: SignedIn
) -> None:
    text = (
        exported(case)
        .replace("用户需求收集", "用户访谈", 1)
        .replace("《用户需求汇总报告》", "《访谈》", 1)
    )
    kept = upload(company, case, text.encode())
    assert said(kept, company.li) == (0, 1, 1, 0)
    page = signed_in(company.li).get(reverse("import", args=[kept.pk])).content.decode()
    assert "<ins>用户访谈</ins>" in page
    assert "<ins>《访谈》</ins>" in page
    imports.confirm(kept, by=company.li)
    row = queries.row(task.pk)
    assert (row.name, row.deliverable, row.start) == ("用户访谈", "《访谈》", task.start)


def test_a_foreign_file_means_the_row_of_the_same_name_and_leaves_alone_what_it_does_not_say(
    company: Company, case: Collaboration, task: Task, other: Task
) -> None:
    data = "任务,负责部门,截止日期\n功能开发,销售部,2023-07-28\n上线,产品部,2023-08-01\n".encode()
    kept = upload(company, case, data)
    assert said(kept, company.li) == (1, 1, 0, 1)
    imports.confirm(kept, by=company.li)
    rows = {row.name: row for row in queries.table(case.pk)}
    assert set(rows) == {"用户需求收集", "功能开发", "上线"}
    assert rows["功能开发"].deliverable == "《用户需求汇总报告》"
    assert str(rows["功能开发"].end) == "2023-07-28"
    assert rows["功能开发"].waits_for[0].number == 1


def test_new_rows_take_their_links_along_and_rows_the_file_lacks_go_only_when_asked(
    company: Company, case: Collaboration, task: Task, other: Task, signed_in: SignedIn
) -> None:
    lines = exported(case).splitlines()
    fresh = lines[2].replace("功能开发", "上线").replace(str(other.pk), "").split(",")
    at = lines[0].split(",").index("编号")
    fresh[at], fresh[at + 1] = "9", "2SS"
    kept = upload(
        company,
        case,
        "\r\n".join([lines[0], lines[2].replace("1FS+2", ""), ",".join(fresh)]).encode(),
    )
    assert said(kept, company.li) == (1, 1, 0, 1)
    sent = {"mode": "match", "gone": "remove", "once": uuid4().hex}
    answer = signed_in(company.li).post(reverse("import-confirmations", args=[kept.pk]), sent)
    assert answer.status_code == 303
    rows = {row.name: row for row in queries.table(case.pk)}
    assert set(rows) == {"功能开发", "上线"}
    assert rows["功能开发"].waits_for == ()
    assert [(one.number, one.kind) for one in rows["上线"].waits_for] == [(2, "SS")]


def test_a_longer_file_costs_no_more_statements_and_is_told_as_one_entry(
    company: Company, case: Collaboration
) -> None:
    costs = []
    for count in (6, 20):
        rows = len(queries.table(case.pk))
        names = [f"第 {number} 项" for number in range(rows, rows + count)]
        fresh = "任务,负责部门,前置任务\n" + "".join(f"{name},销售部,\n" for name in names)
        imports.confirm(upload(company, case, fresh.encode()), by=company.li)
        told = Entry.objects.filter(kind="plan.changed").count()
        lines = [f"{name},2023-07-28,《{name}》,覆盖 {count} 条,吴凡" for name in names]
        data = "任务,截止日期,交付成果,验收标准,负责人\n" + "\n".join(lines)
        kept = upload(company, case, data.encode())
        with CaptureQueriesContext(connection) as asked:
            imports.confirm(kept, by=company.li)
        costs.append(len(asked))
        assert Entry.objects.filter(kind="plan.changed").count() == told + 1
    assert costs[0] == costs[1]
    assert {row.text("responsible") for row in queries.table(case.pk)} == {"吴凡"}


def test_rows_that_change_places_in_their_chain_are_no_circle(
    company: Company, case: Collaboration, task: Task, other: Task
) -> None:
    turned = "任务,编号,前置任务\n用户需求收集,1,2\n功能开发,2,\n"
    imports.confirm(upload(company, case, turned.encode()), by=company.li)
    first, second = queries.table(case.pk)
    assert (first.text("waits_for"), second.text("waits_for")) == ("2", "")
    with pytest.raises(Invalid) as wrong:
        edit_cell(other, field="waits_for", value="1", was=None, by=company.li)
    assert "用户需求收集 → 功能开发 → 用户需求收集" in str(wrong.value) or (
        "功能开发 → 用户需求收集 → 功能开发" in str(wrong.value)
    )


def test_two_lines_with_the_mark_of_one_row_are_an_error_and_nothing_is_written(
    company: Company, case: Collaboration, task: Task, other: Task
) -> None:
    text = exported(case).replace(str(other.pk), str(task.pk))
    kept = upload(company, case, text.encode())
    with pytest.raises(Invalid):
        imports.confirm(kept, by=company.li)
    assert PlanImport.objects.get().state == "uploaded"


def test_every_line_may_still_be_added_as_a_new_row(
    company: Company, case: Collaboration, other: Task, signed_in: SignedIn
) -> None:
    kept = upload(company, case, exported(case).encode())
    sent = {"mode": "add", "once": uuid4().hex}
    signed_in(company.li).post(reverse("import-confirmations", args=[kept.pk]), sent)
    assert len(queries.table(case.pk)) == 4


def test_the_mark_of_the_row_is_hidden_in_the_workbook(
    company: Company, case: Collaboration, task: Task
) -> None:
    with zipfile.ZipFile(BytesIO(write_workbook(case))) as book:
        sheet = book.read("xl/worksheets/sheet2.xml").decode()
    place = TASKS.columns.index("行标识") + 1
    found = re.search(rf'<col min="{place}" [^>]*>', sheet)
    assert found
    assert 'hidden="1"' in found[0]
