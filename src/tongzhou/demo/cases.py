"""Collaborations in every stage, played through the same actions the pages call."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from tongzhou.agreements.actions import circulating, signing
from tongzhou.agreements.actions.turns import unsigned_departments
from tongzhou.agreements.models import Version
from tongzhou.agreements.proof import Proof
from tongzhou.collaborations.actions import answers, asks, cases
from tongzhou.collaborations.models import Ask, Collaboration
from tongzhou.collaborations.terms import AnswerTerms, AskTerms
from tongzhou.core import clock
from tongzhou.demo.company import Company
from tongzhou.demo.scripts import Part, Script, scripts
from tongzhou.journal.worker import run_once
from tongzhou.org.calendars import calendar
from tongzhou.org.models import Department, Person
from tongzhou.outcomes.actions import acceptances, deliveries, retrospectives
from tongzhou.outcomes.actions.acceptances import Judged
from tongzhou.outcomes.actions.retrospectives import Conclusions, Lesson
from tongzhou.outcomes.models import Delivery, Retrospective
from tongzhou.plans import actions as plans
from tongzhou.plans.models import Task
from tongzhou.problems.actions import rulings, sides, ways_out
from tongzhou.problems.models import Problem
from tongzhou.progress.actions import notices, rounds

STAGES = ("draft", "asking", "dividing", "signing", "delivering", "accepting", "reviewing", "archived")  # fmt: skip


@dataclass
class Played:
    """A script on its way; `at` moves forward scene by scene, never past today."""

    company: Company
    script: Script
    today: datetime
    case: Collaboration = field(init=False)
    asks: list[Ask] = field(default_factory=list)
    tasks: list[Task] = field(default_factory=list)

    def department(self, code: str) -> Department:
        return Department.objects.select_related("head").get(code=code)

    def liaison(self, code: str) -> Person:
        first = self.department(code).liaisons.select_related("person").first()
        return first.person if first else self.head(code)

    def head(self, code: str) -> Person:
        head = self.department(code).head
        assert head is not None
        return head

    @property
    def initiator(self) -> Person:
        return self.liaison(self.script.department)

    def day(self, days: int) -> datetime:
        """`days` after the script started, at ten, on a working day."""
        day = (self.today - timedelta(days=self.script.started - days)).date()
        return datetime.combine(calendar().next_working_day(day), time(10), tzinfo=clock.zone())

    def reaches(self, stage: str) -> bool:
        return STAGES.index(self.script.stage) >= STAGES.index(stage)


def play(company: Company) -> int:
    """How many collaborations there are now. Today's date is the last day of all of them."""
    today = clock.now()
    played = sorted(scripts(), key=lambda script: -script.started)
    for script in played:
        with clock.at(today):
            _play(Played(company, script, today))
    return len(played)


def _play(played: Played) -> None:
    with _scene(played, 0):
        _draft(played)
    if played.reaches("asking"):
        _ask(played)
    if played.reaches("dividing"):
        _divide(played)
    if played.reaches("signing"):
        _sign(played)
    if played.reaches("delivering"):
        _deliver(played)
    if played.reaches("reviewing"):
        _look_back(played)


def _draft(played: Played) -> None:
    script = played.script
    played.case = cases.draft(
        played.department(script.department),
        cases.Contents(
            name=script.name,
            person_in_charge=played.initiator,
            partners=tuple(played.department(part.department) for part in script.parts),
            background=script.background,
            goal=script.goal,
            wanted_date=_date(played, script.lasts),
        ),
        by=played.initiator,
    )
    for part in script.parts:
        terms = AskTerms(
            what=part.ask,
            why=script.background,
            by_date=_date(played, script.lasts - 15),
            effort_days=Decimal(part.days),
            gain=part.gain,
            give_back=part.give_back,
        )
        department = played.department(part.department)
        played.asks.append(
            asks.draft(played.case, department=department, terms=terms, by=played.initiator)
        )


def _ask(played: Played) -> None:
    with _scene(played, 0, hours=2):
        cases.send(played.case, by=played.initiator)
    if played.script.stage == "asking":
        first = played.script.parts[0]
        with _scene(played, 1):
            answers.counter(
                played.asks[0],
                terms=AnswerTerms(by_date=_date(played, played.script.lasts - 8)),
                sentence="人手本周有两项上线，晚一周可以做完整。",
                by=played.liaison(first.department),
            )
        return
    for number, (ask, part) in enumerate(zip(played.asks, played.script.parts, strict=True)):
        with _scene(played, 1 + number):
            answers.accept(ask, by=played.liaison(part.department), sentence="可以，按这个来。")


def _divide(played: Played) -> None:
    script = played.script
    with _scene(played, 6):
        name, deliverable, criterion = script.own_row
        played.tasks.append(_row(played, script.department, name, deliverable, criterion, 8, 20))
        for number, (ask, part) in enumerate(zip(played.asks, script.parts, strict=True)):
            played.tasks.append(_row_of(played, part, ask, first=12 + 3 * number))


def _row_of(played: Played, part: Part, ask: Ask, *, first: int) -> Task:
    last = max(first + 5, played.script.lasts - 15)
    return _row(
        played, part.department, part.row, part.deliverable, part.criterion, first, last, ask=ask
    )


def _row(
    played: Played, code: str, name: str, deliverable: str, criterion: str, first: int, last: int,
    ask: Ask | None = None,
) -> Task:  # fmt: skip
    new = plans.NewTask(
        name=name,
        department=played.department(code),
        ask=ask,
        start=_date(played, first),
        end=_date(played, last),
        deliverable=deliverable,
        criteria=(criterion,),
        responsible=played.liaison(code),
    )
    return plans.add_task(played.case, new, by=played.initiator)


def _sign(played: Played) -> None:
    with _scene(played, 8):
        version = circulating.circulate(played.case, by=played.initiator)
    waiting = 1 if played.script.stage == "signing" else 0
    departments = unsigned_departments(version)
    for number, department in enumerate(departments[: len(departments) - waiting]):
        with _scene(played, 9 + number % 2, hours=number):
            _stamp(version, department)


def _stamp(version: Version, department: Department) -> None:
    assert department.head is not None
    signing.sign(
        version,
        department=department,
        by=department.head,
        seen=version.root,
        proof=Proof(clock.now()),
    )


def _deliver(played: Played) -> None:
    end = played.script.started if played.script.stage == "delivering" else played.script.lasts - 12
    for day in range(12, end, 7):
        with _scene(played, day):
            _update_all(played, min(100, round(100 * (day - 5) / (played.script.lasts - 20))))
    if played.script.stage == "delivering":
        _say_what_is_wrong(played)
        return
    for number, (task, code) in enumerate(zip(played.tasks, _codes(played), strict=True)):
        with _scene(played, played.script.lasts - 10 + number):
            delivery = deliveries.deliver(
                task, evidence=f"{task.deliverable}，已按标准自检。", by=played.liaison(code)
            )
        if played.script.stage == "accepting" and number == len(played.tasks) - 1:
            return
        with _scene(played, played.script.lasts - 9 + number):
            _accept(played, delivery, code)


def _update_all(played: Played, percent: int) -> None:
    for task, code in zip(played.tasks, _codes(played), strict=True):
        task.refresh_from_db()
        if task.start and task.start <= clock.today():
            update = rounds.Update(percent=percent, state="in_progress")
            rounds.check_in(task, update, by=played.liaison(code))


def _say_what_is_wrong(played: Played) -> None:
    """The delivering demonstration has a risk notice and a problem waiting for its ruling."""
    first = played.script.parts[0]
    task = played.tasks[1]
    with _scene(played, played.script.started - 2):
        notices.give_notice(
            task,
            notices.Risk(
                fact="压测在每秒 6,200 单时数据库连接耗尽。",
                need="再借 1 名数据库工程师 5 天。",
                proposal="借人后按期；不借则晚 4 天。",
            ),
            by=played.liaison(first.department),
        )
    with _scene(played, played.script.started - 2, hours=3):
        problem = sides.raise_problem(
            played.case,
            sides.Said(
                fact="研发部唯一的数据库工程师本月排给了支付改造。",
                impact="压测晚 4 天，大促首小时可能再次下单失败。",
                need="请先借 1 名数据库工程师 5 天。",
            ),
            kind=Problem.Kind.RESOURCE,
            department=played.department(played.script.department),
            other=played.department(first.department),
            task=task,
            by=played.initiator,
        )
    with _scene(played, played.script.started - 1):
        sides.add_side(
            problem,
            sides.Said(
                fact="支付改造 12 月 5 日上线，已签字。",
                impact="借走 5 天则支付改造晚 3 天。",
                need="请共同上级定先后。",
            ),
            by=played.liaison(first.department),
        )
        for text, consequence, code in (
            ("先借 5 天给压测", "支付改造晚 3 天，大促有保障", played.script.department),
            ("不借，压测目标降为每秒 6,000 单", "首小时失败率预计 1.1%", first.department),
        ):
            way = ways_out.WayOut(text=text, consequence=consequence)
            ways_out.propose(problem, way, by=played.liaison(code))
        rulings.escalate(problem, by=played.initiator)


def _accept(played: Played, delivery: Delivery, code: str) -> None:
    own = code == played.script.department
    judge = played.liaison(played.script.parts[0].department) if own else played.initiator
    verdicts = {criterion.pk: "met" for criterion in delivery.task.criteria.all()}
    acceptances.accept_delivery(
        delivery, Judged(verdicts=verdicts, sentence="对照标准，达标。"), by=judge
    )


def _look_back(played: Played) -> None:
    retrospective = Retrospective.objects.get(collaboration=played.case)
    last = played.script.lasts - 4
    with _scene(played, last):
        retrospectives.write_view(
            retrospective,
            highlight="口径先签字再开发，没有返工",
            shortfall="第二周有一次更新晚了",
            suggestion="周四先提醒一次",
            by=played.initiator,
        )
    if played.script.stage == "reviewing":
        return
    with _scene(played, last + 1):
        retrospectives.share_views(retrospective, by=played.initiator)
        lesson = Lesson(
            text="周四下午先提醒一次进度更新",
            owner=played.initiator,
            due=played.today.date() + timedelta(days=10),
            kind="rule",
        )
        retrospectives.decide(
            retrospective,
            Conclusions(
                goal_result=f"目标：{played.script.goal} 结果：全部达成。",
                highlights="口径先签字再开发，没有返工",
                shortfalls="第二周有一次更新晚了",
                lessons=[lesson],
            ),
            by=played.initiator,
        )
        retrospectives.close(retrospective, by=played.initiator)


def _codes(played: Played) -> list[str]:
    return [played.script.department, *(part.department for part in played.script.parts)]


def _date(played: Played, days: int) -> date:
    return played.day(days).date()


@contextmanager
def _scene(played: Played, day: int, hours: int = 0) -> Iterator[None]:
    clock.move_to(min(played.day(day) + timedelta(hours=hours), played.today))
    yield
    run_once()
