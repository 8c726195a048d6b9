"""Weekly updates, what goes wrong, deliveries, looking back."""

from datetime import timedelta

from tongzhou.core import clock
from tongzhou.demo import gaining, gathering, keeping_in_touch, promising, thanking
from tongzhou.demo.played import Played, Scenes
from tongzhou.outcomes.actions import acceptances, cosignatures, deliveries, retrospectives
from tongzhou.outcomes.actions.acceptances import Judged
from tongzhou.outcomes.actions.retrospectives import Conclusions, Lesson
from tongzhou.outcomes.models import Delivery, Retrospective
from tongzhou.problems.actions import rulings, sides, ways_out
from tongzhou.problems.models import Problem
from tongzhou.progress.actions import notices, rounds

AHEAD = (-18, 6, -7, 12, 0)


def deliver(played: Played) -> Scenes:
    is_under_way = played.script.stage == "delivering"
    end = played.script.started if is_under_way else played.script.lasts - 18
    for day in range(promising.FIRST, end, 7):
        yield played.moment(day)
        if day == promising.FIRST:
            keeping_in_touch.agree(played)
        _update_all(played, day)
        if day in (19, 26):
            yield from gathering.weekly(played, day=day + 1)
    if not is_under_way:
        yield from _hand_over(played)
        return
    if played.script.troubled:
        yield from _say_what_is_wrong(played)
    else:
        yield played.moment(played.script.started - 5)
        thanking.thank(played)
    gathering.plan_next(played)


def _hand_over(played: Played) -> Scenes:
    """A day early, on the day, a day late; where it is still accepted, the last one waits, and the
    one before for its co-signature unless somebody carries it in person.
    """
    is_waiting = played.script.stage == "accepting"
    last = len(played.tasks) - 1
    for number, task in enumerate(played.tasks):
        yield played.moment(played.script.lasts - 17 + number)
        evidence = f"{task.deliverable}，已按标准自检。"
        delivery = deliveries.deliver(task, evidence=evidence, by=played.carriers[number])
        if is_waiting and number == last:
            break
        yield played.moment(played.script.lasts - 16 + number)
        _accept(played, delivery, played.codes[number])
        if not is_waiting or number < last - 1 or played.script.parts[number - 1].by:
            _co_sign(delivery)
    if is_waiting:
        yield played.moment(played.script.lasts - 16 + last)
        thanking.thank(played)
        gaining.tell(played)


def _update_all(played: Played, day: int) -> None:
    """Some are ahead and some behind, and never behind what they said before."""
    percent = round(100 * (day - 5) / (played.script.lasts - 20))
    for number, (task, carrier) in enumerate(zip(played.tasks, played.carriers, strict=True)):
        task.refresh_from_db()
        if task.start and task.start <= clock.today():
            reached = percent + AHEAD[(number + len(played.script.name)) % len(AHEAD)]
            said = max(task.percent, min(95, max(5, reached)))
            update = promising.weekly(played, number, day=day, percent=said)
            rounds.check_in(task, update, by=carrier)


def _say_what_is_wrong(played: Played) -> Scenes:
    """The delivering demonstration has a risk notice and a problem waiting for its ruling."""
    first = played.script.parts[0]
    task = played.tasks[1]
    yield played.moment(played.script.started - 2)
    notices.give_notice(
        task,
        notices.Risk(
            fact="压测在每秒 6,200 单时数据库连接耗尽。",
            need="再借 1 名数据库工程师 5 天。",
            proposal="借人后按期；不借则晚 4 天。",
        ),
        by=played.liaison(first.department),
    )
    yield played.moment(played.script.started - 2, hours=3)
    keeping_in_touch.call(played)
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
    yield played.moment(played.script.started - 1)
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


def _co_sign(delivery: Delivery) -> None:
    for row in delivery.cosignatures.select_related("department__head"):
        assert row.department.head is not None
        cosignatures.co_sign(row, by=row.department.head)


def look_back(played: Played) -> Scenes:
    retrospective = Retrospective.objects.get(collaboration=played.case)
    last = played.script.lasts - 4
    yield played.moment(last)
    retrospectives.write_view(
        retrospective,
        highlight="口径先签字再开发，没有返工",
        shortfall="第二周有一次更新晚了",
        suggestion="周四先提醒一次",
        by=played.initiator,
    )
    if played.script.stage == "reviewing":
        return
    yield played.moment(last + 1)
    retrospectives.share_views(retrospective, by=played.initiator)
    thanking.thank(played)
    gaining.tell(played)
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
