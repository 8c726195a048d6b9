"""Words, submissions, gains, clauses, package deals and past collaborations are found by whoever opens them."""

import json
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest
from django.test import Client

from tests.agreements import table as tables
from tests.agreements.beforehand import clause, late, shift
from tests.company import Company
from tests.interests import dealing
from tests.knowledge.test_search import titles
from tests.submissions import collecting
from tongzhou import ui
from tongzhou.exchange.actions import gains
from tongzhou.exchange.actions.gains import Offer
from tongzhou.interests.models import Deal
from tongzhou.journal.worker import run_once
from tongzhou.knowledge.actions import reindex_all
from tongzhou.knowledge.models import Document
from tongzhou.knowledge.queries import ICONS, SINGULAR, address, find, matching
from tongzhou.org import actions as org
from tongzhou.org.models import Person
from tongzhou.past.actions import take_over
from tongzhou.past.models import PastCase
from tongzhou.past.reading import read_bundle
from tongzhou.submissions.actions import campaigns, handing
from tongzhou.terms import actions as terms
from tongzhou.terms.actions import Said

SignedIn = Callable[[Person], Client]
SMALL = Path(__file__).parents[1] / "past" / "small.json"
pytestmark = pytest.mark.django_db


def everything(company: Company) -> None:
    campaign = collecting.opened(company, name="暗流费用", purpose="暗流复核")
    handing.hand_in(
        collecting.of(campaign, company.product),
        collecting.rows(campaign, ("线上", "1200", "yes")), by=company.liu,
    )  # fmt: skip
    campaigns.draft(
        collecting.plan(company, name="暗流草稿"), department=company.marketing, by=company.lin
    )
    offer = Offer("暗流首页快了 4 秒", None, None, "")
    gains.offer(company.product, offer, receiver=company.sales, by=company.wang_gong)
    terms.introduce(
        "暗流", department=company.product, said=Said(text="看不见的流量"), by=company.wang
    )
    told = json.loads(SMALL.read_text()) | {"visibility": "parties"}
    told["collaborations"][0]["background"] = "暗流仓"
    take_over(read_bundle(json.dumps(told).encode()), by=None)
    Deal.objects.filter(pk=dealing.drafted(company).pk).update(question="暗流一起定")
    reindex_all()


@pytest.mark.check("T012")
@pytest.mark.check("T013")
def test_everybody_finds_what_opens_for_them_and_nothing_else(
    company: Company, clock: ModuleType, signed_in: SignedIn
) -> None:
    everything(company)
    columns = ("kind", "subject", "collaboration")
    documents = list(matching(company.auditor, "暗流").values_list(*columns))
    kinds = {kind for kind, *_rest in documents}
    assert kinds == {"campaign", "respondent", "gain", "term", "past_case", "deal"}
    people = [
        company.lin, company.wang_gong, company.zhou, company.qian, company.feng, company.chen_zong,
        company.administrator, company.auditor,
    ]  # fmt: skip
    for person in people:
        browser = signed_in(person)
        opened = {
            subject
            for kind, subject, case in documents
            if browser.get(address(kind, subject, case)).status_code == 200
        }
        found = set(matching(person, "暗流").values_list("subject", flat=True))
        assert found == opened, person.login
        assert find(person, "暗流").total == len(opened), person.login


def test_they_follow_the_journal(company: Company, clock: ModuleType) -> None:
    run_once()
    everything(company)
    before = set(Document.objects.values_list("kind", "subject", "body"))
    Document.objects.all().delete()
    run_once()
    new = ("campaign", "respondent", "gain", "term", "past_case")
    followed = set(Document.objects.filter(kind__in=new).values_list("kind", "subject", "body"))
    assert followed == {row for row in before if row[0] in new}


def test_what_a_later_bundle_tells_anew_is_found_once(company: Company) -> None:
    told = json.loads(SMALL.read_text())
    for background in ("暗流仓", "明渠仓"):
        told["collaborations"][0]["background"] = background
        take_over(read_bundle(json.dumps(told).encode()), by=None)
        run_once()
    assert len(titles(company.auditor, "明渠仓", "past_case")) == 1
    kept = Document.objects.filter(kind="past_case").values_list("subject", flat=True)
    assert set(kept) == set(PastCase.objects.values_list("pk", flat=True))


def test_whoever_is_renamed_or_forgotten_is_named_so_where_they_are_to_act(
    company: Company, clock: ModuleType
) -> None:
    table = tables.build(company)
    clause(table, late(table.survey), {"kind": "tell", "person": str(company.wu.pk)})
    campaign = collecting.opened(company)
    handing.hand_in(
        collecting.of(campaign, company.sales),
        collecting.rows(campaign, ("线上", "1200", "yes")), by=company.zhou,
    )  # fmt: skip
    run_once()
    by = company.administrator
    assert titles(company.lin, "吴凡", "clause")
    org.retire(company.wu, by=by)
    org.anonymise(company.wu, by=by)
    org.rename_department(company.sales, by=by, name="营销中心")
    run_once()
    assert titles(company.auditor, "吴凡") == []
    assert titles(company.auditor, "营销中心", "respondent")


def test_a_clause_is_found_as_it_reads_and_goes_with_it(
    company: Company, clock: ModuleType, signed_in: SignedIn
) -> None:
    table = tables.build(company)
    made = clause(table, late(table.survey), shift(table.campaign))
    reindex_all()
    assert len(titles(company.lin, f"若 {table.survey.name}", "clause")) == 1
    assert titles(company.feng, table.survey.name, "clause") == []
    url = address("clause", made.pk, table.case.pk)
    assert f'id="{url.partition("#")[2]}"' in signed_in(company.lin).get(url).content.decode()


def test_how_a_side_weighs_is_never_found(company: Company, clock: ModuleType) -> None:
    dealing.asked(company)
    reindex_all()
    (deal,) = Document.objects.filter(kind="deal")
    assert "客服支援" in deal.body
    assert not any(sign.isdecimal() for sign in deal.body.replace(" 1 人", "").replace(" 2 人", ""))


def test_every_kind_of_hit_has_its_picture() -> None:
    drawn = json.loads((Path(ui.__file__).parent / "front" / "icons.json").read_text())
    templates = "".join(
        path.read_text() for path in Path(ui.__file__).parents[1].glob("*/templates/**/*.html")
    )
    assert {
        one for one in ICONS.values() if one not in drawn and f'"{one}"' not in templates
    } == set()
    assert set(ICONS) == set(Document.Kind.values) == set(SINGULAR)
