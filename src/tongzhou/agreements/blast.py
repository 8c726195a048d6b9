"""What a change would do to others: pure arithmetic over rows before and after."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple
from uuid import UUID

from tongzhou.agreements.binding import Content
from tongzhou.agreements.contents import Link
from tongzhou.core.workdays import WorkCalendar
from tongzhou.plans.checker.between import Interval, earliest
from tongzhou.plans.rows import Wait

ONE_DAY = timedelta(days=1)
Contents = Mapping[UUID, Content]


@dataclass(frozen=True, slots=True)
class Collision:
    """`task` waits for `on` and would be planned before it can begin; moved, it would run so."""

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


@dataclass(frozen=True)
class Blast:
    collisions: list[Collision]
    exceeded: list[Exceeded]
    squeezed: list[Squeezed]

    def __bool__(self) -> bool:
        return bool(self.collisions or self.exceeded or self.squeezed)


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
) -> Blast:
    """Only what the change itself causes; what was already so is not its doing."""
    links = list(links)
    was = former or Before(links, wanted)
    return Blast(
        collisions=_collisions(before, after, links, calendar, set(was.links)),
        exceeded=_exceeded(before, after, wanted, calendar, was.wanted),
        squeezed=_squeezed(before, after, links, wanted, calendar, was),
    )


def _collisions(
    before: Contents,
    after: Contents,
    links: list[Link],
    calendar: WorkCalendar,
    known_links: set[Link],
) -> list[Collision]:
    found: dict[UUID, Collision] = {}
    for link in links:
        moved = _moved(after, link, calendar)
        was = _moved(before, link, calendar) if link in known_links else None
        if moved is None or (was and was >= moved):
            continue
        start, end = _interval(after, link.task)
        known = found.get(link.task)
        if known is None or moved[1] > known.new_end:
            found[link.task] = Collision(link.task, link.on, start, end, *moved)
    return list(found.values())


def _moved(contents: Contents, link: Link, calendar: WorkCalendar) -> Interval | None:
    """Where the waiting row would have to go; None when it fits as it is."""
    if not (_is_dated(contents, link.task) and _is_dated(contents, link.on)):
        return None
    wait = Wait(link.on, 0, link.kind, link.lag_days)
    own, other = _interval(contents, link.task), _interval(contents, link.on)
    return earliest(calendar, own, other, wait)


def _is_dated(contents: Contents, task: UUID) -> bool:
    content = contents.get(task, {})
    return bool(content.get("start") and content.get("end"))


def _interval(contents: Contents, task: UUID) -> Interval:
    content = contents[task]
    return date.fromisoformat(content["start"]), date.fromisoformat(content["end"])


def _exceeded(
    before: Contents,
    after: Contents,
    wanted: date | None,
    calendar: WorkCalendar,
    was_wanted: date | None,
) -> list[Exceeded]:
    found = []
    for key, content in after.items():
        end, was = _day(content, "end"), _day(before.get(key, {}), "end")
        moved = was is None or (end and end > was) or wanted != was_wanted
        if wanted and end and end > wanted and moved:
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
    for key, content in after.items():
        buffer = content["buffer_days"]
        left = _room(after, key, links, wanted, calendar)
        was = _room(before, key, former.links, former.wanted, calendar)
        if left is not None and left < buffer and (was is None or left < was):
            found.append(Squeezed(key, buffer, max(left, 0)))
    return found


def _room(
    contents: Contents,
    task: UUID,
    links: Iterable[Link],
    wanted: date | None,
    calendar: WorkCalendar,
) -> int | None:
    """Working days between the end of a row and what comes next: who waits for it, or the goal."""
    end = _day(contents.get(task, {}), "end")
    if end is None:
        return None
    followers = (
        _day(contents[link.task], "start")
        for link in links
        if link.on == task and link.kind == "FS" and link.task in contents
    )
    limits = [start - ONE_DAY for start in followers if start]
    limits += [wanted] if wanted else []
    return min((calendar.working_days_between(end, limit) for limit in limits), default=None)


def _day(content: Content, name: str) -> date | None:
    text = content.get(name)
    return date.fromisoformat(text) if text else None
