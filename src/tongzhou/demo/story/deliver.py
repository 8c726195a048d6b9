"""Chapter 3: Friday updates, two deliveries, an early warning and the change that follows."""

from datetime import date
from uuid import UUID

from tongzhou.agreements.actions import changes
from tongzhou.agreements.actions.turns import unsigned_departments
from tongzhou.agreements.models import Version
from tongzhou.demo.story.align import sign
from tongzhou.demo.story.scene import ANALYSIS, CAMPAIGN, DEVELOPMENT, RESEARCH, YEAR, Story, at
from tongzhou.org.models import Person
from tongzhou.outcomes.actions import acceptances, cosignatures, deliveries
from tongzhou.outcomes.actions.acceptances import Judged
from tongzhou.outcomes.models import Delivery
from tongzhou.plans.models import Task
from tongzhou.progress.actions import notices, rounds


def deliver(story: Story) -> None:
    cast, tasks = story.cast, story.tasks
    for month, day, percents in (
        (7, 7, {RESEARCH: 40, ANALYSIS: 30}),
        (7, 14, {RESEARCH: 75, ANALYSIS: 60}),
        (7, 20, {RESEARCH: 100}),
    ):
        _updates(story, month, day, percents)
    with at(7, 20, 17):
        hand_over(
            tasks[RESEARCH],
            "《用户需求汇总报告》，有效需求 106 条。",
            by=cast.zhou,
            judged_by=cast.li,
        )
    for day, percents in ((21, {ANALYSIS: 90, DEVELOPMENT: 5}), (25, {ANALYSIS: 100})):
        _updates(story, 7, day, percents)
    with at(7, 25, 17):
        hand_over(
            tasks[ANALYSIS],
            "《用户投诉分析报告》，TOP3 问题原因及数据。",
            by=cast.huang,
            judged_by=cast.li,
        )
    _updates(story, 7, 28, {DEVELOPMENT: 20})
    _updates(story, 8, 4, {DEVELOPMENT: 45, CAMPAIGN: 15})
    with at(8, 10, 10):
        update(tasks[DEVELOPMENT], 60, "开发人员紧张，可能延期", by=cast.wang_gong)
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
    with at(8, 10, 11):
        notices.acknowledge(notice, by=cast.li)
    with at(8, 10, 15):
        _change_the_date(story)
    with at(8, 11, 16):
        notices.settle(
            notice,
            outcome="增 1 名开发，分工表改到 8 月 25 日，各方已重签。",
            became="became_change",
            by=cast.li,
        )
        update(tasks[DEVELOPMENT], 65, by=cast.wang_gong)
    with at(8, 12, 10):
        update(tasks[CAMPAIGN], 30, "素材制作周期需延长", by=cast.lin)


def _updates(story: Story, month: int, day: int, percents: dict[str, int]) -> None:
    with at(month, day, 16):
        for name, percent in percents.items():
            update(story.tasks[name], percent, by=story.cast.carrier(name))


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
        sign(version, department)


def update(task: Task, percent: int, risk: str = "", *, by: Person) -> None:
    rounds.check_in(task, rounds.Update(percent=percent, state="in_progress", risk=risk), by=by)


def hand_over(task: Task, evidence: str, *, by: Person, judged_by: Person) -> None:
    delivery = deliveries.deliver(task, evidence=evidence, by=by)
    acceptances.accept_delivery(
        delivery, Judged(verdicts=all_met(delivery), sentence="对照分工表，达标。"), by=judged_by
    )
    co_sign(delivery)


def co_sign(delivery: Delivery) -> None:
    """The heads of the supporting departments."""
    for row in delivery.cosignatures.select_related("department__head"):
        assert row.department.head
        cosignatures.co_sign(row, by=row.department.head)


def all_met(delivery: Delivery) -> dict[UUID, str]:
    return {criterion.pk: "met" for criterion in delivery.task.criteria.all()}
