"""What is known of a person: kept by the person and by administrators, found by colleagues."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from tests import company as company_module
from tests.at_once import at_once
from tests.collaborations.asking import drafted_case, sent
from tests.company import Company
from tests.forms import errors, page, send, typed
from tongzhou.collaborations.models import Collaboration
from tongzhou.collaborations.policy import may_draft
from tongzhou.core.names import reading, spelled
from tongzhou.core.verdicts import Invalid, NotPossibleNow, Refused, Stale
from tongzhou.journal.models import Entry
from tongzhou.org import actions
from tongzhou.org.models import Person
from tongzhou.org.queries import people_matching

SignIn = Callable[[Person], Client]
SURNAMES = {"单小明": "shan xiao ming", "單小明": "shan xiao ming", "曾国": "zeng guo",
            "仇英": "qiu ying", "解缙": "xie jin", "查良镛": "zha liang yong", "区文": "ou wen"}  # fmt: skip


@pytest.mark.parametrize("name", SURNAMES)
def test_surnames_are_read_as_surnames(name: str) -> None:
    assert reading(name).pinyin == SURNAMES[name]


def test_pinyin_is_taken_however_it_is_typed() -> None:
    assert spelled("Shàn Xiǎo-míng").pinyin == "shan xiao ming"
    assert spelled("Lǚ bù").initials == "lb"
    assert spelled("Lǚ bù").pinyin == "lv bu"


def test_people_keep_their_own_details_but_not_their_place(company: Company) -> None:
    facts = {"mobile": "13800000001", "skills": "用户访谈、 SQL，用户访谈", "pinyin": "wu fang"}
    actions.change_profile(company.wu, by=company.wu, version=1, **facts)
    fresh = Person.objects.get(pk=company.wu.pk)
    assert (fresh.mobile, fresh.pinyin, fresh.initials) == ("13800000001", "wu fang", "wf")
    assert [skill.name for skill in fresh.skills.all()] == ["用户访谈", "SQL"]
    with pytest.raises(Refused):
        actions.change_profile(company.wu, by=company.wu, version=2, title="总监")
    with pytest.raises(Refused):
        actions.change_profile(company.wu, by=company.zhao, version=2, mobile="1")
    entry = Entry.objects.get(kind="person.profile_changed")
    assert entry.payload["changed"] == ["mobile", "pinyin", "skills"]
    assert "13800000001" not in str(entry.payload)


def test_a_skill_finds_its_people(company: Company) -> None:
    actions.change_profile(company.wu, by=company.wu, version=1, skills="数据分析")
    assert [row["name"] for row in people_matching("数据", by=company.li)] == ["吴凡"]


def test_a_new_name_is_read_anew(company: Company) -> None:
    actions.change_profile(
        company.wu, by=company.administrator, version=1, name="单凡", pinyin=company.wu.pinyin
    )
    assert Person.objects.get(pk=company.wu.pk).pinyin == "shan fan"


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"name": ""}, "name"),
        ({"pinyin": "单小明"}, "pinyin"),
        ({"hours_per_day": Decimal(25)}, "hours_per_day"),
        ({"skills": "x" * 31}, "skills"),
    ],
)
def test_nonsense_is_refused_at_its_field(
    company: Company, facts: dict[str, object], field: str
) -> None:
    with pytest.raises(Invalid) as refused:
        actions.change_profile(company.wu, by=company.administrator, version=1, **facts)
    assert list(refused.value.errors) == [field]


def test_an_account_elsewhere_belongs_to_one_person(company: Company) -> None:
    change = actions.change_profile
    change(company.wu, by=company.administrator, version=1, wecom="wufan")
    with pytest.raises(Invalid) as refused:
        change(company.feng, by=company.administrator, version=1, wecom="ｗｕｆａｎ")
    assert "吴凡" in str(refused.value.errors["wecom"])
    change(company.wu, by=company.administrator, version=2, wecom="")
    change(company.feng, by=company.administrator, version=1, wecom="wufan")


def test_who_saves_second_reads_what_happened_and_keeps_the_text(
    company: Company, signed_in: SignIn
) -> None:
    address = reverse("edit-person", args=[company.wu.pk])
    browser = signed_in(company.wu)
    seen = typed(browser.get(address), "version")
    actions.change_profile(company.wu, by=company.administrator, version=1, title="销售主管")
    form = {"version": seen, "mobile": "139", "hours_per_day": "8", "pinyin": "wu fan"}
    answer = send(browser, address, **form)
    assert answer.status_code == 409
    shown = answer.content.decode()
    assert "139" in shown
    with pytest.raises(Stale):
        actions.change_profile(company.wu, by=company.wu, version=1, mobile="1")


def test_the_page_of_the_own_details(company: Company, signed_in: SignIn) -> None:
    address = reverse("edit-person", args=[company.wu.pk])
    browser = signed_in(company.wu)
    assert page(browser, address).css_first("[name=title]") is None
    form = {"version": "1", "mobile": "139", "hours_per_day": "7.5", "skills": "SQL"}
    assert send(browser, address, **form).status_code == 303
    assert "SQL" in page(browser, reverse("person", args=[company.wu.pk])).text()
    wrong = send(browser, address, **{**form, "version": "2", "hours_per_day": "99"})
    assert wrong.status_code == 422
    assert errors(wrong)
    assert signed_in(company.li).get(address).status_code == 403
    managed = signed_in(company.administrator)
    form |= {"version": "2", "name": "吴一凡", "title": "主管", "feishu": "ou_1"}
    assert send(managed, address, **form).status_code == 303
    assert "吴一凡" in page(managed, reverse("person", args=[company.wu.pk])).text()


def test_a_second_department_opens_its_matters(company: Company) -> None:
    case = sent(company).collaboration
    feng = Person.objects.get(pk=company.feng.pk)
    assert not Collaboration.objects.visible_to(feng).filter(pk=case.pk).exists()
    assert not may_draft(feng, company.product)
    with pytest.raises(Refused):
        actions.take_second_home(feng, by=company.li, department=company.product)
    actions.take_second_home(feng, by=company.administrator, department=company.product)
    assert Collaboration.objects.visible_to(feng).filter(pk=case.pk).exists()
    assert may_draft(feng, company.product)
    with pytest.raises(NotPossibleNow):
        actions.take_second_home(feng, by=company.administrator, department=company.product)
    with pytest.raises(NotPossibleNow):
        actions.take_second_home(feng, by=company.administrator, department=company.finance)
    actions.leave_second_home(feng, by=company.administrator, department=company.product)
    assert not Collaboration.objects.visible_to(feng).filter(pk=case.pk).exists()
    with pytest.raises(NotPossibleNow):
        actions.leave_second_home(feng, by=company.administrator, department=company.product)


def test_a_second_department_is_kept_on_the_page(company: Company, signed_in: SignIn) -> None:
    browser = signed_in(company.administrator)
    key = company.feng.pk
    add = reverse("second-homes", args=[key])
    assert send(browser, add, department=company.product.pk).status_code == 303
    again = send(browser, add, department=company.product.pk)
    assert (again.status_code, "已经" in errors(again) or "属于" in errors(again)) == (422, True)
    shown = page(browser, reverse("people") + f"?department={company.product.pk}").text()
    assert "冯源" in shown
    end = reverse("second-home-ends", args=[key, company.product.pk])
    assert send(browser, end).status_code == 303
    assert not company.feng.second_homes.exists()


def test_there_is_always_an_administrator(company: Company, signed_in: SignIn) -> None:
    rights = {"is_administrator": False, "is_auditor": False}
    with pytest.raises(NotPossibleNow):
        actions.set_rights(company.administrator, by=company.administrator, **rights)
    with pytest.raises(NotPossibleNow):
        actions.set_rights(company.wu, by=None, is_administrator=True, is_auditor=True)
    with pytest.raises(Refused):
        actions.set_rights(company.wu, by=company.li, is_administrator=True, is_auditor=False)
    address = reverse("person-rights", args=[company.wu.pk])
    assert send(signed_in(company.administrator), address, is_administrator="on").status_code == 303
    actions.set_rights(company.administrator, by=company.administrator, **rights)
    refused = send(signed_in(company.wu), address)
    assert refused.status_code == 422
    assert Entry.objects.filter(kind="person.rights_changed").count() == 2


@pytest.mark.django_db(transaction=True)
def test_two_administrators_who_resign_at_once_leave_one() -> None:
    company = company_module.build()
    none = {"is_administrator": False, "is_auditor": False}
    for _round in range(3):
        for person in (company.administrator, company.wu):
            actions.set_rights(person, by=None, is_administrator=True, is_auditor=False)
        at_once(
            lambda: actions.set_rights(company.wu, by=None, **none),
            lambda: actions.set_rights(company.administrator, by=None, **none),
        )
        assert Person.objects.filter(is_administrator=True).count() == 1


def test_the_list_of_people_is_filtered(company: Company, signed_in: SignIn) -> None:
    browser = signed_in(company.li)

    def names(query: str) -> str:
        return page(browser, f"{reverse('people')}?{query}").css_first("main").text()

    actions.retire(company.xu, by=company.administrator)
    assert "徐帆" not in names("")
    assert "徐帆" in names("show=closed")
    assert "管理员" in names("show=rights")
    within = names(f"department={company.sales.pk}")
    assert "赵刚" in within
    assert "王磊" not in within
    assert "王强" in names("q=wq")
    assert names("department=nonsense&show=nonsense&page=99")


def test_a_draft_of_a_second_department_is_begun_on_the_form(
    company: Company, signed_in: SignIn
) -> None:
    drafted_case(company)
    actions.take_second_home(company.feng, by=None, department=company.sales)
    form = page(signed_in(company.feng), reverse("new-collaboration"))
    assert str(company.sales.pk) in form.html
