"""The response clock of an ask: what the receiver's promise has left, and why it stands still.

Derived from the turns of the conversation: a question back, a snooze and every answer stop it until
the next turn; a snooze no longer than to its date.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import zip_longest

from tongzhou.collaborations.models import Answer, Ask
from tongzhou.core import clock
from tongzhou.org.calendars import calendar

STOPPING = {
    "ask_back": "asked_back", "snooze": "snoozed",
    "accept_with_conditions": "", "counter": "", "offer_options": "", "decline": "",
}  # fmt: skip
"""Verbs that stop the clock, and the pause people see; empty: the receiver has answered."""
HEAD_HOURS = 8
"""A head always has this long to confirm, however late the liaison accepted."""
START_OF_DAY = time(9)


@dataclass(frozen=True, slots=True)
class Standstill:
    """`until` None: nobody knows yet. `because` is a key of `PAUSES`, or empty."""

    since: datetime
    until: datetime | None
    because: str


@dataclass(frozen=True)
class ResponseClock:
    """`due_at` None while the clock stands still for an unknown time or the answer is there."""

    promised: int
    used: float
    due_at: datetime | None
    standstills: tuple[Standstill, ...]

    @property
    def left(self) -> float:
        return max(0.0, self.promised - self.used)

    @property
    def pauses(self) -> list[Standstill]:
        return [one for one in self.standstills if one.because]


def response_clock(ask: Ask, turns: Sequence[Answer]) -> ResponseClock | None:
    """None before the ask was sent."""
    start = ask.clock_started_at
    if start is None:
        return None
    stands = _standstills(turns, start)
    promised = ask.department.response_hours
    used = _used(start, ask.settled_at or clock.now(), stands)
    if ask.settled_at or (stands and stands[-1].until is None):
        return ResponseClock(promised, used, None, stands)
    runs_from = stands[-1].until if stands and stands[-1].until else start
    left = max(0.0, promised - _used(start, runs_from, stands))
    due = calendar().add_working_hours(runs_from, left)
    return ResponseClock(promised, used, due, stands)


def wakes_at(day: date) -> datetime:
    """When an ask snoozed until `day` is the receiver's again."""
    return datetime.combine(day, START_OF_DAY, tzinfo=clock.zone())


def initiator_due(ask: Ask, since: datetime) -> datetime:
    """The initiator answers as promptly as its own department promises to."""
    return calendar().add_working_hours(since, ask.collaboration.department.response_hours)


def head_due(receiver_due: datetime | None) -> datetime:
    fair = calendar().add_working_hours(clock.now(), HEAD_HOURS)
    return max(receiver_due, fair) if receiver_due else fair


def _standstills(turns: Sequence[Answer], start: datetime) -> tuple[Standstill, ...]:
    """Only what reaches into the time since `start`."""
    found = []
    for turn, following in zip_longest(turns, turns[1:]):
        if turn.verb not in STOPPING:
            continue
        ends = [following.at] if following else []
        if turn.verb == "snooze" and turn.by_date:
            ends.append(max(turn.at, wakes_at(turn.by_date)))
        until = min(ends, default=None)
        if until is None or until > start:
            found.append(Standstill(max(turn.at, start), until, STOPPING[turn.verb]))
    return tuple(found)


def _used(start: datetime, end: datetime, stands: Sequence[Standstill]) -> float:
    days = calendar()
    paused = sum(
        days.working_hours_between(one.since, min(one.until or end, end))
        for one in stands
        if one.since < end
    )
    return max(0.0, days.working_hours_between(start, end) - paused) if end > start else 0.0
