"""Weekly rounds and what was said in them."""

import random
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from tongzhou.core import clock
from tongzhou.core.loading import load
from tongzhou.demo.scale.cases import Case, Update
from tongzhou.demo.scale.house import House
from tongzhou.demo.scale.lives import Week
from tongzhou.demo.scale.tables import done_by
from tongzhou.progress.models import CheckIn, WeeklyRound

NEXT = ("按计划推进，下周完成联调", "等对方确认口径后继续", "下周交初稿", "人手到位，下周收尾", "")
LATE = ("接口晚到 2 天", "人手被临时抽走半天", "口径还差一处确认")
CHECK_IN = ("task_id", "round_id", "state", "percent", "risk", "next_week", "by_id", "at")
Said = tuple[Any, ...]


def tell(made: list[Case], house: House, chance: random.Random) -> list[Said]:
    """What was said; the tasks then stand as the newest update says."""
    return [one for case in made for one in _said(case, house, chance)]


def write(made: list[Case], said: list[Said]) -> None:
    WeeklyRound.objects.bulk_create(weekly for case in made for weekly in case.rounds)
    load(CheckIn, CHECK_IN, said)


def _said(case: Case, house: House, chance: random.Random) -> Iterator[Said]:
    """In rounds long closed a few updates are missing; in the newest one nobody is late yet."""
    percents: dict[UUID, int] = {}
    newest = case.life.weeks[-1] if case.state == "delivering" and case.life.weeks else None
    for week in case.life.weeks:
        weekly = _round(case, week)
        last_day = week.due_at.astimezone(clock.zone()).date()
        for task in case.tasks:
            if task.start is None or task.start > last_day:
                continue
            weekly.expected += 1
            at = _moment(week, house, chance)
            if at is None or (week is not newest and chance.random() < 0.03):
                weekly.missing += not week.is_open
                continue
            before = percents.get(task.pk, 0)
            percents[task.pk] = percent = max(before, done_by(task, at.date()))
            by = case.carriers[task.pk]
            case.updates.append(Update(at, task.pk, task.name, by.pk, percent, before))
            task.updated_at, task.updated_by = at, by
            if case.state == "delivering":
                task.percent, task.state = percent, "in_progress"
            risk = chance.choice(LATE) if chance.random() < 0.05 else ""
            yield (
                task.pk, weekly.pk, "in_progress", percent, risk, chance.choice(NEXT), by.pk, at
            )  # fmt: skip


def _round(case: Case, week: Week) -> WeeklyRound:
    day = week.monday.astimezone(clock.zone()).date()
    weekly = WeeklyRound(
        collaboration=case.row, week=day - timedelta(days=day.weekday()), due_at=week.due_at,
        state="open" if week.is_open else "closed",
    )  # fmt: skip
    case.rounds.append(weekly)
    return weekly


def _moment(week: Week, house: House, chance: random.Random) -> datetime | None:
    """Some time in the days before the deadline; None when that is still to come."""
    first = max(week.monday, week.due_at - timedelta(days=2))
    at = first + (week.due_at - first) * chance.random()
    return at if at < house.now else None
