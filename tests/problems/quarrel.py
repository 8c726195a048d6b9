"""Marketing and product disagree; each helper brings the problem one step further."""

from datetime import date

from tests.agreements.table import Table
from tongzhou.collaborations.actions import meetings
from tongzhou.collaborations.models import Meeting
from tongzhou.core import clock
from tongzhou.problems.actions import rulings, sides, ways_out
from tongzhou.problems.actions.sides import Said
from tongzhou.problems.actions.ways_out import WayOut
from tongzhou.problems.models import Option, Problem

OURS = Said(fact="社交分享未排进开发。", impact="预计少 20% 新用户。", need="请先做社交分享。")
THEIRS = Said(fact="功能优化已完成 65%。", impact="切换要返工 4 天。", need="请先完成优化。")


def raised(table: Table, kind: str = "resource", *, emergency: bool = False) -> Problem:
    return sides.raise_problem(
        table.case,
        OURS,
        kind=kind,
        department=table.company.marketing,
        other=table.company.product,
        task=table.review,
        is_emergency=emergency,
        by=table.company.li,
    )


def both_said(table: Table, kind: str = "resource") -> Problem:
    return sides.add_side(raised(table, kind), THEIRS, by=table.company.wang)


def proposed(table: Table, problem: Problem) -> Option:
    """By product: its review moves to 25 August."""
    way = WayOut(
        text="先优化，分享并行", consequence="晚 5 天", task=table.review, new_end=date(2023, 8, 25)
    )
    return ways_out.propose(problem, way, by=table.company.wang)


def escalated(table: Table) -> Problem:
    return rulings.escalate(both_said(table), by=table.company.li)


def special_meeting(table: Table) -> Meeting:
    company = table.company
    plan = meetings.Plan(
        kind=Meeting.Kind.SPECIAL,
        starts_at=clock.now(),
        agenda="双方数据",
        attendees=(company.li, company.wang),
    )
    meeting = meetings.call(table.case, plan, by=company.lin)
    return meetings.hold(
        meeting,
        minutes="数据已对齐",
        decisions=["交陈总裁决"],
        came=[company.li, company.wang],
        seen=meeting.version,
        by=company.lin,
    )
