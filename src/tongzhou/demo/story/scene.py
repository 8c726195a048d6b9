"""A scene of the story: the clock is set, people act, the worker does what follows."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime

from tongzhou.collaborations.actions import meetings
from tongzhou.collaborations.models import Ask, Collaboration, Meeting
from tongzhou.core import clock
from tongzhou.demo.cast import Cast
from tongzhou.journal.worker import run_once
from tongzhou.org.models import Person
from tongzhou.plans.models import Task

YEAR = 2023
DEVELOPMENT, RESEARCH, CAMPAIGN, ANALYSIS = (
    "需求评审与开发",
    "用户需求收集",
    "推广活动策划",
    "数据分析支持",
)


@dataclass
class Story:
    """What has happened so far; each chapter adds to it."""

    cast: Cast
    case: Collaboration = field(init=False)
    asks: dict[str, Ask] = field(default_factory=dict)
    tasks: dict[str, Task] = field(default_factory=dict)


@contextmanager
def at(month: int, day: int, hour: int) -> Iterator[None]:
    """A scene: the clock is set, and afterwards the worker does what follows from it."""
    clock.move_to(moment(month, day, hour))
    yield
    run_once()


def moment(month: int, day: int, hour: int) -> datetime:
    return datetime(YEAR, month, day, hour, tzinfo=clock.zone())


def meet(story: Story, kind: str, agenda: str, people: list[Person]) -> Meeting:
    """Called and held in the same hour."""
    plan = meetings.Plan(
        kind=kind,
        starts_at=clock.now(),
        agenda=agenda,
        attendees=tuple(people),
        place="3 号会议室",
    )
    return meetings.call(story.case, plan, by=story.cast.li)


def write_minutes(
    meeting: Meeting, minutes: str, decisions: list[str], *, outcome: str = ""
) -> None:
    """Everybody invited came; the caller writes. A talk ends with its outcome."""
    came = [attendee.person for attendee in meeting.attendees.select_related("person")]
    meetings.hold(
        meeting,
        minutes=minutes,
        decisions=decisions,
        came=came,
        outcome=outcome,
        seen=meeting.version,
        by=meeting.called_by,
    )
