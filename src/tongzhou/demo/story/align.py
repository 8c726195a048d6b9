"""Chapter 2: kickoff, the division table, four seals."""

from datetime import date

from tongzhou.agreements.actions import circulating, signing
from tongzhou.agreements.models import Version
from tongzhou.agreements.proof import Proof
from tongzhou.collaborations.models import Meeting
from tongzhou.core import clock
from tongzhou.demo.story.scene import (
    ANALYSIS,
    CAMPAIGN,
    DEVELOPMENT,
    RESEARCH,
    YEAR,
    Story,
    at,
    meet,
    write_minutes,
)
from tongzhou.org.models import Department
from tongzhou.plans import actions as plans


def align(story: Story) -> None:
    cast = story.cast
    with at(6, 26, 14):
        heads = [cast.li, cast.wang, cast.zhao, cast.chen]
        kickoff = meet(story, Meeting.Kind.KICKOFF, "目标；资源与能力；分工与时间；风险", heads)
        write_minutes(
            kickoff,
            "各部门逐项确认资源与时间，风险主要在开发人手。",
            ["每周五下班前更新进度，市场部汇总", "需求变更一律走变更申请"],
        )
    with at(6, 27, 9):
        for name, row in _rows(story).items():
            story.tasks[name] = plans.add_task(story.case, row, by=cast.li)
        plans.add_dependency(story.tasks[DEVELOPMENT], on=story.tasks[RESEARCH], by=cast.li)
    with at(6, 27, 16):
        version = circulating.circulate(story.case, by=cast.li)
    for day, department in (
        (27, cast.marketing),
        (27, cast.sales),
        (28, cast.service),
        (28, cast.product),
    ):
        with at(6, day, 17):
            sign(version, department)


def sign(version: Version, department: Department) -> None:
    """The head, right after typing the password."""
    head = department.head
    assert head is not None
    proof = Proof(clock.now())
    signing.sign(version, department=department, by=head, seen=version.root, proof=proof)


def _rows(story: Story) -> dict[str, plans.NewTask]:
    cast, asked = story.cast, story.asks
    return {
        RESEARCH: plans.NewTask(
            name=RESEARCH,
            department=cast.sales,
            ask=asked["sales"],
            start=date(YEAR, 7, 1),
            end=date(YEAR, 7, 20),
            deliverable="《用户需求汇总报告》",
            criteria=("覆盖 100 条有效需求",),
            supports=(cast.service.pk,),
            responsible=cast.zhou,
        ),
        DEVELOPMENT: plans.NewTask(
            name=DEVELOPMENT,
            department=cast.product,
            ask=asked["product"],
            start=date(YEAR, 7, 21),
            end=date(YEAR, 8, 20),
            buffer_days=5,
            deliverable="3 项新功能上线",
            criteria=("功能测试通过率 100%",),
            responsible=cast.wang_gong,
        ),
        CAMPAIGN: plans.NewTask(
            name=CAMPAIGN,
            department=cast.marketing,
            start=date(YEAR, 8, 1),
            end=date(YEAR, 8, 15),
            deliverable="《推广活动方案》",
            criteria=("《推广活动方案》包含用户裂变与激励设计",),
            supports=(cast.sales.pk,),
            responsible=cast.lin,
        ),
        ANALYSIS: plans.NewTask(
            name=ANALYSIS,
            department=cast.service,
            ask=asked["service"],
            start=date(YEAR, 7, 1),
            end=date(YEAR, 7, 25),
            deliverable="《用户投诉分析报告》",
            criteria=("提取 TOP3 问题原因",),
            responsible=cast.huang,
        ),
    }
