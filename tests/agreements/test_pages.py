import re
from collections.abc import Callable
from datetime import timedelta
from types import ModuleType
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.agreements.table import Table
from tests.company import PASSWORD
from tests.forms import Page
from tongzhou.agreements import actions
from tongzhou.agreements.actions import changes
from tongzhou.agreements.models import ChangeRequest, Objection, RowSignature, Version
from tongzhou.agreements.views import portions
from tongzhou.org import proof
from tongzhou.org.models import Person
from tongzhou.plans.models import Criterion, Role, Support, Task

SignedIn = Callable[[Person], Client]


def post_signature(client: Client, version: Version, department: object, **more: str) -> object:
    return client.post(
        f"/agreements/{version.pk}/signatures",
        {"department": str(department), "seen": version.root, "once": uuid4().hex, **more},
    )


def long_ago(client: Client) -> Client:
    """The password was entered in another session."""
    session = client.session
    session.pop(proof.KEY, None)
    session.save()
    return client


def test_before_circulation_the_page_says_who_will_sign(table: Table, signed_in: SignedIn) -> None:
    page = signed_in(table.company.lin).get(f"/collaborations/{table.case.pk}/agreement")
    assert page.status_code == 200
    text = page.content.decode()
    assert "产品部印" in text
    assert f"/collaborations/{table.case.pk}/agreements" in text


def test_the_initiator_circulates_with_one_press(table: Table, signed_in: SignedIn) -> None:
    lin = signed_in(table.company.lin)
    key = uuid4().hex
    for _press in range(2):
        sent = lin.post(f"/collaborations/{table.case.pk}/agreements", {"once": key})
        assert sent.status_code == 303
    version = Version.objects.get()
    assert sent["Location"] == f"/agreements/{version.pk}"


def test_a_head_reads_and_signs_on_one_page(table: Table, signed_in: SignedIn) -> None:
    version = table.circulate()
    wang = long_ago(signed_in(table.company.wang))
    page = wang.get(f"/agreements/{version.pk}").content.decode()
    assert version.root in page
    assert 'name="identity_password"' in page
    sent = post_signature(wang, version, table.company.product.pk, identity_password=PASSWORD)
    assert sent.status_code == 303
    assert RowSignature.objects.filter(person=table.company.wang).count() == 3
    again = wang.get(f"/agreements/{version.pk}").content.decode()
    assert 'name="identity_password"' not in again


def test_a_long_list_is_read_page_by_page_and_one_fingerprint_stands_for_all(
    table: Table, signed_in: SignedIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(portions, "PORTION", 2)
    version, wang = table.circulate(), signed_in(table.company.wang)
    pages = [signing_part(wang, f"/agreements/{version.pk}?signing={one}") for one in (1, 2)]
    assert all(version.root[:16] in one for one in pages)
    assert [one.count('<li class="side">') for one in pages] == [2, 1]
    whole = signing_part(wang, f"/agreements/{version.pk}?signing=all")
    titles = re.compile(r"<h3>(.+?)</h3>")
    assert titles.findall(whole) == [name for one in pages for name in titles.findall(one)]
    text = wang.get(f"/agreements/{version.pk}?signed=9").content.decode()
    assert text.count('data-matter="') >= 2


def signing_part(client: Client, address: str) -> str:
    text = client.get(address).content.decode()
    return text[text.index('id="sign"') : text.index('action="/agreements/')]


@pytest.mark.check("T138")
@pytest.mark.parametrize("typed", ["", "wrong"])
def test_without_a_fresh_password_nothing_is_signed_and_the_page_says_so(
    table: Table, signed_in: SignedIn, typed: str
) -> None:
    version = table.circulate()
    wang = long_ago(signed_in(table.company.wang))
    sent = post_signature(wang, version, table.company.product.pk, identity_password=typed)
    assert sent.status_code == 422
    assert 'aria-invalid="true"' in sent.content.decode()
    assert not RowSignature.objects.exists()


@pytest.mark.check("T138")
def test_a_password_of_yesterday_is_asked_again(
    table: Table, signed_in: SignedIn, clock: ModuleType
) -> None:
    version = table.circulate()
    wang = signed_in(table.company.wang)
    wang.post("/identity-proofs", {"password": PASSWORD, "next": "/"})
    clock.advance(timedelta(hours=9))
    assert post_signature(wang, version, table.company.product.pk).status_code == 422


def test_wrong_passwords_are_counted_although_nothing_is_signed(
    table: Table, signed_in: SignedIn
) -> None:
    version = table.circulate()
    wang = signed_in(table.company.wang)
    states = [
        post_signature(
            wang, version, table.company.product.pk, identity_password="wrong"
        ).status_code
        for _attempt in range(7)
    ]
    assert states[-1] == 429


def test_a_double_click_signs_once(table: Table, signed_in: SignedIn) -> None:
    version = table.circulate()
    wang = signed_in(table.company.wang)
    body = {
        "department": str(table.company.product.pk),
        "seen": version.root,
        "once": uuid4().hex,
        "identity_password": PASSWORD,
    }
    for _click in range(2):
        assert wang.post(f"/agreements/{version.pk}/signatures", body).status_code == 303
    assert RowSignature.objects.count() == 3


@pytest.mark.check("T005")
def test_a_department_without_a_seat_does_not_exist_here(table: Table, signed_in: SignedIn) -> None:
    version = table.circulate()
    wang = signed_in(table.company.wang)
    for department in (table.company.finance.pk, uuid4()):
        sent = post_signature(wang, version, department, identity_password=PASSWORD)
        assert sent.status_code == 404


def test_for_another_department_the_page_names_who_may_sign(
    table: Table, signed_in: SignedIn
) -> None:
    version = table.circulate()
    sent = post_signature(
        signed_in(table.company.wang),
        version,
        table.company.sales.pk,
        identity_password=PASSWORD,
    )
    assert sent.status_code == 403
    assert "赵刚" in sent.content.decode()


def test_an_objection_needs_a_reason_and_keeps_what_was_typed(
    table: Table, signed_in: SignedIn
) -> None:
    version = table.circulate()
    wang = signed_in(table.company.wang)
    address, department = f"/agreements/{version.pk}/objections", str(table.company.product.pk)
    assert wang.post(address, {"department": department, "reason": " "}).status_code == 422
    long = wang.post(address, {"department": department, "reason": "排不下" * 50_000})
    assert long.status_code == 422
    assert "排不下排不下" in long.content.decode()
    sent = wang.post(address, {"department": department, "reason": "8 月 18 日排不下"})
    assert sent.status_code == 303
    assert Objection.objects.get().reason == "8 月 18 日排不下"


def test_objecting_stands_in_the_card_it_belongs_to(table: Table, signed_in: SignedIn) -> None:
    version = table.circulate()
    there, wang = f"/agreements/{version.pk}", signed_in(table.company.wang)
    objecting = f'form[action="{there}/objections"]'
    asked = Page(wang.get(there).content)
    assert len(asked.css(objecting)) == 1
    assert asked.css_first(f"#sign {objecting}") is not None
    waiting = {one.text() for one in asked.css("li[data-matter] .stamp.wait + small")}
    assert {"产品部", "销售部"} <= waiting
    post_signature(wang, version, table.company.product.pk, identity_password=PASSWORD)
    signed = Page(wang.get(there).content)
    assert signed.css_first("#sign") is None
    assert len(signed.css(f".card {objecting}")) == 1


ADDRESSES = [
    "/collaborations/{case}/agreement",
    "/collaborations/{case}/changes",
    "/collaborations/{case}/changes/new",
    "/agreements/{version}",
    "/changes/{change}",
]
POSTS = [
    "/collaborations/{case}/agreements",
    "/collaborations/{case}/changes",
    "/agreements/{version}/signatures",
    "/agreements/{version}/objections",
    "/agreements/{version}/withdrawals",
    "/changes/{change}/lines",
    "/changes/{change}/submissions",
    "/changes/{change}/take-ups",
    "/changes/{change}/rebases",
    "/changes/{change}/rejections",
    "/changes/{change}/withdrawals",
]


def in_delivery(table: Table) -> dict[str, object]:
    version = table.in_force()
    change = changes.draft(
        table.case,
        by=table.company.lin,
        reason="晚 5 天",
        values={table.review.pk: {"end": "2023-08-25"}},
    )
    return {"case": table.case.pk, "version": version.pk, "change": change.pk}


@pytest.mark.parametrize("address", ADDRESSES)
def test_parties_see_the_pages_and_others_find_nothing(
    table: Table, signed_in: SignedIn, address: str
) -> None:
    ids = in_delivery(table)
    for name in ("lin", "wang_gong", "zhao", "xu", "chen_zong", "auditor"):
        assert signed_in(getattr(table.company, name)).get(address.format(**ids)).status_code == 200
    for name in ("qian", "feng"):
        assert signed_in(getattr(table.company, name)).get(address.format(**ids)).status_code == 404


@pytest.mark.check("T005")
@pytest.mark.parametrize("address", POSTS)
def test_outsiders_find_nothing_to_act_on(table: Table, signed_in: SignedIn, address: str) -> None:
    ids = in_delivery(table)
    body = {"reason": "x", "department": str(table.company.finance.pk), "seen": "x"}
    assert signed_in(table.company.qian).post(address.format(**ids), body).status_code == 404


def test_a_change_is_requested_reviewed_and_signed_on_pages(
    table: Table, signed_in: SignedIn
) -> None:
    table.in_force()
    company = table.company
    gong = signed_in(company.wang_gong)
    page = gong.get(f"/collaborations/{table.case.pk}/changes/new?task={table.review.pk}")
    assert 'value="2023-08-18"' in page.content.decode()
    form = {
        "task": str(table.review.pk), "name": "需求评审与开发",
        "department": str(company.product.pk), "accountable": str(company.wang.pk),
        "start": "2023-07-10", "end": "2023-08-25", "buffer_days": "3",
        "deliverable": "3 项新功能", "criteria": "测试通过率 100%", "supports": "销售部",
        "reason": "技术难点，晚 5 天",
    }  # fmt: skip
    sent = gong.post(f"/collaborations/{table.case.pk}/changes", form)
    change = ChangeRequest.objects.get()
    assert sent["Location"] == f"/changes/{change.pk}"
    assert [line.field for line in change.lines.all()] == ["end"]
    gong.post(f"/changes/{change.pk}/submissions")
    lin = signed_in(company.lin)
    assert "/take-ups" in lin.get(f"/changes/{change.pk}").content.decode()
    lin.post(f"/changes/{change.pk}/take-ups")
    version = change.versions.get()
    for head, department in (
        (company.wang, company.product),
        (company.li, company.marketing),
        (company.zhao, company.sales),
    ):
        client = signed_in(head)
        assert version.root in client.get(f"/changes/{change.pk}").content.decode()
        sent = post_signature(client, version, department.pk, identity_password=PASSWORD)
        assert sent["Location"] == f"/changes/{change.pk}"
    table.review.refresh_from_db()
    assert table.review.end.isoformat() == "2023-08-25"


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("end", "2023年2月30日"),
        ("end", "2023-07-01"),
        ("buffer_days", "-1"),
        ("supports", "火星部"),
        ("accountable", str(uuid4())),
        ("department", str(uuid4())),
        ("name", "长" * 100_000),
    ],
)
def test_wrong_wishes_are_told_at_the_field_and_kept(
    table: Table, signed_in: SignedIn, field: str, typed: str
) -> None:
    table.in_force()
    sent = signed_in(table.company.lin).post(
        f"/collaborations/{table.case.pk}/changes",
        {"task": str(table.review.pk), "reason": "试试", field: typed},
    )
    assert sent.status_code == 422
    assert "试试" in sent.content.decode()
    assert 'aria-invalid="true"' in sent.content.decode()
    assert not ChangeRequest.objects.exists()


def test_a_task_of_another_collaboration_cannot_be_named(table: Table, signed_in: SignedIn) -> None:
    ids = in_delivery(table)
    lin = signed_in(table.company.lin)
    body = {"task": str(uuid4()), "reason": "x", "end": "2023-08-25"}
    assert lin.post(f"/collaborations/{table.case.pk}/changes", body).status_code == 404
    assert lin.post(f"/changes/{ids['change']}/lines", body).status_code == 404
    assert lin.get(f"/changes/{ids['change']}?task={uuid4()}").status_code == 404


def many_rows(table: Table, first: int, count: int) -> None:
    for number in range(first, first + count):
        task = Task.objects.create(
            collaboration=table.case, number=number, position=number, name=f"任务 {number}",
            department=table.company.sales, start=table.survey.start, end=table.survey.end,
            deliverable=f"《清单 {number}》",
        )  # fmt: skip
        Role.objects.create(task=task, letter="A", person=table.company.zhao)
        Role.objects.create(task=task, letter="R", person=table.company.zhou)
        Criterion.objects.create(task=task, position=1, text="≥ 10 条")
        Support.objects.create(task=task, department=table.company.service)
        Role.objects.create(task=task, letter="I", department=table.company.service)


@pytest.mark.check("T179")
def test_queries_do_not_grow_with_rows(table: Table, signed_in: SignedIn) -> None:
    counts = []
    for first, count in ((10, 1), (20, 9), (40, 90)):
        many_rows(table, first, count)
        version = table.circulate()
        chen = signed_in(table.company.chen)
        with CaptureQueriesContext(connection) as queries:
            assert chen.get(f"/agreements/{version.pk}").status_code == 200
        counts.append(len(queries))
        actions.withdraw(version, by=table.company.lin, reason="再来")
        table.case.refresh_from_db()
    assert counts[1] == counts[2] <= 25


def test_after_an_objection_the_page_says_why(table: Table, signed_in: SignedIn) -> None:
    version = table.circulate()
    actions.object_to(
        version, department=table.company.product, by=table.company.wang, reason="18 日排不下"
    )
    page = signed_in(table.company.lin).get(f"/collaborations/{table.case.pk}/agreement")
    assert "18 日排不下" in page.content.decode()
    old = signed_in(table.company.lin).get(f"/agreements/{version.pk}").content.decode()
    assert "18 日排不下" in old


def test_who_may_not_request_a_change_reads_who_may(table: Table, signed_in: SignedIn) -> None:
    listed = f"/collaborations/{table.case.pk}/changes"
    pages = (listed, f"{listed}/new")
    superior, lin = signed_in(table.company.chen_zong), signed_in(table.company.lin)
    before = [superior.get(address).content.decode() for address in pages]
    table.in_force()
    for early, address in zip(before, pages, strict=True):
        late = superior.get(address).content.decode()
        assert "在那之前" in early
        assert "在那之前" not in late
        assert "变更由发起人、参与部门的接口人或负责人、或任务的负责人与审批人提出" in late
        assert "变更由发起人" not in lin.get(address).content.decode()
