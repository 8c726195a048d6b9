"""The tree and the page of a department: found by sound, as it was on a day, described by its head."""

import re
from collections.abc import Callable
from datetime import timedelta
from types import ModuleType
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.at_once import at_once
from tests.company import Company
from tests.company import build as build_company
from tongzhou.core.names import reading_of_words
from tongzhou.core.verdicts import Invalid, Refused, Stale
from tongzhou.journal.models import Entry
from tongzhou.org import actions
from tongzhou.org.actions.acting import turn_the_day
from tongzhou.org.actions.describing import Description, Lead, Measure, describe_department
from tongzhou.org.models import ActingHead, Delegation, Department, DepartmentProfile, Person

SignIn = Callable[[Person], Client]
DAY = timedelta(days=1)


def text_of(response: object) -> str:
    content: bytes = response.content  # type: ignore[attr-defined]
    return re.sub(r"\s+", " ", content.decode())


def main_of(response: object) -> str:
    return text_of(response).split('id="found"')[-1]


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("重庆分公司", "chongqing"),
        ("重庆分公司", "cqf"),
        ("会计部", "kuaiji"),
        ("调研组", "dy"),
        ("长沙办", "changsha"),
        ("数据 BI 组", "bi"),
    ],
)
def test_departments_are_found_by_how_they_sound(
    company: Company, signed_in: SignIn, name: str, typed: str
) -> None:
    actions.create_department(company.root, by=None, name=name, code="x1")
    assert name in main_of(signed_in(company.feng).get(f"/departments?q={typed}"))


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("单小芳", "shanxiaofang"),
        ("曾明", "zengming"),
        ("仇英", "qy"),
        ("解晓东", "xiexd"),
        ("查良", "zha"),
    ],
)
def test_people_are_found_there_by_the_reading_of_their_surname(
    company: Company, signed_in: SignIn, name: str, typed: str
) -> None:
    actions.create_person(company.sales, by=None, login="x", name=name)
    if typed == "xiexd":
        typed = "xxd"
    assert name in main_of(signed_in(company.feng).get(f"/departments?q={typed}"))


def test_a_former_name_still_finds_the_department(company: Company, signed_in: SignIn) -> None:
    actions.rename_department(company.sales, by=company.administrator, name="营销中心")
    page = main_of(signed_in(company.feng).get("/departments?q=销售"))
    assert "营销中心" in page
    assert "曾用名" in page
    assert "曾用名：销售部" in text_of(signed_in(company.feng).get(_page(company.sales)))


def test_the_tree_as_it_was_on_a_day(
    company: Company, clock: ModuleType, signed_in: SignIn
) -> None:
    before = clock.today()
    clock.advance(3 * DAY)
    actions.rename_department(company.sales, by=company.administrator, name="营销中心")
    browser = signed_in(company.feng)
    then = main_of(browser.get(f"/departments?on={before}"))
    assert "销售部" in then
    assert "营销中心" not in then
    assert "营销中心" in main_of(browser.get("/departments"))
    assert "营销中心" in main_of(browser.get(f"/departments?on={clock.today()}"))
    assert "还没到" in main_of(browser.get(f"/departments?on={clock.today() + DAY}"))
    assert "2023-02-30" in main_of(browser.get("/departments?on=2023-02-30"))


def test_a_vacancy_and_who_acts_are_said_plainly(
    company: Company, clock: ModuleType, signed_in: SignIn
) -> None:
    by, today = company.administrator, clock.today()
    actions.appoint_head(company.sales, by=by, person=None)
    browser = signed_in(company.feng)
    assert "负责人空缺" in text_of(browser.get("/departments"))
    assert "目前没有人能代表部门签字" in text_of(browser.get(_page(company.sales)))
    actions.name_acting_head(
        company.sales, by=by, person=company.wu, since=today, until=today + DAY
    )
    for address in ("/departments", _page(company.sales), "/departments?q=sales"):
        assert "代理" in main_of(browser.get(address))
    clock.advance(2 * DAY)
    turn_the_day()
    assert "负责人空缺" in text_of(browser.get("/departments"))


def test_a_head_whose_account_is_closed_is_as_good_as_a_vacancy(
    company: Company, signed_in: SignIn
) -> None:
    """As accounts closed by other means may leave it."""
    Person.objects.filter(pk=company.zhao.pk).update(is_active=False)
    browser = signed_in(company.feng)
    assert "1 个部门负责人空缺" in text_of(browser.get("/departments"))
    for address in ("/departments", _page(company.sales)):
        assert "账号已停用" in text_of(browser.get(address))


def test_the_pages_of_a_department_cost_the_same_for_any_number_of_changes(
    company: Company, clock: ModuleType, signed_in: SignIn
) -> None:
    browser, by = signed_in(company.administrator), company.administrator
    pages = [_page(company.sales), f"{_page(company.sales)}/course", "/departments?on=2023-07-02",
             f"{_page(company.sales)}/people", f"{_page(company.sales)}/administration",
             f"{_page(company.sales)}/asks", "/departments?q=s"]  # fmt: skip
    clock.advance(DAY)
    actions.rename_department(company.sales, by=by, name="甲")
    few = [_queries(browser, page) for page in pages]
    for number in range(6):
        clock.advance(DAY)
        actions.rename_department(company.sales, by=by, name=f"名{number}")
        actions.appoint_head(company.sales, by=by, person=[company.wu, company.zhao][number % 2])
    assert [_queries(browser, page) for page in pages] == few
    assert max(few) <= 20


def test_an_administrator_arranges_colours_and_dissolves_on_the_pages(
    company: Company, signed_in: SignIn
) -> None:
    browser = signed_in(company.administrator)
    _send(browser, "department-positions", company.sales, place="up")
    _send(browser, "department-colours", company.sales, hue="7")
    _send(browser, "department-codes", company.sales, code="channel")
    row = Department.objects.get(pk=company.sales.pk)
    assert (row.position, row.hue) == (1, 7)
    assert "调整" in text_of(browser.get("/departments"))
    assert "上移" in text_of(browser.get("/departments?arrange=1"))
    shown = text_of(browser.get(reverse("department-dissolutions", args=[company.service.pk])))
    assert "3 人转入承接部门" in shown
    _send(browser, "department-dissolutions", company.service, successor=str(company.sales.pk))
    page = text_of(browser.get(_page(company.service)))
    assert "由销售部承接" in page
    assert reverse("department-profile", args=[company.service.pk]) not in page
    assert "客服部" not in main_of(browser.get("/departments"))
    assert "已撤销" in main_of(browser.get("/departments?q=客服"))


def test_whoever_moved_on_is_remembered_with_the_days(
    company: Company, clock: ModuleType, signed_in: SignIn
) -> None:
    clock.advance(DAY)
    actions.move_person(company.wu, by=company.administrator, to=company.finance)
    page = text_of(signed_in(company.feng).get(f"{_page(company.sales)}/people"))
    assert "曾在这里" in page
    assert "现在在财务部" in page


def test_a_dissolved_department_is_offered_nowhere(company: Company, signed_in: SignIn) -> None:
    actions.dissolve_department(company.service, by=company.administrator, successor=company.sales)
    browser = signed_in(company.administrator)
    for name in ("new-department", "new-person", "new-collaboration"):
        assert "客服部" not in text_of(browser.get(reverse(name))).split("<main")[1], name


def test_acting_days_are_set_and_ended_on_the_page(
    company: Company, clock: ModuleType, signed_in: SignIn
) -> None:
    browser, today = signed_in(company.administrator), clock.today()
    _send(
        browser, "department-acting-heads", company.sales,
        person_text="吴凡", since=str(today), until=str(today + DAY),
    )  # fmt: skip
    assert Department.objects.get(pk=company.sales.pk).head == company.wu
    acting = ActingHead.objects.get()
    ends = reverse("acting-head-ends", args=[acting.pk])
    assert signed_in(company.zhao).post(ends, {"once": uuid4().hex}).status_code == 403
    assert browser.post(ends, {"once": uuid4().hex}).status_code == 303
    assert Department.objects.get(pk=company.sales.pk).head == company.zhao
    late = {"person_text": "吴凡", "since": "2023-01-01", "until": "2023-01-02"}
    refused = browser.post(
        reverse("department-acting-heads", args=[company.sales.pk]), {**late, "once": uuid4().hex}
    )
    assert refused.status_code == 422
    assert "吴凡" in text_of(refused)


class TestDescribing:
    FORM = {
        "does": "培训销售并提供素材", "flow": "周三评审", "needs": "目标人群", "constraints": "",
        "leads-TOTAL_FORMS": "2", "leads-INITIAL_FORMS": "0",
        "leads-0-work": "培训", "leads-0-least": "3", "leads-0-most": "5",
        "leads-1-work": "", "leads-1-least": "", "leads-1-most": "",
        "measures-TOTAL_FORMS": "1", "measures-INITIAL_FORMS": "0",
        "measures-0-name": "季度签约额", "measures-0-target": "1200 万",
    }  # fmt: skip

    def test_the_head_writes_it_and_everybody_reads_it(
        self, company: Company, signed_in: SignIn
    ) -> None:
        address = reverse("department-profile", args=[company.sales.pk])
        browser = signed_in(company.zhao)
        assert browser.get(address).status_code == 200
        assert browser.post(address, self._typed(0)).status_code == 303
        page = text_of(signed_in(company.feng).get(_page(company.sales)))
        for said in ("培训销售并提供素材", "周三评审", "3–5 个工作日", "季度签约额", "1200 万"):
            assert said in page
        assert address not in page
        entry = Entry.objects.get(kind="department.described")
        assert (entry.actor, entry.on_behalf_of) == (company.zhao.pk, None)

    @pytest.mark.parametrize("name", ["zhou", "li", "auditor"])
    def test_others_do_not(self, company: Company, signed_in: SignIn, name: str) -> None:
        address = reverse("department-profile", args=[company.sales.pk])
        browser = signed_in(getattr(company, name))
        assert browser.get(address).status_code == 403
        assert browser.post(address, self._typed(0)).status_code == 403
        assert not DepartmentProfile.objects.exists()

    def test_a_delegate_writes_it_for_the_head(self, company: Company, clock: ModuleType) -> None:
        today = clock.today()
        Delegation.objects.create(
            person=company.zhao, delegate=company.feng, since=today, until=today
        )
        with pytest.raises(Refused):
            describe_department(company.sales, by=company.wu, description=Description())
        describe_department(company.sales, by=company.feng, description=Description(does="培训"))
        entry = Entry.objects.get(kind="department.described")
        assert (entry.actor, entry.on_behalf_of) == (company.feng.pk, company.zhao.pk)

    def test_whoever_saves_second_sees_the_first_and_keeps_the_text(
        self, company: Company, signed_in: SignIn
    ) -> None:
        address = reverse("department-profile", args=[company.sales.pk])
        assert signed_in(company.zhao).post(address, self._typed(0)).status_code == 303
        second = signed_in(company.administrator).post(
            address, self._typed(0) | {"does": "另一种说法"}
        )
        assert second.status_code == 409
        assert "另一种说法" in text_of(second)
        assert "培训销售并提供素材" in text_of(second)

    def test_a_line_that_makes_no_sense_stays_as_typed(
        self, company: Company, signed_in: SignIn
    ) -> None:
        address = reverse("department-profile", args=[company.sales.pk])
        wrong = {"leads-0-least": "9", "leads-0-most": "2", "measures-0-name": ""}
        page = signed_in(company.zhao).post(address, self._typed(0) | wrong)
        assert page.status_code == 422
        assert 'value="9"' in text_of(page)
        assert "小的数字写在前面" in text_of(page)
        assert "请写明考核什么" in text_of(page)
        assert not DepartmentProfile.objects.exists()

    def test_limits_hold_for_programs_too(self, company: Company) -> None:
        for wrong in (
            Description(does="字" * 4001),
            Description(leads=[Lead("培训", 3, 2)]),
            Description(measures=[Measure(f"{n}") for n in range(31)]),
        ):
            with pytest.raises(Invalid):
                describe_department(company.sales, by=company.zhao, description=wrong)

    def _typed(self, version: int) -> dict[str, str]:
        return {**self.FORM, "version": str(version), "once": uuid4().hex}


@pytest.mark.django_db(transaction=True)
def test_two_who_describe_at_once_do_not_overwrite_each_other() -> None:
    company = build_company()
    outcomes = at_once(
        *(
            lambda text=text: describe_department(
                company.sales, by=company.zhao, description=Description(does=text)
            )
            for text in ("一", "二")
        )
    )
    assert len([one for one in outcomes if isinstance(one, Stale)]) == 1


def test_words_of_departments_are_read_as_words() -> None:
    assert reading_of_words("重庆会计部").pinyin == "chong qing kuai ji bu"
    assert reading_of_words("A 组").initials == "az"


def _page(department: Department) -> str:
    return reverse("department", args=[department.pk])


def _queries(browser: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert browser.get(address).status_code == 200
    return len(captured)


def _send(browser: Client, name: str, department: Department, **typed: str) -> None:
    response = browser.post(reverse(name, args=[department.pk]), {**typed, "once": uuid4().hex})
    assert response.status_code == 303


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite locks no rows")
@pytest.mark.parametrize(
    "name", ["department-names", "department-heads", "department-promises", "person-rights"]
)
def test_whoever_may_not_change_it_makes_nobody_wait(
    company: Company, signed_in: SignIn, name: str
) -> None:
    browser = signed_in(company.zhou)
    subject = company.li if name == "person-rights" else company.product
    with CaptureQueriesContext(connection) as asked:
        refused = browser.post(reverse(name, args=[subject.pk]), {"once": uuid4().hex})
    assert refused.status_code == 403
    assert [
        one["sql"] for one in asked if "FOR UPDATE" in one["sql"] and "org_" in one["sql"]
    ] == []
