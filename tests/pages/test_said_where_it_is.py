"""What pages of the stages say at first sight: where one stands, who acts, what is not possible."""

from collections.abc import Callable
from types import ModuleType

import pytest
from django.test import Client

from tests.collaborations import asking
from tests.company import Company
from tongzhou.collaborations.actions import answers
from tongzhou.collaborations.models import Collaboration
from tongzhou.journal.worker import run_once
from tongzhou.knowledge.models import Document
from tongzhou.org import actions as org
from tongzhou.org.models import Department, DepartmentMeasure, LeadTime, Person
from tongzhou.plans.queries.choices import menus

SignedIn = Callable[[Person], Client]


def test_a_request_shows_its_stage_and_the_way_to_the_rest(
    company: Company, signed_in: SignedIn
) -> None:
    ask = asking.sent(company)
    page = signed_in(company.liu).get(f"/asks/{ask.pk}").content.decode()
    assert "发起" in page
    assert "复盘" in page
    assert f"/collaborations/{ask.collaboration_id}/plan" in page


def test_options_stand_beside_what_was_asked_with_their_days(
    company: Company, signed_in: SignedIn
) -> None:
    ask = asking.sent(company)
    answers.offer_options(ask, options=asking.OFFERED, sentence="三选一", by=company.liu)
    page = signed_in(company.li).get(f"/asks/{ask.pk}").content.decode()
    compared = page[page.index("请求与答复对照") :]
    assert "功能优化先上线" in compared
    assert "8月25日" in compared


def test_a_list_says_who_stands_in_for_whoever_moves_next(
    company: Company, signed_in: SignedIn, clock: ModuleType
) -> None:
    asking.sent(company)
    today = clock.today()
    for person, to in ((company.liu, company.wang_gong), (company.zhou, company.wu)):
        org.delegate(person, by=person, to=to, since=today, until=today)
    page = signed_in(company.li).get("/collaborations").content.decode()
    assert "王强代刘洋" in page or "吴凡代周婷" in page


@pytest.mark.parametrize("form", ["problems/new", "meetings/new", "asks/new"])
def test_an_archived_collaboration_offers_no_form_that_leads_nowhere(
    company: Company, signed_in: SignedIn, form: str
) -> None:
    case = asking.sent(company).collaboration
    Collaboration.objects.filter(pk=case.pk).update(state="archived")
    assert signed_in(company.li).get(f"/collaborations/{case.pk}/{form}").status_code == 409


def test_a_dissolved_department_is_offered_no_more(company: Company) -> None:
    org.dissolve_department(company.finance, by=company.administrator, successor=company.sales)
    offered = {one.name for one in menus([company.marketing.pk, company.sales.pk]).departments}
    assert "财务部" not in offered
    assert "销售部" in offered


def test_the_organisation_before_its_first_day_is_not_called_empty(
    company: Company, signed_in: SignedIn, clock: ModuleType
) -> None:
    Department.objects.update(founded_at=clock.now())
    page = signed_in(company.li).get("/departments?on=2001-01-01").content.decode()
    assert "那天还没有组织记录" in page


def test_what_a_department_is_judged_by_is_searched(company: Company) -> None:
    DepartmentMeasure.objects.create(department=company.product, position=1, name="次月留存率")
    LeadTime.objects.create(department=company.product, position=1, work="埋点", least=2, most=3)
    org.rename_department(company.product, by=company.administrator, name="产品与体验部")
    run_once()
    body = Document.objects.get(subject=company.product.pk).body
    assert "次月留存率" in body
    assert "埋点" in body
