"""A file that goes into a signed table: one draft of a change request, the unsigned columns at once."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.agreements.table import Table
from tongzhou.agreements.actions.drafting import draft
from tongzhou.agreements.models import ChangeRequest
from tongzhou.org.models import Person
from tongzhou.plans import queries
from tongzhou.plans.actions import imports
from tongzhou.plans.exchange.delimited_writing import write_csv
from tongzhou.plans.models import PlanImport

SignedIn = Callable[[Person], Client]


def exported(table: Table) -> str:
    return write_csv(queries.table(table.case.pk)).decode("utf-8-sig")


def uploaded(table: Table, text: str) -> PlanImport:
    return imports.upload("x.csv", text.encode(), by=table.company.lin, into=table.case)


@pytest.mark.check("T035")
def test_what_was_signed_becomes_a_draft_and_the_rest_changes_at_once(
    table: Table, signed_in: SignedIn
) -> None:
    table.in_force()
    lines = exported(table).splitlines()
    lines[1] = (
        lines[1]
        .replace("3 项新功能", "4 项新功能")
        .replace(table.company.wang_gong.name, table.company.wang.name)
    )
    fresh = lines[3].replace("投诉分析", "回访").replace(str(table.complaints.pk), "").split(",")
    at = lines[0].split(",").index("编号")
    fresh[at], fresh[at + 1] = "9", "1"
    kept = uploaded(table, "\n".join([*lines, ",".join(fresh)]))
    browser = signed_in(table.company.lin)
    page = browser.get(reverse("import", args=[kept.pk])).content.decode()
    assert "<ins>4 项新功能</ins>" in page
    address = reverse("import-changes", args=[kept.pk])
    sent = {"mode": "match", "reason": "客户追加一项功能", "once": uuid4().hex}
    answer = browser.post(address, sent)
    change = ChangeRequest.objects.get()
    assert answer.headers["Location"] == reverse("change", args=[change.pk])
    wanted = {(line.task_id, line.field): line.new for line in change.lines.all()}
    assert wanted[table.review.pk, "deliverable"] == "4 项新功能"
    added = next(task for (task, field), _new in wanted.items() if field == "row")
    assert wanted[added, "waits_for"] == [{"on": str(table.review.pk), "kind": "FS", "lag_days": 0}]
    row = queries.row(table.review.pk)
    assert (row.deliverable, row.responsible[0].person) == ("3 项新功能", table.company.wang.pk)
    kept.refresh_from_db()
    assert (kept.state, len(queries.table(table.case.pk))) == ("confirmed", 4)


def test_without_a_difference_or_a_reason_nothing_is_written(
    table: Table, signed_in: SignedIn
) -> None:
    table.in_force()
    text = exported(table)
    for data, reason in ((text, "因为"), (text.replace("3 项新功能", "4 项新功能"), "")):
        kept = uploaded(table, data)
        sent = {"mode": "match", "reason": reason, "once": uuid4().hex}
        browser = signed_in(table.company.lin)
        assert browser.post(reverse("import-changes", args=[kept.pk]), sent).status_code == 422
        confirmed = browser.post(reverse("import-confirmations", args=[kept.pk]), sent)
        assert confirmed.status_code == 409
        kept.refresh_from_db()
        assert kept.state == "uploaded"
    assert not ChangeRequest.objects.exists()


@pytest.mark.parametrize("removes", [True, False])
def test_rows_the_file_lacks_are_asked_to_go_only_where_that_is_said(
    table: Table, signed_in: SignedIn, *, removes: bool
) -> None:
    table.in_force()
    lines = exported(table).splitlines()
    kept = uploaded(
        table, "\n".join([lines[0], lines[1].replace("3 项", "4 项"), lines[2], lines[4]])
    )
    sent = {"reason": "投诉分析并入调研", "gone": "remove" if removes else "", "once": uuid4().hex}
    signed_in(table.company.lin).post(reverse("import-changes", args=[kept.pk]), sent)
    lines_of = ChangeRequest.objects.get().lines.filter(task=table.complaints, field="row")
    assert lines_of.exists() == removes


def test_many_changed_rows_cost_no_more_statements_than_one(
    table: Table, django_assert_max_num_queries: Callable[[int], AbstractContextManager[object]]
) -> None:
    table.in_force()
    rows = [table.review.pk, table.survey.pk, table.complaints.pk, table.campaign.pk]
    with CaptureQueriesContext(connection) as one:
        draft(table.case, by=table.company.lin, reason="一行", values=_wanted(rows[:1]))
    with django_assert_max_num_queries(len(one)):
        many = draft(table.case, by=table.company.lin, reason="四行", values=_wanted(rows))
    assert many.lines.count() == len(rows)


def _wanted(rows: list[UUID]) -> dict[UUID, dict[str, str]]:
    return {row: {"deliverable": f"《修订稿 {place}》"} for place, row in enumerate(rows)}
