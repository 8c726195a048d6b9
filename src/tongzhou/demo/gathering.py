"""Meetings of the demonstration: a kickoff before the work is divided, and the weekly one."""

from datetime import datetime, timedelta

from tongzhou.collaborations.actions import meetings
from tongzhou.collaborations.actions.meetings import Plan
from tongzhou.collaborations.models import Meeting
from tongzhou.core import clock
from tongzhou.demo.played import Played, Scenes
from tongzhou.org.models import Person

MINUTES = {
    "kickoff": "目标、数据来源和验收口径逐条对过；各部门确认投入的人天和时间。",
    "weekly": "对照分工表过了一遍：按期的不展开，只说风险和要谁帮忙。",
}
DECISIONS = {
    "kickoff": ("以经营看板为准，周一中午前更新", "遇到卡点当天在群里说，两天内开专项会"),
    "weekly": ("下周先保证对外的一条线", "素材提前两天给到"),
}
AGENDA = {
    "kickoff": "1. 目标与数据 2. 各部门收益 3. 分工与时间 4. 沟通方式",
    "weekly": "1. 本周完成 2. 风险与求助 3. 下周承诺",
}


def kick_off(played: Played) -> Scenes:
    """Two days before the table is filled."""
    yield from _meet(played, Meeting.Kind.KICKOFF, day=4, place="三楼会议室 A")


def weekly(played: Played, *, day: int) -> Scenes:
    yield from _meet(played, Meeting.Kind.WEEKLY, day=day, place="线上")


def plan_next(played: Played) -> None:
    """The next one stands in the calendar."""
    starts_at = played.day(played.script.started + 3) + timedelta(hours=4)
    _call(played, Meeting.Kind.WEEKLY, starts_at, "线上")


def _meet(played: Played, kind: str, *, day: int, place: str) -> Scenes:
    """Called an hour before, and written down an hour later."""
    now = played.moment(day)
    yield now
    meeting = _call(played, kind, clock.now() + timedelta(hours=1), place)
    yield played.after(hours=2)
    if meeting.starts_at > clock.now():
        return
    came = _people(played)
    meetings.hold(
        meeting, minutes=MINUTES[kind], decisions=DECISIONS[kind], came=came[: len(came) - 1],
        excused=came[len(came) - 1 :], seen=meeting.version, by=played.initiator,
    )  # fmt: skip


def _call(played: Played, kind: str, starts_at: datetime, place: str) -> Meeting:
    plan = Plan(
        kind=kind, starts_at=starts_at, minutes_long=45, place=place, agenda=AGENDA[kind],
        attendees=tuple(_people(played)),
    )  # fmt: skip
    return meetings.call(played.case, plan, by=played.initiator)


def _people(played: Played) -> list[Person]:
    return list(dict.fromkeys([played.initiator, *map(played.liaison, played.codes)]))
