"""How far a change of dates runs through a table: everybody who waits, and who waits for them."""

from collections import defaultdict, deque
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import NamedTuple
from uuid import UUID

from tongzhou.agreements.binding import Content
from tongzhou.agreements.contents import Link
from tongzhou.core.workdays import WorkCalendar
from tongzhou.plans.checker.between import Interval, earliest
from tongzhou.plans.rows import Wait

Contents = Mapping[UUID, Content]


class Pushed(NamedTuple):
    """Where a row would have to go, and the row that pushes it there."""

    on: UUID
    start: date
    end: date


def pushed(
    contents: Contents,
    links: Iterable[Link],
    calendar: WorkCalendar,
    *,
    done: Collection[UUID] = (),
) -> dict[UUID, Pushed]:
    """Rows that cannot stay where they are, in the order of the flow; `done` ones move no more.

    In a circle, which is refused elsewhere, nobody is pushed.
    """
    dates = {key: own for key, one in contents.items() if (own := interval(one))}
    waits, followers = _graph(links, dates)
    open_waits = {key: len(found) for key, found in waits.items()}
    queue = deque(key for key in dates if not open_waits.get(key))
    found: dict[UUID, Pushed] = {}
    while queue:
        key = queue.popleft()
        if key in waits and key not in done:
            moved = _place(key, waits[key], dates, calendar)
            if moved:
                found[key] = moved
                dates[key] = (moved.start, moved.end)
        for follower in followers[key]:
            open_waits[follower] -= 1
            if not open_waits[follower]:
                queue.append(follower)
    return found


def interval(content: Content) -> Interval | None:
    start, end = content.get("start"), content.get("end")
    return (date.fromisoformat(start), date.fromisoformat(end)) if start and end else None


def _graph(
    links: Iterable[Link], dates: Mapping[UUID, Interval]
) -> tuple[dict[UUID, list[Link]], dict[UUID, list[UUID]]]:
    waits: dict[UUID, list[Link]] = defaultdict(list)
    followers: dict[UUID, list[UUID]] = defaultdict(list)
    for link in links:
        if link.task in dates and link.on in dates:
            waits[link.task].append(link)
            followers[link.on].append(link.task)
    return waits, followers


def _place(
    key: UUID, waits: Iterable[Link], dates: Mapping[UUID, Interval], calendar: WorkCalendar
) -> Pushed | None:
    """The latest of what all it waits for demand."""
    found: Pushed | None = None
    for link in waits:
        wait = Wait(link.on, 0, link.kind, link.lag_days)
        moved = earliest(calendar, dates[key], dates[link.on], wait)
        if moved and (found is None or moved[1] > found.end):
            found = Pushed(link.on, *moved)
    return found
