"""People come in as a table: read whatever wrote it, explained by cell, all or nothing."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from click.testing import CliRunner
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from python_calamine import CalamineWorkbook

from tests import company as company_module
from tests.at_once import at_once
from tests.company import Company
from tests.forms import page, send
from tests.org.rosters import TITLES, table, workbook
from tongzhou.config.commands.rosters import people as command
from tongzhou.core.verdicts import Invalid, NotPossibleNow, Refused
from tongzhou.journal.models import Entry
from tongzhou.journal.worker import run_once
from tongzhou.knowledge.models import Document
from tongzhou.org import actions
from tongzhou.org.models import Department, FormerHome, Liaison, Person, RosterImport
from tongzhou.org.roster.comparing import Comparison, compare
from tongzhou.org.roster.reading import read_roster
from tongzhou.org.roster.template import template

SignIn = Callable[[Person], Client]
SHAN = ("单晓明", "ShanXM", "市场部", "", "专员", "013800000000", "shan@example.com", "接口人")
NEW = ("曾静", "zengjing", "直播组", "市场部", "组长", "", "", "负责人")


def looked_at(data: bytes, *, makes: bool = False) -> Comparison:
    return compare(read_roster(data), makes_departments=makes)


def take_over(data: bytes, *, makes: bool = False) -> Comparison:
    return actions.take_over_roster(data, by=None, makes_departments=makes)


def told(found: Comparison) -> dict[str, str]:
    return {error.where: str(error.sentence) for error in found.errors}


@pytest.mark.parametrize(
    "data",
    [
        workbook(SHAN),
        workbook(SHAN, above=2),
        table(SHAN),
        table(SHAN, encoding="utf-8-sig"),
        table(SHAN, encoding="gb18030"),
        table(SHAN, encoding="utf-16"),
        table(SHAN).replace(b",", b";"),
        table(SHAN).replace(b",", b"\t"),
    ],
)
def test_a_table_is_read_whatever_wrote_it(company: Company, data: bytes) -> None:
    assert take_over(data).count("new") == 1
    person = Person.objects.get(login="shanxm")
    assert (person.name, person.pinyin, person.initials) == ("单晓明", "shan xiao ming", "sxm")
    assert (person.mobile, person.department) == ("013800000000", company.marketing)
    assert Liaison.objects.filter(person=person, department=company.marketing).exists()
    assert not person.has_usable_password()


def test_a_table_in_the_other_languages_is_read(company: Company) -> None:
    traditional = ("姓名", "帳號", "部門", "上級部門", "職稱", "手機", "電子郵件", "角色")
    english = (
        "Name",
        "Account",
        "Department",
        "Parent department",
        "Title",
        "Mobile",
        "Mail",
        "Role",
    )
    for titles in (traditional, english):
        assert looked_at(workbook(SHAN, titles=titles)).errors == []


def test_the_same_table_again_changes_nothing(company: Company) -> None:
    data = workbook(SHAN, NEW)
    take_over(data, makes=True)
    before = Entry.objects.count()
    again = take_over(data, makes=True)
    assert (again.count("same"), again.new_places) == (2, [])
    assert Entry.objects.count() == before


def test_a_table_updates_who_is_here_and_leaves_what_it_does_not_say(company: Company) -> None:
    row = ("吴凡", "WU", "客服部", "", "班长", "", "", "副职")
    found = take_over(workbook(row))
    fresh = Person.objects.get(pk=company.wu.pk)
    assert sorted(found.changes[0].fields) == ["department", "roles", "title"]
    assert (fresh.title, fresh.department, fresh.mail) == (
        "班长",
        company.service,
        "wu@example.com",
    )
    assert Department.objects.get(pk=company.service.pk).deputy == fresh
    assert Entry.objects.filter(kind="person.moved", subject=fresh.pk).count() == 1
    assert FormerHome.objects.filter(person=fresh, department=company.sales).exists()


def test_missing_departments_are_made_if_one_says_so(company: Company) -> None:
    deep = ("仇英", "qiuying", "增长中心/直播组/脚本小队", "", "", "", "", "")
    refused = looked_at(workbook(NEW, deep))
    assert set(told(refused)) == {"人员!C2", "人员!C3"}
    found = take_over(workbook(NEW, deep), makes=True)
    assert {place.path for place in found.new_places} == {
        "市场部 / 直播组", "总公司 / 增长中心", "总公司 / 增长中心 / 直播组",
        "总公司 / 增长中心 / 直播组 / 脚本小队",
    }  # fmt: skip
    [own, other] = Department.objects.filter(name="直播组").order_by("path")
    assert {own.parent.name, other.parent.name} == {"市场部", "增长中心"}
    assert {own.code, other.code} == {"zhibozu", "zhibozu2"}
    assert Department.objects.get(parent=company.marketing).head.login == "zengjing"


def test_a_new_department_is_meant_by_its_name_alone_wherever_it_stands(company: Company) -> None:
    bare = ("仇英", "qiuying", "直播组", "", "", "", "", "")
    take_over(workbook(bare, NEW), makes=True)
    made = Department.objects.get(name="直播组")
    assert made.parent == company.marketing
    assert Person.objects.get(login="qiuying").department == made


def test_a_name_that_means_two_departments_asks_for_the_path(company: Company) -> None:
    actions.create_department(company.marketing, by=None, name="数据组", code="md")
    actions.create_department(company.product, by=None, name="数据组", code="pd")
    row = ("单晓明", "shanxm", "数据组", "", "", "", "", "")
    assert "总公司 / 市场部 / 数据组" in told(looked_at(workbook(row)))["人员!C2"]
    path = ("单晓明", "shanxm", "产品部/数据组", "", "", "", "", "")
    parent = ("仇英", "qiuying", "数据组", "市场部", "", "", "", "")
    found = looked_at(workbook(path, parent))
    assert [one.place.code for one in found.changes] == ["pd", "md"]


def test_every_error_stands_at_its_cell_and_nothing_is_written(company: Company) -> None:
    actions.retire(company.xu, by=None)
    actions.change_profile(company.wu, by=None, version=1, wecom="wufan")
    titles = (*TITLES, "每天工时", "企业微信账号", "星座")
    rows = [
        ("", "a1", "市场部", "", "", "", "", "", "", "", "白羊"),
        ("甲", "", "市场部"),
        ("乙", "b 1", "市场部"),
        ("丙", "c1", "火星部"),
        ("丁", "d1", ""),
        ("戊", "e1", "市场部", "", "", "", "not mail"),
        ("己", "f1", "市场部", "", "", "", "", "皇帝"),
        ("庚", "g1", "市场部", "", "", "", "", "", "25"),
        ("辛", "h1", "市场部", "", "", "", "", "", "", "wufan"),
        ("徐帆", "xu", "客服部"),
        ("壬", "C1", "市场部"),
        ("癸", "i1", "市场部", "", "", "", "", "负责人"),
        ("子", "j1", "市场部", "", "", "", "", "负责人"),
        ("长" * 61, "k1", "市场部"),
    ]
    before = Person.objects.count()
    found = looked_at(workbook(*rows, titles=titles))
    assert list(told(found)) == [
        "人员!A2", "人员!B3", "人员!B4", "人员!C5", "人员!C6", "人员!G7", "人员!H8", "人员!I9",
        "人员!J10", "人员!B11", "人员!B12", "人员!H14", "人员!A15",
    ]  # fmt: skip
    assert found.ignored == ["星座"]
    assert "B5" in told(found)["人员!B12"]
    with pytest.raises(Invalid):
        take_over(workbook(*rows, titles=titles))
    assert Person.objects.count() == before


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xd0\xcf\x11\xe0 old excel",
        b"PK\x03\x04 no workbook",
        b"\x00\x01\x02 binary",
        table(),
        "甲,乙\n1,2\n".encode(),
        b"\xff\xff\xff\xff",
    ],
)
def test_what_is_no_table_of_people_is_refused(company: Company, data: bytes) -> None:
    with pytest.raises(Invalid):
        read_roster(data)


def test_formulas_stay_text(company: Company) -> None:
    row = ("=cmd()", "zhang", "市场部", "", "+1+2", "", "", "")
    take_over(table(row))
    person = Person.objects.get(login="zhang")
    assert (person.name, person.title) == ("=cmd()", "+1+2")
    people = CalamineWorkbook.from_filelike(BytesIO(template())).get_sheet_by_index(0)
    assert people.to_python()[0][:3] == ["姓名", "账号", "部门"]


def test_a_number_is_no_floating_telephone(company: Company) -> None:
    row = ("单晓明", "shanxm", "市场部", "", "", 13800000000, "", "")
    take_over(workbook(row))
    assert Person.objects.get(login="shanxm").mobile == "13800000000"


def test_skills_hours_and_further_departments_come_along(company: Company) -> None:
    titles = ("姓名", "账号", "部门", "技能", "每天工时", "兼任部门", "拼音", "飞书")
    row = (
        "单晓明",
        "shanxm",
        "市场部",
        "访谈、SQL",
        "7.5小时",
        "产品部；市场部",
        "dan xiao ming",
        "ou_1",
    )
    take_over(workbook(row, titles=titles))
    person = Person.objects.get(login="shanxm")
    assert [skill.name for skill in person.skills.all()] == ["访谈", "SQL"]
    assert (str(person.hours_per_day), person.pinyin) == ("7.5", "dan xiao ming")
    assert [home.department for home in person.second_homes.all()] == [company.product]
    assert person.external_ids.get().value == "ou_1"
    assert not take_over(workbook(row, titles=titles)).has_effect


def test_only_administrators_take_people_over(company: Company, signed_in: SignIn) -> None:
    with pytest.raises(Refused):
        actions.upload_roster("a.csv", table(SHAN), by=company.li)
    assert signed_in(company.li).get(reverse("new-roster")).status_code == 403


def test_the_page_previews_and_takes_over(company: Company, signed_in: SignIn) -> None:
    browser = signed_in(company.administrator)
    assert browser.get(reverse("roster-template")).status_code == 200
    wrong = send(browser, reverse("rosters"), file=SimpleUploadedFile("a.txt", b"hello"))
    assert wrong.status_code == 422
    assert send(browser, reverse("rosters")).status_code == 422
    file = SimpleUploadedFile("人员.xlsx", workbook(SHAN, NEW))
    address = send(browser, reverse("rosters"), file=file)["Location"]
    shown = page(browser, address)
    assert "人员!C3" in shown.text()
    assert shown.css_first(".btn.primary[type=submit]") is None or "确认" not in shown.text()
    refused = send(browser, f"{address}/confirmations")
    assert refused.status_code == 422
    assert "直播组" in page(browser, f"{address}?departments=1").text()
    assert send(browser, f"{address}/confirmations", departments="1").status_code == 303
    assert Person.objects.filter(login__in=["shanxm", "zengjing"]).count() == 2
    kept = RosterImport.objects.get()
    assert (kept.state, kept.created, bytes(kept.file)) == ("confirmed", 2, b"")
    assert send(browser, f"{address}/confirmations").status_code == 409
    other = signed_in(company.li)
    assert other.get(address).status_code == 404


def test_a_table_is_discarded(company: Company, signed_in: SignIn) -> None:
    browser = signed_in(company.administrator)
    file = SimpleUploadedFile("a.csv", table(SHAN))
    address = send(browser, reverse("rosters"), file=file)["Location"]
    assert send(browser, f"{address}/discards").status_code == 303
    assert RosterImport.objects.get().state == "discarded"
    assert not Person.objects.filter(login="shanxm").exists()


@pytest.mark.django_db(transaction=True)
def test_two_who_confirm_at_once_take_over_once() -> None:
    company = company_module.build()
    kept = actions.upload_roster("a.csv", table(SHAN), by=company.administrator)
    told = at_once(
        *[lambda: actions.confirm_roster(kept, by=company.administrator, makes_departments=False)]
        * 2
    )
    assert Person.objects.filter(login="shanxm").count() == 1
    assert sum(isinstance(one, NotPossibleNow) for one in told) == 1


def test_who_came_in_is_found_by_the_search(company: Company) -> None:
    take_over(workbook(SHAN))
    run_once()
    person = Person.objects.get(login="shanxm")
    assert Document.objects.filter(subject=person.pk).exists()


def test_a_thousand_people_cost_no_query_each(company: Company) -> None:
    rows = [(f"人{n}", f"p{n}", "市场部", "", "", "", "", "") for n in range(1000)]
    with CaptureQueriesContext(connection) as asked:
        take_over(table(*rows))
    assert len(asked) < 120


def test_the_command_says_what_it_would_do(company: Company, tmp_path: Path) -> None:
    file = tmp_path / "people.xlsx"
    file.write_bytes(workbook(SHAN, NEW))
    refused = CliRunner().invoke(command, [str(file)])
    assert refused.exit_code == 1
    assert "人员!C3" in refused.output
    dry = CliRunner().invoke(command, [str(file), "--create-departments", "--dry-run"])
    assert dry.exit_code == 0
    assert "2 new" in dry.output
    assert not Person.objects.filter(login="shanxm").exists()
    done = CliRunner().invoke(command, [str(file), "--create-departments", "--by", "administrator"])
    assert done.exit_code == 0, done.output
    assert Person.objects.filter(login="shanxm").exists()
