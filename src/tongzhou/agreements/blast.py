"""What a change would do to others: pure arithmetic over rows before and after."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple
from uuid import UUID

from tongzhou.agreements.binding import Content
from tongzhou.agreements.contents import Link
from tongzhou.agreements.ripple import Contents, Pushed, interval, pushed
from tongzhou.core.workdays import WorkCalendar

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Collision:
    """`task` waits for `on`, if only through others; it would be pushed to these days."""

    task: UUID
    on: UUID
    start: date
    end: date
    new_start: date
    new_end: date


@dataclass(frozen=True, slots=True)
class Exceeded:
    task: UUID
    end: date
    wanted: date
    days: int


@dataclass(frozen=True, slots=True)
class Squeezed:
    """Of `buffer` planned working days after the end of the task, `left` remain."""

    task: UUID
    buffer: int
    left: int


@dataclass(frozen=True, slots=True)
class Missed:
    """`tasks` ended by the milestone before, and would no longer."""

    name: str
    on: date
    tasks: list[UUID]


@dataclass(frozen=True)
class Blast:
    """`ends` are the last days of all rows once everybody has been pushed."""

    collisions: list[Collision]
    exceeded: list[Exceeded]
    squeezed: list[Squeezed]
    missed: list[Missed]
    ends: Mapping[UUID, date]

    def __bool__(self) -> bool:
        return bool(self.collisions or self.exceeded or self.squeezed or self.missed)

    @property
    def last_day(self) -> date | None:
        return max(self.ends.values(), default=None)


class Before(NamedTuple):
    """Dependencies and the wanted date as they were, where the change moves them too."""

    links: Iterable[Link]
    wanted: date | None


def radius(
    before: Contents,
    after: Contents,
    links: Iterable[Link],
    *,
    wanted: date | None,
    calendar: WorkCalendar,
    former: Before | None = None,
    milestones: Iterable[tuple[str, date]] = (),
    done: Collection[UUID] = (),
) -> Blast:
    """Only what the change itself causes; what was already so is not its doing.

    `done` are rows that have been accepted: nobody moves them any more.
    """
    links = list(links)
    was = former or Before(links, wanted)
    known = pushed(before, was.links, calendar, done=done)
    now = pushed(after, links, calendar, done=done)
    ends, ended = _ends(after, now), _ends(before, known)
    return Blast(
        collisions=_collisions(after, known, now),
        exceeded=_exceeded(ended, ends, wanted, calendar, was.wanted),
        squeezed=_squeezed(before, after, links, wanted, calendar, was),
        missed=[found for one in milestones if (found := _missed(*one, ended, ends))],
        ends=ends,
    )


def _collisions(
    after: Contents, known: Mapping[UUID, Pushed], now: Mapping[UUID, Pushed]
) -> list[Collision]:
    found = []
    for task, moved in now.items():
        own = interval(after[task])
        if own and (task not in known or moved.end > known[task].end):
            found.append(Collision(task, moved.on, *own, moved.start, moved.end))
    return found


def _ends(contents: Contents, moved: Mapping[UUID, Pushed]) -> dict[UUID, date]:
    found = {key: dates[1] for key, one in contents.items() if (dates := interval(one))}
    return found | {key: one.end for key, one in moved.items()}


def _missed(
    name: str, on: date, ended: Mapping[UUID, date], ends: Mapping[UUID, date]
) -> Missed | None:
    tasks = [key for key, end in ends.items() if key in ended and ended[key] <= on < end]
    return Missed(name, on, tasks) if tasks else None


def _exceeded(
    before: Mapping[UUID, date],
    after: Mapping[UUID, date],
    wanted: date | None,
    calendar: WorkCalendar,
    was_wanted: date | None,
) -> list[Exceeded]:
    found = []
    for key, end in after.items():
        was = before.get(key)
        moved = was is None or end > was or wanted != was_wanted
        if wanted and end > wanted and moved:
            days = calendar.working_days_between(wanted, end)
            found.append(Exceeded(key, end, wanted, days))
    return found


def _squeezed(
    before: Contents,
    after: Contents,
    links: list[Link],
    wanted: date | None,
    calendar: WorkCalendar,
    former: Before,
) -> list[Squeezed]:
    found = []
    next_before = _next_starts(before, former.links)
    next_after = _next_starts(after, links)
    for key, content in after.items():
        buffer = content["buffer_days"]
        left = _room(content, next_after.get(key), wanted, calendar)
        if left is None or left >= buffer:
            continue
        was = _room(before.get(key, {}), next_before.get(key), former.wanted, calendar)
        if was is None or left < was:
            found.append(Squeezed(key, buffer, max(left, 0)))
    return found


def _next_starts(contents: Contents, links: Iterable[Link]) -> dict[UUID, date]:
    """By row the first day of whoever waits for its end."""
    found: dict[UUID, date] = {}
    for link in links:
        start = _day(contents.get(link.task, {}), "start") if link.kind == "FS" else None
        if start:
            found[link.on] = min(start, found.get(link.on, start))
    return found


def _room(
    content: Content, follower: date | None, wanted: date | None, calendar: WorkCalendar
) -> int | None:
    """Working days between the end of a row and what comes next: who waits for it, or the goal."""
    end = _day(content, "end")
    if end is None:
        return None
    limits = [follower - ONE_DAY] if follower else []
    limits += [wanted] if wanted else []
    return min((calendar.working_days_between(end, limit) for limit in limits), default=None)


def _day(content: Content, name: str) -> date | None:
    text = content.get(name)
    return date.fromisoformat(text) if text else None
