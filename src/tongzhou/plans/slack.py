"""How far rows may slip: the critical chain 关键链 and what is left of the buffers.

The chain follows what rows wait for and who does them: somebody who carries two rows one after the
other holds up the second one with the first. Dates are taken as planned, finished rows are past.
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID

from tongzhou.core.workdays import WorkCalendar
from tongzhou.plans.rows import Row

DAY = timedelta(days=1)
MONTH = timedelta(days=31)


@dataclass(frozen=True, slots=True)
class Link:
    """`after` cannot begin (or end) before `before` lets it; `person` is who does both."""

    before: UUID
    after: UUID
    kind: str = "FS"
    lag_days: int = 0
    person: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """A row of the chain and what ties it to the row before it; the first one has no tie."""

    row: Row
    tie: Link | None = None


@dataclass(frozen=True, eq=False)
class Slack:
    """`days` are the working days each open row may slip before the whole plan ends later."""

    days: dict[UUID, int] = field(default_factory=dict)
    chain: tuple[Step, ...] = ()
    end: date | None = None
    ties: frozenset[tuple[UUID, UUID]] = frozenset()

    def is_critical(self, row: Row) -> bool:
        return self.days.get(row.id, 1) <= 0


class Steps:
    """Counts working days between days of one plan without walking through them each time."""

    def __init__(self, calendar: WorkCalendar, first: date, last: date) -> None:
        days = (first + DAY * count for count in range((last - first).days + 1))
        self._worked = [day for day in days if calendar.is_working_day(day)]

    def between(self, start: date, end: date) -> int:
        """Working days passed when `start` is over and `end` is over; negative going back."""
        if end < start:
            return -self.between(end, start)
        return bisect_right(self._worked, end) - bisect_right(self._worked, start)

    def shifted(self, day: date, count: int) -> date:
        """As `WorkCalendar.add_working_days`, from the next working day where `day` is off."""
        place = bisect_left(self._worked, day) + count
        return self._worked[min(max(place, 0), len(self._worked) - 1)]


def slack(rows: Sequence[Row], calendar: WorkCalendar) -> Slack:
    """Empty when no open row has both dates."""
    dated = {row.id: row for row in rows if row.start and row.end and not row.is_done}
    if not dated:
        return Slack()
    first, last = _around(dated.values())
    steps = Steps(calendar, first - MONTH, last + MONTH)
    links = [*_waits(dated), *_same_person(dated.values())]
    after = defaultdict(list)
    for link in links:
        after[link.before].append(link)
    days = _days(dated, after, steps, last)
    tight = [link for link in links if _is_tight(link, dated, days, steps)]
    return Slack(
        days=days,
        chain=_chain(dated, days, tight),
        end=last,
        ties=frozenset((link.before, link.after) for link in tight),
    )


def used_buffer(row: Row, calendar: WorkCalendar, today: date) -> int:
    """How many days of its buffer an unfinished row has eaten by standing open past its end."""
    if row.end is None or row.is_done or row.end >= today:
        return 0
    return calendar.working_days_between(row.end, today)


def is_exhausted(row: Row, calendar: WorkCalendar, today: date) -> bool:
    return used_buffer(row, calendar, today) > row.buffer_days


def _around(rows: Iterable[Row]) -> tuple[date, date]:
    both = [(row.start, row.end) for row in rows if row.start and row.end]
    return min(start for start, _end in both), max(end for _start, end in both)


def _waits(rows: dict[UUID, Row]) -> Iterable[Link]:
    for row in rows.values():
        for wait in row.waits_for:
            if wait.on in rows:
                yield Link(wait.on, row.id, wait.kind, wait.lag_days)


def _same_person(rows: Iterable[Row]) -> Iterable[Link]:
    """From each row somebody carries to the next one that begins after it."""
    carried: dict[UUID, list[Row]] = defaultdict(list)
    names: dict[UUID, str] = {}
    for row in rows:
        for seat in row.responsible:
            if seat.person:
                carried[seat.person].append(row)
                names[seat.person] = seat.name
    for person, own in carried.items():
        own.sort(key=lambda row: row.start or date.min)
        starts = [row.start or date.min for row in own]
        for row in own:
            place = bisect_right(starts, row.end or date.max)
            if place < len(own):
                yield Link(row.id, own[place].id, person=names[person])


def _days(
    rows: dict[UUID, Row], after: dict[UUID, list[Link]], steps: Steps, last: date
) -> dict[UUID, int]:
    """The latest end first: whatever waits for a row begins or ends after it, or is caught up."""
    found: dict[UUID, int] = {}
    for start in rows:
        ahead = [start]
        while ahead:
            key = ahead[-1]
            links = after.get(key, ())
            open_ones = [link.after for link in links if link.after not in found]
            if open_ones and not any(one in ahead for one in open_ones):
                ahead.extend(open_ones)
                continue
            ahead.pop()
            own = steps.between(rows[key].end or last, last)
            found[key] = min(
                [own, *(found.get(link.after, 0) + _gap(link, rows, steps) for link in links)]
            )
    return found


def _gap(link: Link, rows: dict[UUID, Row], steps: Steps) -> int:
    """Working days the first row may slip before it pushes the second."""
    before, after = rows[link.before], rows[link.after]
    bound = before.end if link.kind[0] == "F" else before.start
    pushed = after.start if link.kind[1] == "S" else after.end
    assert bound
    assert pushed
    reached = steps.shifted(bound, link.lag_days + (link.kind == "FS"))
    return steps.between(reached, pushed)


def _is_tight(link: Link, rows: dict[UUID, Row], days: dict[UUID, int], steps: Steps) -> bool:
    both = days[link.before] <= 0 and days[link.after] <= 0
    return both and _gap(link, rows, steps) <= 0


def _chain(rows: dict[UUID, Row], days: dict[UUID, int], tight: list[Link]) -> tuple[Step, ...]:
    ties = {link.after: link for link in reversed(tight)}
    critical = [row for key, row in rows.items() if days[key] <= 0]
    critical.sort(key=lambda row: (row.start or date.min, row.end or date.min, row.number))
    return tuple(Step(row, ties.get(row.id)) for row in critical)
