"""What people of the demonstration can do, who is away, and the teams that borrow them."""

from datetime import datetime, timedelta

from tongzhou.core import clock
from tongzhou.demo.company import Company
from tongzhou.demo.played import Scenes, ago
from tongzhou.org import actions as org
from tongzhou.org.models import Person
from tongzhou.teams import actions
from tongzhou.teams.actions import Charter
from tongzhou.teams.models import Team

SKILLS = {
    "marketing": ("活动策划", "用户访谈", "投放"), "product": ("需求评审", "原型", "埋点"),
    "sales": ("客户访谈", "报价", "续费"), "service": ("投诉处理", "用户原话", "话术"),
    "rd": ("接口联调", "压测", "前端"), "data": ("SQL", "看板", "留存分析"),
    "design": ("插画", "动效", "设计走查"), "finance": ("预算", "合同审核", "付款"),
}  # fmt: skip
EACH = 5
"""People of a department who have written down what they can be asked."""


def lend(company: Company, today: datetime) -> Scenes:
    people = company.people
    yield ago(today, 110)
    _write_skills(company)
    yield ago(today, 12)
    _work(people["lin"], [(people["wangqiang"], 50), (people["zhou"], 30)])
    yield ago(today, 0, at=9)
    _go_away(company)
    _ask(people["liu"], [(people["lin"], 20), (people["huang"], 20)])


def _write_skills(company: Company) -> None:
    for code, skills in SKILLS.items():
        team = [one for one in company.people.values() if one.department.code == code]
        for place, person in enumerate(team[:EACH]):
            known = "、".join(skills[place % 3 :] + skills[: place % 2])
            org.change_profile(person, by=person, version=1, skills=known)


def _go_away(company: Company) -> None:
    legal = company.departments["legal"]
    legal.refresh_from_db()
    if legal.head and legal.deputy:
        until = clock.today() + timedelta(days=4)
        org.delegate(
            legal.head, by=legal.head, to=legal.deputy, since=clock.today(), until=until,
            reason="出差",
        )  # fmt: skip


def _work(leader: Person, borrowed: list[tuple[Person, int]]) -> None:
    """Everybody has signed."""
    live = Charter(
        name="直播专项组",
        purpose="三个月内把直播间转化做起来：选品、脚本、售后一条线。",
        measure="直播间下单转化率从 1.2% 到 3%，三个部门都计入当季成绩。",
        rights="单场 5 万元以内的投放；排期先后。",
        since=clock.today(),
        until=clock.today() + timedelta(days=90),
    )
    team = _propose(live, leader, borrowed)
    for loan in team.loans.select_related("home__head"):
        head = loan.home.head
        assert head is not None
        actions.sign(loan, by=head)


def _ask(leader: Person, borrowed: list[tuple[Person, int]]) -> None:
    """The heads have not answered yet."""
    words = Charter(
        name="会员权益说明小组",
        purpose="把会员权益写成用户一眼看懂的话，上线前各渠道口径一致。",
        measure="权益相关咨询量下降 30%",
        rights="文案与示例；不改权益本身。",
        since=clock.today(),
        until=clock.today() + timedelta(days=45),
    )
    _propose(words, leader, borrowed)


def _propose(charter: Charter, leader: Person, borrowed: list[tuple[Person, int]]) -> Team:
    team = actions.draft(charter, by=leader)
    for person, percent in borrowed:
        actions.borrow(team, by=leader, person=person, percent=percent)
    return actions.propose(team, by=leader)
