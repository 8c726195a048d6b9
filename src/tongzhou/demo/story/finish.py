"""Chapter 5: acceptance against the table, looking back, the archive."""

from datetime import date

from tongzhou.demo.story.deliver import all_met, update
from tongzhou.demo.story.scene import DEVELOPMENT, YEAR, Story, at
from tongzhou.outcomes.actions import acceptances, deliveries, remains, retrospectives
from tongzhou.outcomes.actions.acceptances import Judged
from tongzhou.outcomes.actions.retrospectives import Conclusions, Lesson
from tongzhou.outcomes.models import Dossier


def finish(story: Story) -> Dossier:
    cast, tasks = story.cast, story.tasks
    for month, day, percent in ((8, 18, 85), (8, 25, 100)):
        with at(month, day, 15):
            update(tasks[DEVELOPMENT], percent, by=cast.wang_gong)
    with at(8, 25, 17):
        delivery = deliveries.deliver(
            tasks[DEVELOPMENT],
            evidence="3 项新功能开发完成，功能测试通过率 100%。",
            by=cast.wang_gong,
        )
    with at(8, 28, 10):
        acceptances.accept_with_remains(
            delivery,
            Judged(
                verdicts=all_met(delivery),
                sentence="测试通过，9 月上线后看使用率。",
                remains=[("9 月上线后，新功能使用率达到 30%", date(YEAR, 9, 27))],
            ),
            by=cast.li,
        )
    with at(9, 26, 15):
        remains.finish_remains(delivery, by=cast.li)
    return _look_back(story)


def _look_back(story: Story) -> Dossier:
    cast = story.cast
    retrospective = story.case.retrospective
    views = {
        cast.wang: ("每日站会同步进度", "需求变更未走流程，开发返工", "变更先填申请表"),
        cast.zhao: ("需求收集比预期多 6 条", "", "高价值用户的反馈提前两周要"),
        cast.chen: ("投诉 TOP3 直接进了需求", "", ""),
    }
    with at(9, 27, 10):
        for person, (highlight, shortfall, suggestion) in views.items():
            retrospectives.write_view(
                retrospective,
                highlight=highlight,
                shortfall=shortfall,
                suggestion=suggestion,
                by=person,
            )
    with at(9, 28, 10):
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
    with at(9, 28, 15):
        return retrospectives.close(retrospective, by=cast.li)
