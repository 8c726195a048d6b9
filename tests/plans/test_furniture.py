"""What hangs on a row without a signature: free after signing, journalled, seen only with the row."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tests.company import Company
from tests.plans.conftest import sound
from tongzhou.collaborations.models import Collaboration, Party
from tongzhou.core.ids import new_id
from tongzhou.core.verdicts import Invalid, NotPossibleNow, Refused, Stale
from tongzhou.discussions.rendering import rendered
from tongzhou.files.models import StoredFile
from tongzhou.journal.audience import listeners
from tongzhou.journal.models import Entry
from tongzhou.org.models import Person
from tongzhou.plans import actions as rows
from tongzhou.plans.actions import furniture as actions
from tongzhou.plans.actions import note_progress
from tongzhou.plans.actions.own_fields import add_field, retire_field
from tongzhou.plans.models import CustomField, FieldValue, Task
from tongzhou.plans.queries import fields
from tongzhou.plans.queries.furniture import furniture

SignedIn = Callable[[Person], Client]


@pytest.fixture
def signed_row(case: Collaboration, task: Task) -> Task:
    Collaboration.objects.filter(pk=case.pk).update(state="delivering")
    return Task.objects.get(pk=task.pk)


@pytest.mark.check("T005")
def test_parts_are_added_and_ticked_on_the_page_of_a_signed_row(
    company: Company, signed_row: Task, signed_in: SignedIn
) -> None:
    browser = signed_in(company.zhou)
    for name in ("访谈 20 位用户", "整理录音"):
        sent = {"step": name, "person": str(company.wu.pk), "due": "2023-07-10"}
        assert browser.post(f"/tasks/{signed_row.pk}/steps", sent).status_code == 303
    step = signed_row.steps.first()
    assert step
    ticks = f"/steps/{step.pk}/ticks"
    assert signed_in(company.wu).post(ticks, {"done": "1"}).status_code == 303
    assert signed_in(company.huang).post(ticks, {"done": "0"}).status_code == 403
    page = browser.get(f"/tasks/{signed_row.pk}/furniture").content.decode()
    assert "已完成 1 / 2" in page
    assert [entry.kind for entry in Entry.objects.order_by("seq")][-1] == "task.step_done"
    assert signed_in(company.qian).post(ticks, {"done": "0"}).status_code == 404


def test_nothing_is_hung_on_a_row_of_an_archived_collaboration(
    company: Company, case: Collaboration, task: Task
) -> None:
    Collaboration.objects.filter(pk=case.pk).update(state="archived")
    with pytest.raises(NotPossibleNow):
        actions.add_step(task, "晚了", by=company.li)
    with pytest.raises(NotPossibleNow):
        actions.label(task, ["晚了"], by=company.li)


def test_labels_are_words_of_the_whole_house(
    company: Company, case: Collaboration, task: Task
) -> None:
    other = sound(company, case)
    actions.label(task, ["大客户", " 大客户 ", "华东"], by=company.li)
    actions.label(other, ["华东"], by=company.li)
    assert [one.name for one in furniture(task, company.li).labels] == ["华东", "大客户"]
    actions.label(task, [], by=company.li)
    assert furniture(task, company.li).labels == ()
    with pytest.raises(Refused):
        actions.label(task, ["别人的"], by=company.huang)
    with pytest.raises(Invalid):
        actions.label(task, [str(number) for number in range(11)], by=company.li)


def test_a_link_is_seen_only_where_both_ends_are(
    company: Company, case: Collaboration, task: Task, signed_in: SignedIn
) -> None:
    hidden = Collaboration.objects.get(pk=case.pk)
    hidden.pk, hidden.number = new_id(), "协-2023-0009"
    hidden.save(force_insert=True)
    Party.objects.create(
        collaboration=hidden, department=company.marketing, is_initiator=True, position=0
    )
    secret = sound(company, hidden)
    Task.objects.filter(pk=secret.pk).update(name="并购尽调")
    Party.objects.filter(collaboration=hidden, department=company.sales).delete()
    sent = {"kind": "blocks", "other": "协-2023-0009 #1"}
    address = f"/tasks/{task.pk}/links"
    assert signed_in(company.li).post(address, sent).status_code == 303
    seen = furniture(task, company.li).links
    assert [(one.way, one.task.name) for one in seen] == [("blocks", "并购尽调")]
    assert [one.way for one in furniture(secret, company.li).links] == ["blocked"]
    assert furniture(task, company.zhou).links == ()
    page = signed_in(company.zhou).get(f"/tasks/{task.pk}/furniture").content.decode()
    assert "并购尽调" not in page
    assert signed_in(company.zhou).post(address, sent).status_code == 422
    assert "并购尽调" not in str(Entry.objects.get(kind="task.related").payload)


def test_who_follows_a_row_hears_of_its_changes_and_nobody_else_does(
    company: Company, task: Task
) -> None:
    actions.follow(task, follows=True, by=company.wang)
    actions.follow(task, follows=True, by=company.wang)
    rows.edit_cell(task, field="buffer_days", value="5", was=None, by=company.li)
    entry = Entry.objects.get(kind="task.buffered")
    assert listeners(entry) == {company.wang.pk}
    actions.follow(task, follows=False, by=company.wang)
    assert listeners(entry) == set()


@pytest.mark.check("T009")
@pytest.mark.parametrize(
    "attack",
    [
        "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "[x](javascript:alert(1))",
        "![x](https://evil.example/p.png)", "<svg onload=alert(1)>", "[x](data:text/html,x)",
        "<iframe src=//evil.example>", "`<b onclick=x>`", "<a href=' javascript:x'>y</a>",
        "<style>*{}</style>", "[a](<java\nscript:x>)", "<math><mtext></p><script>x</script>",
    ],
)  # fmt: skip
def test_a_description_can_do_no_harm(
    company: Company, task: Task, signed_in: SignedIn, attack: str
) -> None:
    kept = actions.describe(task, f"**要点**\n\n{attack}", version=0, by=company.li)
    preview = signed_in(company.li).post(reverse("markdown-previews"), {"text": kept.text})
    said = preview.content.decode().split('<div class="said">')[1].split("</section>")[0]
    for html in (kept.html, said):
        assert "<strong>要点</strong>" in html
        for harm in (
            "<script",
            "<img",
            "<svg",
            "<iframe",
            "<style",
            'href="javascript',
            'href="data:',
        ):
            assert harm not in html.lower()


def test_a_newer_description_is_never_lost(company: Company, task: Task) -> None:
    actions.describe(task, "第一版", version=0, by=company.li)
    with pytest.raises(Stale) as stale:
        actions.describe(task, "另一版", version=0, by=company.zhou)
    assert stale.value.theirs == {"text": "第一版"}
    entry = Entry.objects.get(kind="task.described")
    assert (entry.payload["old"], entry.payload["new"]) == ("", "第一版")


VALUES = [
    ("text", [], "华东", "华东"), ("number", [], "１,200.50", "1200.5"),
    ("date", [], "2023/7/5", "2023-07-05"), ("choice", ["高", "低"], "高", "高"),
    ("choices", ["线上", "线下", "电话"], "电话、线上", "线上、电话"), ("person", [], "周婷", "周婷"),
    ("department", [], "客服部", "客服部"), ("link", [], "https://a.cn/x", "https://a.cn/x"),
    ("progress", [], "40％", "40%"),
]  # fmt: skip
WRONG = [
    ("number", [], "很多"), ("date", [], "下周"), ("choice", ["高", "低"], "中"),
    ("person", [], "查无此人"), ("link", [], "javascript:alert(1)"), ("progress", [], "140"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "options", "typed", "shown"), VALUES)
def test_own_fields_of_every_kind_are_kept_and_shown(
    company: Company, signed_row: Task, kind: str, options: list[str], typed: str, shown: str
) -> None:
    field = add_field("我们的", kind=kind, options=options, by=company.administrator)
    actions.fill_fields(signed_row, {field.pk: typed}, by=company.zhou)
    assert fields.own_row(signed_row.pk).text(f"field-{field.pk}") == shown
    assert Entry.objects.filter(kind="task.field_filled").count() == 1
    actions.fill_fields(signed_row, {field.pk: ""}, by=company.zhou)
    assert not FieldValue.objects.exists()


@pytest.mark.parametrize(("kind", "options", "typed"), WRONG)
def test_what_no_field_of_this_kind_takes_is_refused_with_the_reason(
    company: Company, task: Task, kind: str, options: list[str], typed: str
) -> None:
    field = add_field("我们的", kind=kind, options=options, by=company.administrator)
    with pytest.raises(Invalid) as wrong:
        actions.fill_fields(task, {field.pk: typed}, by=company.li)
    assert f"field-{field.pk}" in wrong.value.errors


def test_the_administrator_keeps_the_own_fields(
    company: Company, task: Task, signed_in: SignedIn
) -> None:
    browser, address = signed_in(company.administrator), reverse("own-fields")
    sent = {"name": "客户等级", "kind": "choice", "options": "A\nB"}
    assert browser.post(address, sent).status_code == 303
    assert browser.post(address, sent).status_code == 422
    assert browser.post(address, {"name": "x", "kind": "choice"}).status_code == 422
    assert signed_in(company.li).get(address).status_code == 403
    assert "客户等级" in signed_in(company.li).get(f"/tasks/{task.pk}/furniture").content.decode()
    field = CustomField.objects.get()
    with pytest.raises(Refused):
        retire_field(field, retired=True, by=company.li)
    assert browser.post(f"/own-fields/{field.pk}/retirements", {"retired": "1"}).status_code == 303
    assert fields.columns() == []
    assert (
        "客户等级" not in signed_in(company.li).get(f"/tasks/{task.pk}/furniture").content.decode()
    )


def delivering(row: Task) -> Task:
    row.collaboration.state = "delivering"
    row.collaboration.save(update_fields=["state"])
    return row


def test_a_row_is_as_far_as_its_parts_until_somebody_says_otherwise(
    company: Company, task: Task
) -> None:
    parts = [actions.add_step(task, name, by=company.li) for name in ("访谈", "整理", "汇报")]
    actions.tick(parts[0], done=True, by=company.li)
    assert Task.objects.get(pk=task.pk).percent == 0
    row = delivering(task)
    actions.tick(parts[1], done=True, by=company.zhou)
    row.refresh_from_db()
    assert (row.percent, row.state) == (66, "in_progress")
    note_progress(row, percent=80, state="in_progress", risk="", by=company.zhou)
    actions.add_step(row, "归档", by=company.zhou)
    assert Task.objects.get(pk=task.pk).percent == 80
    actions.tick(parts[1], done=False, by=company.zhou)
    assert Task.objects.get(pk=task.pk).percent == 25
    Task.objects.filter(pk=task.pk).update(state="delivered", percent=100)
    actions.tick(parts[1], done=True, by=company.zhou)
    assert Task.objects.get(pk=task.pk).percent == 100


PNG = bytes.fromhex("89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489")
SVG = b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"


def pasted(browser: Client, row: Task, data: bytes, name: str = "截图].png") -> Any:
    sent = {"picture": SimpleUploadedFile(name, data), "once": uuid4().hex}
    return browser.post(reverse("task-pictures", args=[row.pk]), sent)


def test_a_pasted_picture_stands_in_the_description_for_those_who_may_see_it(
    company: Company, signed_row: Task, signed_in: SignedIn
) -> None:
    browser = signed_in(company.zhou)
    answer = pasted(browser, signed_row, PNG)
    text = answer.content.decode()
    address = text.partition("(")[2].removesuffix(")")
    assert (answer.status_code, text) == (201, f"![截图.png]({address})")
    said = actions.describe(signed_row, f"如图：{text}", version=0, by=company.zhou)
    assert f'<img src="{address}" alt="截图.png" loading="lazy">' in said.html
    shown = browser.get(address)
    assert (shown.headers["Content-Type"], b"".join(shown)) == ("image/png", PNG)
    assert signed_in(company.qian).get(address).status_code == 404
    assert (
        signed_in(company.qian).post(reverse("task-pictures", args=[signed_row.pk])).status_code
        == 404
    )


@pytest.mark.parametrize("data", [SVG, b"<html><script>alert(1)</script>", b"", b"%PDF-1.7 x"])
def test_only_real_pictures_are_taken_into_a_text(
    company: Company, signed_row: Task, signed_in: SignedIn, data: bytes
) -> None:
    assert pasted(signed_in(company.zhou), signed_row, data, "x.png").status_code == 422
    assert not StoredFile.objects.exists()


@pytest.mark.parametrize(
    "source",
    [
        "https://evil.cn/x.png",
        "//evil.cn/x",
        "/files/../x",
        "data:image/png;base64,AA",
        "/sign-out",
    ],
)
def test_a_picture_from_elsewhere_stays_the_text_that_was_typed(source: str) -> None:
    html = rendered(f"![x]({source})", {})
    assert "<img" not in html
    assert "![x](" in html
