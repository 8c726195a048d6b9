"""A request says which measure it helps on either side: its form, its page, the brief."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from django.test import Client
from selectolax.lexbor import LexborHTMLParser as Page

from tests.company import Company
from tests.forms import errors, page, send, typed
from tests.interests import aligning
from tongzhou.collaborations.actions import cases
from tongzhou.collaborations.models import Collaboration
from tongzhou.goals.actions import measuring, setting
from tongzhou.goals.models import Measure
from tongzhou.interests.actions import effects
from tongzhou.interests.actions.effects import Edge
from tongzhou.interests.models import Effect, Unmeasured
from tongzhou.org.models import Department

SignIn = Callable[[Any], Client]


def measure_of(department: Department, name: str) -> Measure:
    contents = setting.Contents(
        name=f"{name}目标", since=date(2023, 1, 1), until=date(2023, 12, 31)
    )
    goal = setting.set_goal(contents, department=department, by=department.head)
    figures = measuring.Contents(name, Decimal(1), Decimal(9), "%")
    return measuring.add(goal, figures, by=department.head)


def drafted(company: Company) -> Collaboration:
    contents = cases.Contents(
        name="Q3 用户活跃度提升", person_in_charge=company.lin,
        partners=(company.product, company.service), background="留存下降 5%", goal="月活 +15%",
        wanted_date=date(2023, 9, 10),
    )  # fmt: skip
    return cases.draft(company.marketing, contents, by=company.lin)


def test_a_request_links_a_measure_of_both_sides(company: Company, signed_in: SignIn) -> None:
    theirs, ours = measure_of(company.product, "次月留存"), measure_of(company.marketing, "拉新")
    case, lin = drafted(company), signed_in(company.lin)
    fields = {"department": company.product.pk, "what": "做分享按钮", "gain": "留存 +2%"}
    made = send(lin, f"/collaborations/{case.pk}/asks", **fields, theirs=theirs.pk, ours=ours.pk)
    assert made.status_code == 303
    ask = case.asks.get()
    assert {one.measure for one in Effect.objects.filter(ask=ask)} == {theirs, ours}
    shown = page(lin, f"/asks/{ask.pk}").css_first("dl.facts").text(separator=" ")
    assert "次月留存" in shown
    assert "拉新" in shown
    assert "＋＋" in page(lin, f"/collaborations/{case.pk}/brief").body.text()
    chosen = page(lin, f"/asks/{ask.pk}/edit").css("select option[selected]")
    assert {str(theirs.pk), str(ours.pk)} <= {one.attributes["value"] for one in chosen}
    again = send(
        lin,
        f"/asks/{ask.pk}/edit",
        what="做分享按钮",
        version=ask.version,
        theirs=theirs.pk,
        ours="",
    )
    assert again.status_code == 303
    assert [one.measure for one in Effect.objects.filter(ask=ask)] == [theirs]


def test_harm_that_was_named_stays_when_the_request_is_reworded(
    company: Company, signed_in: SignIn
) -> None:
    case = aligning.case_of(company)
    ask = case.asks.get(department=company.product)
    hurt = measure_of(company.product, "首页打开时间")
    effects.name(case, Edge(hurt, "hurts", 3, ask=ask), by=company.liu)
    effects.link_both(ask, theirs=None, ours=None, by=company.lin)
    assert Effect.objects.get().sign == "hurts"
    assert "－－－" in page(signed_in(company.wang), f"/asks/{ask.pk}").body.text()


def test_a_measure_of_another_department_comes_back(company: Company, signed_in: SignIn) -> None:
    wrong = measure_of(company.service, "投诉率")
    case = drafted(company)
    answer = send(
        signed_in(company.lin), f"/collaborations/{case.pk}/asks", department=company.product.pk,
        what="做分享按钮", theirs=wrong.pk,
    )  # fmt: skip
    assert answer.status_code == 422
    assert "产品部" in errors(answer)
    assert not case.asks.exists()


def test_a_request_without_a_measure_says_so_and_one_press_repairs_it(
    company: Company, signed_in: SignIn
) -> None:
    far, near = measure_of(company.product, "崩溃率"), measure_of(company.product, "次月留存")
    case, lin = drafted(company), signed_in(company.lin)
    fields = {"department": company.product.pk, "what": "做分享按钮", "gain": "次月留存 +2%"}
    hints = Page(send(lin, f"/collaborations/{case.pk}/asks/hints", **fields).content)
    offered = [one.attributes["data-text"] for one in hints.css("[data-take=theirs]")]
    assert offered == [str(near.pk), str(far.pk)]
    assert hints.css("[data-take=no_theirs]")
    assert hints.css("[data-take=no_ours]")
    said = {"theirs": near.pk, "no_ours": "今年的目标还没定"}
    assert send(lin, f"/collaborations/{case.pk}/asks", **fields).status_code == 303
    ask = case.asks.get()
    assert "影响谁的指标" in page(lin, f"/collaborations/{case.pk}/asks").body.text()
    hints = Page(send(lin, f"/collaborations/{case.pk}/asks/hints", **fields, **said).content)
    assert not hints.css("[data-take=theirs], [data-take=no_ours]")
    address = f"/asks/{ask.pk}/edit"
    assert send(lin, address, **fields, **said, version=ask.version).status_code == 303
    assert "今年的目标还没定" in page(lin, f"/asks/{ask.pk}").css_first("#measures").text()
    assert "影响谁的指标" not in page(lin, f"/collaborations/{case.pk}/asks").body.text()
    ask.refresh_from_db()
    linked = {"theirs": near.pk, "no_ours": "", "version": ask.version}
    assert send(lin, address, **fields, **linked).status_code == 303
    assert not Unmeasured.objects.exists()


def test_who_is_asked_links_the_own_measure_with_one_tap_or_says_why_not_yet(
    company: Company, signed_in: SignIn
) -> None:
    own = measure_of(company.product, "次月留存")
    case, liu = aligning.case_of(company), signed_in(company.liu)
    ask = case.asks.get(department=company.product)
    address, radar = f"/asks/{ask.pk}", f"/collaborations/{case.pk}/alignment"
    assert "未关联指标" in page(liu, radar).body.text()
    [tap] = page(liu, address).css("#measures button[name=measure]")
    assert tap.attributes["value"] == str(own.pk)
    none_yet = f"{address}/measures/none"
    empty = send(liu, none_yet, department=company.product.pk, reason=" ")
    assert (empty.status_code, Unmeasured.objects.count()) == (422, 0)
    told = send(liu, none_yet, department=company.product.pk, reason="在等财务口径")
    assert told.status_code == 303
    assert "在等财务口径" in page(signed_in(company.lin), address).css_first("#measures").text()
    assert send(liu, f"{address}/measures", measure=own.pk).status_code == 303
    assert not Unmeasured.objects.exists()
    assert Effect.objects.get(ask=ask).measure == own
    assert send(liu, none_yet, department=company.product.pk, reason="再等等").status_code == 409


def test_one_tap_leaves_harm_that_was_named_meanwhile_and_its_remedy(
    company: Company, signed_in: SignIn
) -> None:
    case, lin = aligning.case_of(company), signed_in(company.lin)
    ask, own = case.asks.get(department=company.product), measure_of(company.product, "打开时间")
    harm = effects.name(case, Edge(own, "hurts", 3, note="变慢", ask=ask), by=company.liu)
    effects.remedy(harm, kind="compensate", sentence="延期一周", by=company.liu)
    assert send(lin, f"/asks/{ask.pk}/measures", measure=own.pk).status_code == 409
    said = {"what": "做分享按钮", "theirs": own.pk, "version": ask.version, "sentence": "改"}
    assert "利益对齐" in errors(send(lin, f"/asks/{ask.pk}/edit", **said))
    assert Effect.objects.get(remedy__sentence="延期一周") == harm


def test_a_request_form_takes_back_nothing_it_did_not_show(
    company: Company, signed_in: SignIn
) -> None:
    case, lin, liu = aligning.case_of(company), signed_in(company.lin), signed_in(company.liu)
    ask = case.asks.get(department=company.product)
    own, second = measure_of(company.product, "次月留存"), measure_of(company.product, "崩溃率")
    address = f"/asks/{ask.pk}/edit"
    opened = page(lin, address).css_first("input[name=seen]").attributes["value"]
    assert send(liu, f"/asks/{ask.pk}/measures", measure=own.pk).status_code == 303
    emptied = dict.fromkeys(("theirs", "ours", "no_theirs", "no_ours"), "")
    said = {"what": "做分享按钮", "version": ask.version, "sentence": "只做按钮", **emptied}
    stale = send(lin, address, **said, seen=opened)
    assert stale.status_code == 409
    assert "指标" in Page(stale.content).css_first(".note").text()
    assert typed(stale, "what") == "做分享按钮"
    chosen = Page(stale.content).css_first("[name=theirs] option[selected]")
    assert chosen.attributes["value"] == str(own.pk)
    effects.name(case, Edge(second, ask=ask), by=company.liu)
    again = {**said, "theirs": own.pk, "seen": typed(stale, "seen")}
    assert send(lin, address, **again).status_code == 303
    assert Effect.objects.filter(ask=ask).count() == 2


def test_a_request_form_keeps_a_reason_given_meanwhile(company: Company, signed_in: SignIn) -> None:
    case, lin, liu = aligning.case_of(company), signed_in(company.lin), signed_in(company.liu)
    ask = case.asks.get(department=company.product)
    opened = page(lin, f"/asks/{ask.pk}/edit").css_first("input[name=seen]").attributes["value"]
    none_yet = {"department": company.product.pk, "reason": "下季度才定"}
    assert send(liu, f"/asks/{ask.pk}/measures/none", **none_yet).status_code == 303
    said = {"what": "做分享按钮", "version": ask.version, "sentence": "改"}
    stale = send(lin, f"/asks/{ask.pk}/edit", **said, no_theirs="", seen=opened)
    assert (stale.status_code, typed(stale, "no_theirs")) == (409, "下季度才定")
    assert send(lin, f"/asks/{ask.pk}/edit", **said).status_code == 303
    assert Unmeasured.objects.get().reason == "下季度才定"


def test_nobody_speaks_for_the_measures_of_another_side(
    company: Company, signed_in: SignIn
) -> None:
    theirs, ours = measure_of(company.product, "次月留存"), measure_of(company.marketing, "拉新")
    other = measure_of(company.service, "投诉率")
    ask = aligning.case_of(company).asks.get(department=company.product)
    for person, measure, status in (
        (company.liu, ours, 403), (company.liu, other, 422), (company.wang_gong, theirs, 403),
        (company.zhou, theirs, 404), (company.auditor, theirs, 403),
    ):  # fmt: skip
        answer = send(signed_in(person), f"/asks/{ask.pk}/measures", measure=measure.pk)
        assert answer.status_code == status, (person.login, measure.name)
    liu = signed_in(company.liu)
    for side, status in ((company.marketing, 403), (company.service, 422)):
        none_yet = f"/asks/{ask.pk}/measures/none"
        assert send(liu, none_yet, department=side.pk, reason="没有").status_code == status
    assert not Effect.objects.exists()
    assert not Unmeasured.objects.exists()
