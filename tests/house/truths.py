"""Of each lifecycle one matter, and for each of its verbs whoever fills the role, and how it is done.

Requests and collaborations have tables of their own in test_rights.py.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from tests.agreements.table import Table, build
from tests.company import Company
from tests.duties.test_register import contested
from tests.exchange.test_exchange import offered
from tests.interests import aligning, dealing
from tests.outcomes import finishing
from tests.plans.workbooks import workbook
from tests.problems import quarrel
from tests.submissions import collecting
from tests.teams import forming
from tongzhou.agreements import actions as agreed
from tongzhou.agreements.proof import Proof
from tongzhou.collaborations.actions import meetings
from tongzhou.core import clock
from tongzhou.duties.actions import owning, wording
from tongzhou.exchange.actions import gains
from tongzhou.interests.actions import deciding, scoring, tables
from tongzhou.interests.actions.deals import advising, writing
from tongzhou.org.models import Person
from tongzhou.outcomes.actions import (
    acceptances,
    cosignatures,
    deliveries,
    improvements,
    remains,
    retrospectives,
)
from tongzhou.outcomes.models import Cosignature, Improvement
from tongzhou.plans.actions import imports
from tongzhou.problems.actions import rulings, sides, ways_out
from tongzhou.progress.actions import calls, notices
from tongzhou.submissions.actions import campaigns, handing
from tongzhou.teams.actions import charters, loans

WHY = "一句话说清楚"
Act = Callable[[Any, Person], object]
"""What is done with the matter as it stands now, by somebody."""


@dataclass(frozen=True)
class Truth:
    lifecycle: str
    matter: Any
    verbs: dict[str, tuple[Person, Act]]


def meeting(company: Company) -> Truth:
    plan = meetings.Plan(kind="weekly", starts_at=clock.now(), attendees=(company.wang,))
    made = meetings.call(build(company).case, plan, by=company.lin)
    return Truth("meeting", made, {
        "hold": (company.lin, lambda one, by: meetings.hold(
            one, minutes=WHY, decisions=[WHY], came=[], seen=one.version, by=by)),
        "cancel": (company.lin, lambda one, by: meetings.cancel(one, reason=WHY, by=by)),
    })  # fmt: skip


def duty(company: Company) -> Truth:
    wang, mine = company.wang, company.product
    return Truth("duty", contested(company), {
        "claim": (wang, lambda one, by: owning.claim(one, department=mine, by=by)),
        "give_up": (wang, lambda one, by: owning.give_up(one, department=mine, reason=WHY, by=by)),
        "assign": (company.chen_zong, lambda one, by: owning.assign(
            one, department=company.service, reason=WHY, by=by)),
        "revise": (company.huang, lambda one, by: wording.revise(
            one, name="手册", rhythm="monthly", description="", seen=one.version, by=by)),
        "retire": (company.chen_zong, lambda one, by: wording.retire(one, reason=WHY, by=by)),
    })  # fmt: skip


def version(company: Company) -> Truth:
    made = build(company).circulate()
    return Truth("version", made, {
        "sign": (company.wang, lambda one, by: agreed.sign(
            one, department=company.product, seen=one.root, proof=Proof(clock.now()), by=by)),
        "object": (company.wang, lambda one, by: agreed.object_to(
            one, department=company.product, reason=WHY, by=by)),
        "withdraw": (company.lin, lambda one, by: agreed.withdraw(one, reason=WHY, by=by)),
    })  # fmt: skip


def change(company: Company) -> Truth:
    table, lin = build(company), company.lin
    table.in_force()
    changes = agreed.changes
    values = {table.review.pk: {"end": "2023-08-25"}}
    made = changes.draft(table.case, by=lin, reason=WHY, values=values)
    return Truth("change", made, {
        "revise": (lin, lambda one, by: changes.revise(one, reason="晚 5 天", by=by)),
        "submit": (lin, lambda one, by: changes.submit(one, by=by)),
        "withdraw": (lin, lambda one, by: changes.withdraw(one, reason=WHY, by=by)),
        "take_up": (lin, lambda one, by: changes.take_up(one, by=by)),
        "reject": (lin, lambda one, by: changes.reject(one, reason=WHY, by=by)),
    })  # fmt: skip


def signed(company: Company) -> Table:
    table = build(company)
    table.in_force()
    return table


def delivery(company: Company) -> Truth:
    made = finishing.delivered(signed(company))
    judged = acceptances.Judged(verdicts=finishing.verdicts(made), sentence=WHY)
    returned = acceptances.Judged(verdicts=finishing.verdicts(made, "unmet"), sentence=WHY)
    lin, zhou = company.lin, company.zhou
    return Truth("delivery", made, {
        "accept_delivery": (lin, lambda one, by: acceptances.accept_delivery(one, judged, by=by)),
        "return": (lin, lambda one, by: acceptances.return_delivery(one, returned, by=by)),
        "hand_in_remains": (zhou, lambda one, by: remains.hand_in_remains(one, sentence=WHY, by=by)),
        "return_remains": (lin, lambda one, by: remains.return_remains(one, sentence=WHY, by=by)),
        "finish_remains": (lin, lambda one, by: remains.finish_remains(one, by=by)),
    })  # fmt: skip


def accepted(company: Company) -> Truth:
    """In every state that stands on an acceptance."""
    truth = delivery(company)
    made = truth.matter
    remaining = [("补 10 条", date(2023, 8, 1))]
    judged = acceptances.Judged(verdicts=finishing.verdicts(made), remains=remaining)
    acceptances.accept_with_remains(made, judged, by=company.lin)
    return truth


def cosignature(company: Company) -> Truth:
    table = signed(company)
    made = finishing.delivered(table, table.review)
    judged = acceptances.Judged(verdicts=finishing.verdicts(made), sentence=WHY)
    acceptances.accept_delivery(made, judged, by=company.lin)
    row = Cosignature.objects.get(delivery=made, department=company.sales)
    zhao = company.zhao
    return Truth("cosignature", row, {
        "co_sign": (zhao, lambda one, by: cosignatures.co_sign(one, by=by)),
        "object": (zhao, lambda one, by: cosignatures.object_to(one, reason=WHY, by=by)),
    })  # fmt: skip


def retrospective(company: Company) -> Truth:
    made, lin = finishing.all_accepted(signed(company)), company.lin
    words = {"highlight": WHY, "shortfall": "", "suggestion": ""}
    concluded = retrospectives.Conclusions(goal_result=WHY)
    return Truth("retrospective", made, {
        "write": (company.zhou, lambda one, by: retrospectives.write_view(one, **words, by=by)),
        "share": (lin, lambda one, by: retrospectives.share_views(one, by=by)),
        "decide": (lin, lambda one, by: retrospectives.decide(one, concluded, by=by)),
        "close": (lin, lambda one, by: retrospectives.close(one, by=by)),
    })  # fmt: skip


def improvement(company: Company) -> Truth:
    finishing.decided(signed(company))
    return Truth("improvement", Improvement.objects.get(), {
        "finish": (company.wang, lambda one, by: improvements.finish(one, by=by)),
    })  # fmt: skip


def problem(company: Company) -> Truth:
    table = signed(company)
    made = quarrel.both_said(table)
    way = quarrel.proposed(table, made)
    fresh = ways_out.WayOut(text="加 1 人", consequence="预算加 2 万")
    return Truth("problem", made, {
        "add_side": (company.wang, lambda one, by: sides.add_side(one, quarrel.THEIRS, by=by)),
        "propose": (company.wang, lambda one, by: ways_out.propose(one, fresh, by=by)),
        "agree": (company.li, lambda one, by: ways_out.agree(one, way, by=by)),
        "escalate": (company.li, lambda one, by: rulings.escalate(one, by=by)),
        "rule": (company.chen_zong, lambda one, by: rulings.rule(one, sentence=WHY, by=by)),
    })  # fmt: skip


def risk_notice(company: Company) -> Truth:
    table, lin = signed(company), company.lin
    made = notices.give_notice(table.survey, notices.Risk(fact="延期 3 天"), by=company.zhou)
    return Truth("risk_notice", made, {
        "acknowledge": (lin, lambda one, by: notices.acknowledge(one, by=by)),
        "settle": (lin, lambda one, by: notices.settle(one, outcome=WHY, by=by)),
    })  # fmt: skip


def gain(company: Company) -> Truth:
    return Truth("gain", offered(company), {
        "receive": (company.zhao, lambda one, by: gains.receive(one, outcome="not", sentence=WHY, by=by)),
        "withdraw": (company.wang, lambda one, by: gains.withdraw(one, by=by)),
    })  # fmt: skip


def campaign(company: Company) -> Truth:
    plan, lin = collecting.plan(company), company.lin
    made = campaigns.draft(plan, department=company.marketing, by=lin)
    return Truth("campaign", made, {
        "revise": (lin, lambda one, by: campaigns.revise(one, plan, seen=one.version, by=by)),
        "discard": (lin, lambda one, by: campaigns.discard(one, by=by)),
        "open": (company.li, lambda one, by: campaigns.open_campaign(one, by=by)),
        "close": (lin, lambda one, by: campaigns.close(one, by=by)),
        "stop": (lin, lambda one, by: campaigns.stop(one, by=by)),
    })  # fmt: skip


def respondent(company: Company) -> Truth:
    opened, lin = collecting.opened(company), company.lin
    made = collecting.of(opened, company.product)
    rows = collecting.rows(opened, ("线上", "100"))
    return Truth("respondent", made, {
        "hand_in": (company.liu, lambda one, by: handing.hand_in(one, rows, by=by)),
        "take": (lin, lambda one, by: handing.take(one, number=1, by=by)),
        "give_back": (lin, lambda one, by: handing.give_back(one, number=1, reason=WHY, by=by)),
    })  # fmt: skip


def option_table(company: Company) -> Truth:
    made, lin = aligning.drafted(company), company.lin
    option = made.options.all()[0]
    side = aligning.side_of(made, company.product)
    contents = tables.Contents(name="再等一个月", by_date=date(2023, 10, 9))
    return Truth("option_table", made, {
        "write": (lin, lambda one, by: tables.add_option(one, contents, by=by)),
        "open": (lin, lambda one, by: tables.open_table(one, by=by)),
        "revise": (lin, lambda one, by: tables.revise(one, reason=WHY, by=by)),
        "propose": (lin, lambda one, by: deciding.propose(one, option=option, rationale=WHY, by=by)),
        "withdraw": (lin, lambda one, by: tables.withdraw(one, reason=WHY, by=by)),
        "hand_in": (company.wang, lambda _one, by: scoring.hand_in(
            side, scoring.Scores({}, 0), by=by)),
        "agree": (company.wang, lambda _one, by: deciding.agree(side, by=by)),
        "object": (company.wang, lambda _one, by: deciding.object_to(side, reason=WHY, by=by)),
    })  # fmt: skip


def deal(company: Company) -> Truth:
    made, lin = dealing.drafted(company), company.lin
    side = dealing.side_of(made, company.product)
    return Truth("deal", made, {
        "write": (lin, lambda one, by: writing.add_term(
            one, name="培训", today="无", ways=["两场"], by=by)),
        "open": (lin, lambda one, by: writing.open_deal(one, by=by)),
        "revise": (lin, lambda one, by: writing.revise(one, reason=WHY, by=by)),
        "withdraw": (lin, lambda one, by: writing.withdraw(one, reason=WHY, by=by)),
        "answer": (company.wang, lambda _one, by: advising.answer(side, is_yes=True, by=by)),
    })  # fmt: skip


def loan(company: Company) -> Truth:
    team = forming.proposed(company, (company.wang_gong, 50))
    made = forming.loan_of(team, company.wang_gong)
    wang = company.wang
    return Truth("loan", made, {
        "sign": (wang, lambda one, by: loans.sign(one, by=by, proof="password")),
        "decline": (wang, lambda one, by: loans.decline(one, by=by, reason=WHY)),
        "release": (team.leader, lambda one, by: loans.release(one, by=by)),
    })  # fmt: skip


def team(company: Company) -> Truth:
    made, lin = forming.drafted(company), company.lin
    return Truth("team", made, {
        "propose": (lin, lambda one, by: charters.propose(one, by=by)),
        "borrow": (lin, lambda one, by: loans.borrow(one, by=by, person=company.zhou, percent=20)),
        "renew": (lin, lambda one, by: charters.renew(one, by=by, until=date(2023, 12, 29))),
        "end": (lin, lambda one, by: charters.end(one, by=by, reason=WHY)),
    })  # fmt: skip


def task(company: Company) -> Truth:
    table = signed(company)
    return Truth("task", table.survey, {
        "deliver": (company.zhou, lambda one, by: deliveries.deliver(one, evidence=WHY, by=by)),
    })  # fmt: skip


def urgent_call(company: Company) -> Truth:
    called = calls.Called(what="接口报错", people=[company.wang], at=clock.now())
    made, lin = calls.announce(signed(company).case, called, by=company.lin), company.lin
    return Truth("urgent_call", made, {
        "minute": (lin, lambda one, by: calls.minute(one, outcome=WHY, by=by)),
        "cancel": (lin, lambda one, by: calls.cancel(one, by=by)),
    })  # fmt: skip


def plan_import(company: Company) -> Truth:
    made, li = imports.upload("三表.xlsx", workbook(), by=company.li), company.li
    return Truth("plan_import", made, {
        "confirm": (li, lambda one, by: imports.confirm(one, by=by)),
        "discard": (li, lambda one, by: imports.discard(one, by=by)),
    })  # fmt: skip


TRUTHS = (
    meeting, duty, version, change, task, delivery, accepted, cosignature, retrospective,
    improvement, problem, risk_notice, team, urgent_call, gain, campaign, respondent, option_table,
    deal, loan, plan_import,
)  # fmt: skip
