"""Chapter 4: two goals in conflict, a special meeting, a ruling."""

from tongzhou.collaborations.models import Meeting
from tongzhou.demo.story.deliver import hand_over
from tongzhou.demo.story.scene import CAMPAIGN, DEVELOPMENT, Story, at, meet, write_minutes
from tongzhou.problems.actions import facts, rulings, sides, ways_out
from tongzhou.problems.models import Problem


def solve(story: Story) -> None:
    cast = story.cast
    with at(8, 14, 10):
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
    with at(8, 14, 15):
        sides.add_side(
            problem,
            sides.Said(
                fact="功能优化已完成 65%，中途切换要返工 4 天。",
                impact="留存少 10%，次月留存指标完不成。",
                need="请先完成功能优化。",
            ),
            by=cast.wang,
        )
    with at(8, 15, 10):
        both = [cast.li, cast.wang]
        meeting = meet(story, Meeting.Kind.SPECIAL, "双方数据：+20% 新用户 / +10% 留存", both)
        write_minutes(meeting, "双方数据已对齐，顺序需要共同上级定。", ["两个方案交陈总裁决"])
    with at(8, 15, 15):
        for by in (cast.li, cast.wang):
            facts.judge_facts(problem, facts.all_agreed(problem, by), by=by)
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
    with at(8, 15, 17):
        hand_over(
            story.tasks[CAMPAIGN],
            "《推广活动方案》，含用户裂变与激励设计。",
            by=cast.lin,
            judged_by=cast.zhao,
        )
    with at(8, 16, 9):
        rulings.rule(
            problem,
            option=option,
            sentence="先优化，8 月 25 日；社交分享并行，9 月 5 日上线。留存是今年的底线。",
            by=cast.chen_zong,
        )
