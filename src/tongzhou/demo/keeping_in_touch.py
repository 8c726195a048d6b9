"""How people agreed to keep in touch, and what could not wait for the weekly update."""

from datetime import timedelta

from tongzhou.core import clock
from tongzhou.demo.played import Played
from tongzhou.progress.actions import calls, habits
from tongzhou.progress.actions.calls import Called
from tongzhou.progress.actions.habits import Agreed

HABITS = {
    "daily": Agreed("各部门接口人", "项目群", "每个工作日 17:00 前，一句话"),
    "weekly": Agreed("主责人和所有任务负责人", "先在这里更新，再开 30 分钟周会", "周五 17:30 前"),
    "special": Agreed("相关部门负责人", "专项会议，留纪要", "有人提出后 2 个工作日内"),
    "urgent": Agreed("发现的人打给对方接口人和负责人", "电话", "立即；2 小时内补记纪要"),
}


def agree(played: Played) -> None:
    habits.set_habits(played.case, HABITS, seen="", by=played.initiator)


def call(played: Played) -> None:
    """Written down half an hour after it, in time."""
    code = played.script.parts[0].department
    called = Called(
        what="压测把预发库连接占满，今晚的彩排做不了。",
        people=[played.liaison(code), played.head(code)],
        at=clock.now() - timedelta(minutes=30),
    )
    calls.log(
        played.case,
        called,
        outcome="彩排改到明晚 20:00；研发部今天先放开 50 个连接。",
        by=played.initiator,
    )
