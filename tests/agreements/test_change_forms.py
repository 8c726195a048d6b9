"""The pages on which somebody says what shall change, and what comes of it."""

from collections.abc import Callable

import pytest
from django.test import Client

from tests.agreements.table import Table
from tests.agreements.test_wide_changes import agreed_ask, ask_for, sign_all
from tests.forms import errors, page, send, typed
from tongzhou.agreements.actions import changes
from tongzhou.agreements.asked import Asked
from tongzhou.agreements.models import ChangeRequest
from tongzhou.journal.models import Entry
from tongzhou.org.models import Person

SignedIn = Callable[[Person], Client]


def told(response: object) -> str:
    return response.content.decode()  # type: ignore[attr-defined]


def test_goal_and_dates_are_changed_on_one_form(table: Table, signed_in: SignedIn) -> None:
    table.in_force()
    lin = signed_in(table.company.lin)
    form = page(lin, f"/collaborations/{table.case.pk}/changes/new?about=shared")
    assert form.css_first("[name=goal]").text().strip() == "Q3 月活跃用户增长 15%"
    assert form.css_first("[name=milestone_name]").attributes["value"] == "功能上线"
    sent = send(
        lin, f"/collaborations/{table.case.pk}/changes", about="shared", reason="市场变了",
        goal="Q3 月活跃用户增长 12%", wanted_date="2023-09-30",
        milestone_name=["功能上线", ""], milestone_on=["2023-09-08", ""],
    )  # fmt: skip
    change = ChangeRequest.objects.get()
    assert sent["Location"] == f"/changes/{change.pk}"
    assert {line.field for line in change.lines.all()} == {"goal", "milestones"}
    text = told(lin.get(f"/changes/{change.pk}"))
    assert "12%" in text
    for name in ("市场部", "产品部", "销售部", "客服部"):
        assert name in text


def test_rows_come_and_go_on_the_page_of_a_request(table: Table, signed_in: SignedIn) -> None:
    table.in_force()
    lin = signed_in(table.company.lin)
    change = ask_for(table, Asked(dropped=[table.complaints.pk]), at_once=False)
    address = f"/changes/{change.pk}"
    row = {
        "name": "上线后回访", "department": str(table.company.service.pk),
        "accountable": str(table.company.chen.pk), "start": "2023-09-04", "end": "2023-09-15",
        "buffer_days": "3", "deliverable": "《回访报告》", "criteria": "≥ 50 位用户",
        "supports": "", "waits_for": "4FS+1",
    }  # fmt: skip
    assert send(lin, f"{address}/lines", about="add", **row).status_code == 303
    added = change.lines.exclude(new=None).get(field="row").task
    form = page(lin, f"{address}?about=row&task={added.pk}")
    assert form.css_first("[name=waits_for]").attributes["value"] == "4FS+1"
    assert (
        send(
            lin, f"{address}/lines", about="row", task=added.pk, **row | {"end": "2023-09-18"}
        ).status_code
        == 303
    )
    text = told(lin.get(address))
    assert "上线后回访" in text
    assert "拿掉" in text
    changes.submit(change, by=table.company.lin)
    version = sign_all(table, change)
    added.refresh_from_db()
    assert (added.removed_at, str(added.end)) == (None, "2023-09-18")
    assert "拿掉" in told(lin.get(f"/agreements/{version.pk}"))


def test_the_terms_of_an_agreed_request_are_changed(table: Table, signed_in: SignedIn) -> None:
    ask = agreed_ask(table)
    table.in_force()
    lin = signed_in(table.company.lin)
    form = page(lin, f"/collaborations/{table.case.pk}/changes/new?about=ask&ask={ask.pk}")
    assert form.css_first("[name=effort_days]").attributes["value"] == "20"
    address = f"/collaborations/{table.case.pk}/changes"
    terms = {"what": "2 项新功能", "by_date": "2023-08-25", "effort_days": "15", "give_back": ""}
    bad = send(lin, address, about="ask", ask=ask.pk, reason="缩小", **terms | {"what": " "})
    assert bad.status_code == 422
    assert send(lin, address, about="ask", ask=ask.pk, reason="缩小", **terms).status_code == 303
    sign_all(table, changes.submit(ChangeRequest.objects.get(), by=table.company.lin))
    ask.refresh_from_db()
    assert (ask.agreed_what, str(ask.agreed_by_date), ask.agreed_effort_days) == (
        "2 项新功能", "2023-08-25", 15,
    )  # fmt: skip


@pytest.mark.check("T008")
def test_a_form_that_changes_nothing_makes_no_draft(table: Table, signed_in: SignedIn) -> None:
    table.in_force()
    lin, address = signed_in(table.company.lin), f"/collaborations/{table.case.pk}/changes"
    for fields in (
        {"about": "shared", "goal": table.case.goal, "wanted_date": "2023-09-30"},
        {"about": "row", "task": str(table.review.pk), "end": "2023-08-18"},
        {},
    ):
        sent = send(lin, address, reason="没有变化", **fields)
        assert sent.status_code == 422
        assert "没有变化" in told(sent)
    assert not ChangeRequest.objects.exists()


def test_wrong_wishes_are_told_and_kept(table: Table, signed_in: SignedIn) -> None:
    table.in_force()
    lin, address = signed_in(table.company.lin), f"/collaborations/{table.case.pk}/changes"
    sent = send(lin, address, about="shared", goal="", wanted_date="昨天", reason="试试")
    assert sent.status_code == 422
    assert errors(sent)
    assert typed(sent, "wanted_date") == "昨天"
    nameless = send(lin, address, about="add", name="", start="2023-09-04", reason="试试")
    assert nameless.status_code == 422
    assert typed(nameless, "start") == "2023-09-04"


def test_a_stale_request_says_what_moved_meanwhile(table: Table, signed_in: SignedIn) -> None:
    table.in_force()
    late = ask_for(table, Asked(shared={"goal": "甲目标"}), at_once=False)
    sign_all(table, ask_for(table, Asked(shared={"goal": "乙目标"})))
    text = told(signed_in(table.company.lin).get(f"/changes/{late.pk}"))
    assert "乙目标" in text
    assert "Q3 月活跃用户增长 15%" in text


def test_of_two_changes_of_one_field_a_person_chooses(table: Table, signed_in: SignedIn) -> None:
    table.in_force()
    wishes = {"goal": "甲目标", "wanted_date": "2023-11-30"}
    late = ask_for(table, Asked(shared=wishes), at_once=False)
    sign_all(table, ask_for(table, Asked(shared={"goal": "乙目标", "wanted_date": "2023-10-31"})))
    lin = signed_in(table.company.lin)
    text = told(lin.get(f"/changes/{late.pk}"))
    for said in ("Q3 月活跃用户增长 15%", "乙目标", "甲目标", "9月30日", "10月31日", "11月30日"):
        assert said in text
    goal = late.lines.get(field="goal")
    choice = {f"choice_{goal.pk}": "now", "choice_x": "now"}
    assert send(lin, f"/changes/{late.pk}/rebases", **choice).status_code == 303
    assert dict(late.lines.values_list("field", "new")) == {"wanted_date": "2023-11-30"}
    assert late.lines.get().old == "2023-10-31"
    kept = Entry.objects.get(kind="change.rebased").payload["given_up"]
    assert kept == [{"matter": "", "field": "goal", "wanted": "甲目标"}]


def test_a_wish_is_taken_out_with_one_press(table: Table, signed_in: SignedIn) -> None:
    table.in_force()
    change = ask_for(
        table, Asked(dropped=[table.survey.pk], shared={"goal": "别的"}), at_once=False
    )
    lin = signed_in(table.company.lin)
    assert send(lin, f"/changes/{change.pk}/drops", matter=table.survey.pk).status_code == 303
    assert [line.field for line in change.lines.all()] == ["goal"]
    gao = signed_in(table.company.gao)
    assert send(gao, f"/changes/{change.pk}/drops", matter="").status_code == 403


@pytest.mark.check("T047")
def test_wishes_that_came_after_it_was_read_are_not_sent_off_unseen(
    table: Table, signed_in: SignedIn
) -> None:
    table.in_force()
    change = ask_for(table, Asked(dropped=[table.survey.pk]), at_once=False)
    address, lin = f"/changes/{change.pk}", signed_in(table.company.lin)
    shown = page(lin, address).css_first(f"form[action='{address}/submissions'] [name=seen]")
    changes.revise(change, by=table.company.lin, asked=Asked(shared={"goal": "别的"}))
    late = send(lin, f"{address}/submissions", seen=shown.attributes["value"])
    assert (late.status_code, ChangeRequest.objects.get().state) == (409, "draft")
    again = page(lin, address).css_first(f"form[action='{address}/submissions'] [name=seen]")
    assert send(lin, f"{address}/submissions", seen=again.attributes["value"]).status_code == 303


def test_while_it_is_delivered_the_request_points_to_changes(
    table: Table, signed_in: SignedIn
) -> None:
    table.in_force()
    lin = signed_in(table.company.lin)
    refused = lin.get(f"/collaborations/{table.case.pk}/edit")
    assert refused.status_code == 409
    assert "变更申请" in told(refused)
    assert f"/collaborations/{table.case.pk}/changes/new?about=shared" in told(refused)
