"""Q3 用户活跃度提升, lived on its own dates in 2023 through the same actions the pages call."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from tongzhou.agreements.actions import changes, circulating, signing
from tongzhou.agreements.actions.turns import unsigned_departments
from tongzhou.agreements.models import Version
from tongzhou.agreements.proof import Proof
from tongzhou.collaborations.actions import answers, asks, cases, meetings
from tongzhou.collaborations.models import Ask, Collaboration, Meeting
from tongzhou.collaborations.terms import AnswerTerms, AskTerms
from tongzhou.core import clock
from tongzhou.demo.cast import Cast
from tongzhou.journal.worker import run_once
from tongzhou.org.models import Department, Person
from tongzhou.outcomes.actions import acceptances, deliveries, retrospectives
from tongzhou.outcomes.actions.acceptances import Judged
from tongzhou.outcomes.actions.retrospectives import Conclusions, Lesson
from tongzhou.outcomes.models import Delivery, Dossier
from tongzhou.plans import actions as plans
from tongzhou.plans.models import Task
from tongzhou.problems.actions import rulings, sides, ways_out
from tongzhou.problems.models import Problem
from tongzhou.progress.actions import notices, rounds

YEAR = 2023
DEVELOPMENT, RESEARCH, CAMPAIGN, ANALYSIS = (
    "需求评审与开发", "用户需求收集", "推广活动策划", "数据分析支持",
)  # fmt: skip


@dataclass
class Story:
    """What has happened so far; each chapter adds to it."""

    cast: Cast
    case: Collaboration = field(init=False)
    asks: dict[str, Ask] = field(default_factory=dict)
    tasks: dict[str, Task] = field(default_factory=dict)


def play(cast: Cast) -> Dossier:
    """The five chapters in order; the clock is set, and the worker runs between the scenes."""
    with clock.at(_moment(6, 12, 9)):
        story = Story(cast)
        _initiate(story)
        _align(story)
        _deliver(story)
        _solve(story)
        return _finish(story)


def _initiate(story: Story) -> None:
    cast = story.cast
    story.case = cases.draft(cast.marketing, _request(cast), by=cast.li)
    for department, terms in _asks(cast).items():
        story.asks[department] = asks.draft(
            story.case, department=cast.department(department), terms=terms, by=cast.li
        )
    with _at(6, 12, 10):
        cases.send(story.case, by=cast.li)
    with _at(6, 13, 10):
        talk = _call(
            story, Meeting.Kind.TALK, 6, 13, 10, "目标、产品部的顾虑、能派谁", [cast.li, cast.wang]
        )
        _hold(
            talk,
            "王总监关心留存，愿意派 2 名开发，但希望功能优化一起做。",
            ["产品部派 2 名开发工程师"],
            [cast.li, cast.wang],
            by=cast.li,
        )
    with _at(6, 14, 11):
        answers.accept(
            story.asks["sales"], by=cast.zhou, sentence="100 条需求没问题，7 月 20 日前交。"
        )
    with _at(6, 14, 15):
        answers.ask_back(
            story.asks["service"], question="投诉数据要近 3 个月还是半年的？", by=cast.huang
        )
    with _at(6, 14, 17):
        answers.reply(story.asks["service"], sentence="近 3 个月就够。", by=cast.li)
    with _at(6, 15, 9):
        answers.accept(story.asks["service"], by=cast.huang)
    with _at(6, 15, 14):
        answers.counter(
            story.asks["product"],
            terms=AnswerTerms(by_date=date(YEAR, 8, 20), people="王强、刘洋"),
            sentence="评审要一周，8 月 20 日完成更稳妥；功能优化一并做。",
            by=cast.liu,
        )
    with _at(6, 15, 16):
        answers.agree(story.asks["product"], by=cast.li, sentence="同意，一起做。")


def _align(story: Story) -> None:
    cast = story.cast
    heads = [cast.li, cast.wang, cast.zhao, cast.chen]
    with _at(6, 26, 14):
        kickoff = _call(
            story, Meeting.Kind.KICKOFF, 6, 26, 14, "目标；资源与能力；分工与时间；风险", heads
        )
        _hold(
            kickoff,
            "各部门逐项确认资源与时间，风险主要在开发人手。",
            ["每周五下班前更新进度，市场部汇总", "需求变更一律走变更申请"],
            heads,
            by=cast.li,
        )
    with _at(6, 27, 9):
        for name, new in _rows(story).items():
            story.tasks[name] = plans.add_task(story.case, new, by=cast.li)
        plans.add_dependency(story.tasks[DEVELOPMENT], on=story.tasks[RESEARCH], by=cast.li)
    with _at(6, 27, 16):
        version = circulating.circulate(story.case, by=cast.li)
    for head, department, day in (
        (cast.li, cast.marketing, 27), (cast.zhao, cast.sales, 27),
        (cast.chen, cast.service, 28), (cast.wang, cast.product, 28),
    ):  # fmt: skip
        with _at(6, day, 17):
            _sign(version, department, head)


def _deliver(story: Story) -> None:
    cast, tasks = story.cast, story.tasks
    for month, day, percents in (
        (7, 7, {RESEARCH: 40, ANALYSIS: 30}),
        (7, 14, {RESEARCH: 75, ANALYSIS: 60}),
        (7, 20, {RESEARCH: 100}),
    ):
        _updates(story, month, day, percents)
    with _at(7, 20, 17):
        _hand_over(
            tasks[RESEARCH],
            "《用户需求汇总报告》，有效需求 106 条。",
            by=cast.zhou,
            judged_by=cast.li,
        )
    for day, percents in ((21, {ANALYSIS: 90, DEVELOPMENT: 5}), (25, {ANALYSIS: 100})):
        _updates(story, 7, day, percents)
    with _at(7, 25, 17):
        _hand_over(
            tasks[ANALYSIS],
            "《用户投诉分析报告》，TOP3 问题原因及数据。",
            by=cast.huang,
            judged_by=cast.li,
        )
    _updates(story, 7, 28, {DEVELOPMENT: 20})
    _updates(story, 8, 4, {DEVELOPMENT: 45, CAMPAIGN: 15})
    with _at(8, 10, 10):
        _update(tasks[DEVELOPMENT], 60, "开发人员紧张，可能延期", by=cast.wang_gong)
        notice = notices.give_notice(
            tasks[DEVELOPMENT],
            notices.Risk(
                fact="技术难点比预计多，按当前速度要晚 5 天。",
                need="再增加 1 名开发工程师。",
                proposal="增 1 名开发，完成日期 8 月 20 日改为 8 月 25 日。",
                proposed_end=date(YEAR, 8, 25),
            ),
            by=cast.wang_gong,
        )
    with _at(8, 10, 11):
        notices.acknowledge(notice, by=cast.li)
    with _at(8, 10, 15):
        _change_the_date(story)
    with _at(8, 11, 16):
        notices.settle(
            notice,
            outcome="增 1 名开发，分工表改到 8 月 25 日，各方已重签。",
            became="became_change",
            by=cast.li,
        )
        _update(tasks[DEVELOPMENT], 65, by=cast.wang_gong)
    with _at(8, 12, 10):
        _update(tasks[CAMPAIGN], 30, "素材制作周期需延长", by=cast.lin)


def _updates(story: Story, month: int, day: int, percents: dict[str, int]) -> None:
    with _at(month, day, 16):
        for name, percent in percents.items():
            _update(story.tasks[name], percent, by=story.cast.carrier(name))


def _change_the_date(story: Story) -> None:
    cast = story.cast
    change = changes.draft(
        story.case,
        by=cast.li,
        reason="技术难点，增 1 名开发，开发完成由 8 月 20 日改为 8 月 25 日。",
        values={story.tasks[DEVELOPMENT].pk: {"end": date(YEAR, 8, 25).isoformat()}},
    )
    change = changes.submit(change, by=cast.li)
    version = Version.objects.get(change=change)
    for department in unsigned_departments(version):
        assert department.head
        _sign(version, department, department.head)


def _solve(story: Story) -> None:
    cast = story.cast
    with _at(8, 14, 10):
        problem = sides.raise_problem(
            story.case,
            sides.Said(
                fact="社交分享未排进开发，竞品 6 月已上线。",
                impact="9 月推广活动无法衔接，预计少 20% 新用户。",
                need="请先做社交分享。",
            ),
            kind=Problem.Kind.GOAL,
            department=cast.marketing,
            other=cast.product,
            task=story.tasks[DEVELOPMENT],
            by=cast.li,
        )
    with _at(8, 14, 15):
        sides.add_side(
            problem,
            sides.Said(
                fact="功能优化已完成 65%，中途切换要返工 4 天。",
                impact="留存少 10%，次月留存指标完不成。",
                need="请先完成功能优化。",
            ),
            by=cast.wang,
        )
    with _at(8, 15, 10):
        both = [cast.li, cast.wang]
        meeting = _call(
            story, Meeting.Kind.SPECIAL, 8, 15, 10, "双方数据：+20% 新用户 / +10% 留存", both
        )
        _hold(
            meeting,
            "双方数据已对齐，顺序需要共同上级定。",
            ["两个方案交陈总裁决"],
            both,
            by=cast.li,
        )
    with _at(8, 15, 15):
        for by in (cast.li, cast.wang):
            sides.agree_facts(problem, by=by)
        ways_out.propose(
            problem,
            ways_out.WayOut(
                text="先社交分享，后功能优化", consequence="+20% 新用户，优化晚到 9 月 15 日"
            ),
            by=cast.li,
        )
        option = ways_out.propose(
            problem,
            ways_out.WayOut(
                text="先功能优化（8 月 25 日），社交分享并行开发（9 月 5 日）",
                consequence="留存 +10% 如期，社交分享赶上 9 月推广",
            ),
            by=cast.wang,
        )
        problem = rulings.escalate(problem, by=cast.li)
    with _at(8, 15, 17):
        _hand_over(
            story.tasks[CAMPAIGN],
            "《推广活动方案》，含用户裂变与激励设计。",
            by=cast.lin,
            judged_by=cast.zhao,
        )
    with _at(8, 16, 9):
        rulings.rule(
            problem,
            option=option,
            sentence="先优化，8 月 25 日；社交分享并行，9 月 5 日上线。留存是今年的底线。",
            by=cast.chen_zong,
        )


def _finish(story: Story) -> Dossier:
    cast, tasks = story.cast, story.tasks
    for month, day, percent in ((8, 18, 85), (8, 25, 100)):
        with _at(month, day, 15):
            _update(tasks[DEVELOPMENT], percent, by=cast.wang_gong)
    with _at(8, 25, 17):
        delivery = deliveries.deliver(
            tasks[DEVELOPMENT],
            evidence="3 项新功能开发完成，功能测试通过率 100%。",
            by=cast.wang_gong,
        )
    with _at(8, 28, 10):
        acceptances.accept_with_remains(
            delivery,
            Judged(
                verdicts=_all_met(delivery),
                sentence="测试通过，9 月上线后看使用率。",
                remains=[("9 月上线后，新功能使用率达到 30%", date(YEAR, 9, 27))],
            ),
            by=cast.li,
        )
    with _at(9, 26, 15):
        acceptances.finish_remains(delivery, by=cast.li)
    return _look_back(story)


def _look_back(story: Story) -> Dossier:
    cast = story.cast
    retrospective = story.case.retrospective
    views = {
        cast.wang: ("每日站会同步进度", "需求变更未走流程，开发返工", "变更先填申请表"),
        cast.zhao: ("需求收集比预期多 6 条", "", "高价值用户的反馈提前两周要"),
        cast.chen: ("投诉 TOP3 直接进了需求", "", ""),
    }
    with _at(9, 27, 10):
        for person, (highlight, shortfall, suggestion) in views.items():
            retrospectives.write_view(
                retrospective,
                highlight=highlight,
                shortfall=shortfall,
                suggestion=suggestion,
                by=person,
            )
    with _at(9, 28, 10):
        retrospectives.share_views(retrospective, by=cast.li)
        retrospectives.decide(
            retrospective,
            Conclusions(
                goal_result="目标：Q3 月活 +15%，新功能使用率 30%。结果：月活 +18%（超出 3 个百分点），使用率 31%；用户留存率回升 4%。",
                highlights="每日站会同步进度",
                shortfalls="需求变更未走流程，导致开发返工",
                lessons=[
                    Lesson(
                        text="任何需求变更都先提交变更申请表，由产品部评审并在群里告知",
                        owner=cast.wang,
                        due=date(YEAR, 10, 31),
                        kind="rule",
                    )
                ],
            ),
            by=cast.li,
        )
    with _at(9, 28, 15):
        return retrospectives.close(retrospective, by=cast.li)


def _request(cast: Cast) -> cases.Contents:
    return cases.Contents(
        name="Q3 用户活跃度提升",
        person_in_charge=cast.li,
        partners=(cast.product, cast.sales, cast.service),
        background="近 3 个月用户留存率下降 5%，需通过功能升级与活动策划提升活跃度。",
        goal="3 项新功能上线；Q3 月活跃用户增长 15%，新功能使用率达到 30%。",
        wanted_date=date(YEAR, 9, 30),
        people_needed="产品部 2 名开发工程师",
        data_needed="销售部 100 条用户需求反馈",
        milestones=(
            ("完成需求评审", date(YEAR, 7, 31)),
            ("功能开发", date(YEAR, 8, 31)),
            ("功能上线", date(YEAR, 9, 28)),
        ),
        notes="需优先考虑移动端用户体验。",
    )


def _asks(cast: Cast) -> dict[str, AskTerms]:
    return {
        "product": AskTerms(
            what="3 项新功能上线，派 2 名开发工程师",
            why="留存率 3 个月下降 5%，竞品 6 月上线了社交分享",
            by_date=date(YEAR, 8, 15),
            effort_days=Decimal(46),
            gain="次月留存 +10%，计入产品部 Q3 留存指标",
            give_back="市场部提供 200 份用户访谈原始记录",
        ),
        "sales": AskTerms(
            what="收集 100 条有效用户需求",
            why="需求评审 7 月 21 日开始",
            by_date=date(YEAR, 7, 20),
            effort_days=Decimal(12),
            gain="新卖点，话术转化预计 +8%",
            give_back="活动线索优先分给销售部",
        ),
        "service": AskTerms(
            what="提取 TOP3 投诉原因与数据",
            why="让评审先解决投诉最多的问题",
            by_date=date(YEAR, 7, 25),
            effort_days=Decimal(6),
            gain="投诉量预计 −20%",
            give_back="上线前一周给客服部培训资料",
        ),
    }


def _rows(story: Story) -> dict[str, plans.NewTask]:
    cast, asked = story.cast, story.asks

    def row(name: str, department: Department, start: date, end: date, deliverable: str, criterion: str, responsible: Person, *supports: Department, ask: Ask | None = None, buffer_days: int = 3) -> plans.NewTask:  # fmt: skip
        return plans.NewTask(
            name=name, department=department, start=start, end=end, deliverable=deliverable,
            criteria=(criterion,), responsible=responsible, ask=ask, buffer_days=buffer_days,
            supports=tuple(one.pk for one in supports),
        )  # fmt: skip

    day = date(YEAR, 1, 1).replace
    return {
        RESEARCH: row(RESEARCH, cast.sales, day(month=7, day=1), day(month=7, day=20), "《用户需求汇总报告》", "覆盖 100 条有效需求", cast.zhou, cast.service, ask=asked["sales"]),
        DEVELOPMENT: row(DEVELOPMENT, cast.product, day(month=7, day=21), day(month=8, day=20), "3 项新功能上线", "功能测试通过率 100%", cast.wang_gong, ask=asked["product"], buffer_days=5),
        CAMPAIGN: row(CAMPAIGN, cast.marketing, day(month=8, day=1), day(month=8, day=15), "《推广活动方案》", "《推广活动方案》包含用户裂变与激励设计", cast.lin, cast.sales),
        ANALYSIS: row(ANALYSIS, cast.service, day(month=7, day=1), day(month=7, day=25), "《用户投诉分析报告》", "提取 TOP3 问题原因", cast.huang, ask=asked["service"]),
    }  # fmt: skip


def _call(story: Story, kind: str, month: int, day: int, hour: int, agenda: str, people: list[Person]) -> Meeting:  # fmt: skip
    plan = meetings.Plan(
        kind=kind,
        starts_at=_moment(month, day, hour),
        agenda=agenda,
        attendees=tuple(people),
        place="3 号会议室",
    )
    return meetings.call(story.case, plan, by=story.cast.li)


def _hold(meeting: Meeting, minutes: str, decisions: list[str], came: list[Person], *, by: Person) -> None:  # fmt: skip
    meetings.hold(
        meeting, minutes=minutes, decisions=decisions, came=came, seen=meeting.version, by=by
    )


def _sign(version: Version, department: Department, head: Person) -> None:
    signing.sign(
        version, department=department, by=head, seen=version.root, proof=Proof(clock.now())
    )


def _update(task: Task, percent: int, risk: str = "", *, by: Person) -> None:
    rounds.check_in(task, rounds.Update(percent=percent, state="in_progress", risk=risk), by=by)


def _hand_over(task: Task, evidence: str, *, by: Person, judged_by: Person) -> None:
    delivery = deliveries.deliver(task, evidence=evidence, by=by)
    acceptances.accept_delivery(
        delivery, Judged(verdicts=_all_met(delivery), sentence="对照分工表，达标。"), by=judged_by
    )


def _all_met(delivery: Delivery) -> dict[object, str]:
    return {criterion.pk: "met" for criterion in delivery.task.criteria.all()}


@contextmanager
def _at(month: int, day: int, hour: int) -> Iterator[None]:
    """A scene: the clock is set, and afterwards the worker does what follows from it."""
    clock.move_to(_moment(month, day, hour))
    yield
    run_once()


def _moment(month: int, day: int, hour: int) -> datetime:
    return datetime(YEAR, month, day, hour, tzinfo=clock.zone())
