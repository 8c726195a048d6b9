"""What people of the demonstration say they will do next week, and whether they did it."""

from tongzhou.demo.played import Played
from tongzhou.progress.actions.rounds import Update

FIRST = 12
"""The day of the first weekly update."""
STEPS = (
    ("资料和数据收齐，缺的列出来找谁要", "和各接口人对完口径，疑问清零"),
    ("框架发给相关部门确认", "排出两周的小计划，人和时间定下来"),
    ("做到三分之一，先给对口的人看", "先完成最不确定的那一块"),
    ("过半，遗留问题列清单", "拿出样例，请用的人试一次"),
    ("出第一版，约一次评审", "主体做完，剩下的列清单"),
    ("评审意见改完一半", "和上下游各对一次接口"),
    ("评审意见全部改完", "清单清完一半"),
    ("对照验收标准自检一遍", "清单全部清完，自检一遍"),
    ("定稿，准备交付", "整理成交付的样子"),
)
CAME_BETWEEN = (
    "数据周四才齐，顺延到下周三。",
    "两名同事支援上线，少了两天。",
    "评审多提了 3 条意见，先改这些。",
)
ONE_IN = 5
"""So often something came in between."""


def weekly(played: Played, number: int, *, day: int, percent: int) -> Update:
    """Of a row: how far it is, what became of the last promise, and the next one."""
    week = (day - FIRST) // 7
    weeks = (played.script.lasts - 18 - FIRST) // 7 + 1
    step = STEPS[min(len(STEPS) - 1, week * len(STEPS) // weeks)]
    turn = 4 * number + week + len(played.script.name)
    kept = turn % ONE_IN != 0
    return Update(
        percent=percent,
        state="in_progress",
        next_week=step[number % 2],
        kept=kept if week else None,
        reason="" if kept else CAME_BETWEEN[(turn // ONE_IN) % len(CAME_BETWEEN)],
    )
