from collections.abc import Callable
from datetime import timedelta

from django.test import Client

from tests.collaborations.asking import drafted_case, sent
from tests.company import Company
from tongzhou.collaborations.actions import answers
from tongzhou.collaborations.models import Ask
from tongzhou.collaborations.queries.precedents import precedents_of
from tongzhou.core import clock as clock_module
from tongzhou.org.models import Person

SignedIn = Callable[[Person], Client]


def test_how_earlier_requests_ended_is_told_where_a_new_one_is_written(
    company: Company, signed_in: SignedIn, clock: object
) -> None:
    ask = sent(company)
    clock_module.advance(timedelta(hours=3))
    answers.decline(ask, reason="8 月排期已满", by=company.liu)
    case = drafted_case(company)

    [found] = precedents_of(company.product, by=company.li)
    assert (found.title, found.hours, found.reason) == (ask.title, 2.0, "8 月排期已满")

    page = signed_in(company.li).get(
        f"/collaborations/{case.pk}/asks/new?department={company.product.pk}"
    )
    assert "8 月排期已满" in page.content.decode()
    begun = signed_in(company.li).get(f"/collaborations/{case.pk}/asks/new?from={ask.pk}")
    assert "新功能使用率 30%" in begun.content.decode()


def test_nobody_learns_of_what_they_may_not_see(company: Company, clock: object) -> None:
    answers.decline(sent(company), reason="排满", by=company.liu)

    assert precedents_of(company.product, by=company.qian) == []


PAST = (
    "发布社交分享功能，首页可见", "提供 8 月投诉明细表", "协助活动现场 3 人两天", "订单导出加一列渠道",
    "修复安卓登录闪退", "给新品拍摄 6 张主图", "培训客服使用新后台", "核对上月对账差异",
    "开放会员积分接口", "整理前十大客户回访记录", "压缩首页图片加快打开", "翻译用户协议英文版",
)  # fmt: skip
TYPED = {
    "希望首页能看到社交分享": 0, "要一份投诉的明细": 1, "活动现场需要人手协助": 2, "导出订单时带上渠道": 3,
    "安卓手机登录会闪退": 4, "新品主图拍摄": 5, "新后台的培训（客服）": 6, "对账差异请核对": 7,
    "需要积分接口": 8, "大客户的回访记录整理": 9, "首页图片太大，打开慢": 10, "英文版用户协议": 11,
}  # fmt: skip


def test_what_is_being_written_finds_how_similar_requests_ended(
    company: Company, clock: object
) -> None:
    for what in PAST:
        ask = sent(company)
        Ask.objects.filter(pk=ask.pk).update(what=what, why="", state="declined")
    hits = 0
    for typed, place in TYPED.items():
        found = precedents_of(company.product, by=company.li, like=[typed])
        hits += any(one.title == PAST[place] for one in found)
        assert all(one.is_alike for one in found) or not found[0].is_alike
    assert hits >= 11
    assert precedents_of(company.product, by=company.qian, like=["发布社交分享功能"]) == []
    unlike = precedents_of(company.product, by=company.li, like=["年会节目彩排"])
    assert not any(one.is_alike for one in unlike)


def test_the_panel_follows_what_is_typed(
    company: Company, signed_in: SignedIn, clock: object
) -> None:
    ask = sent(company)
    answers.decline(ask, reason="排期已满", by=company.liu)
    case = drafted_case(company)
    address = f"/collaborations/{case.pk}/asks/precedents"
    fields = {"department": str(company.service.pk), "what": ask.what, "is_new": "1"}
    told = signed_in(company.li).post(address, fields).content.decode()
    assert "排期已满" in told
    assert f"?from={ask.pk}" in told
    assert signed_in(company.qian).post(address, fields).status_code == 404
