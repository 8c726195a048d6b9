"""Whether the condition of a clause has come true, judged by what was so at the end of its day.

A worker that comes late, or a clock that jumps, judges the same: facts carry their own moments.
"""

from datetime import date, datetime, time, timedelta
from typing import Protocol

from tongzhou.agreements.provisions.vocabulary import Said

ONE_DAY = timedelta(days=1)


class Facts(Protocol):
    """What was so at a moment."""

    def stands(self, task: str) -> bool: ...
    def accepted(self, task: str, at: datetime) -> bool: ...
    def delivered(self, at: datetime) -> int: ...
    def undecided(self, at: datetime) -> bool: ...
    def at_risk(self, task: str, at: datetime) -> bool: ...


def came_true(condition: Said, facts: Facts, *, now: datetime) -> bool | None:
    """None as long as it is open; False once it can no longer come true."""
    ends = end_of(condition["on"], now)
    is_over, at = now >= ends, min(now, ends)
    if "task" in condition and not facts.stands(condition["task"]):
        return False
    match condition["kind"]:
        case "late":
            done = facts.accepted(condition["task"], at)
            return False if done else (True if is_over else None)
        case "early":
            done = facts.accepted(condition["task"], at)
            return True if done else (False if is_over else None)
        case "few":
            return facts.delivered(at) < condition["count"] if is_over else None
        case "enough":
            reached = facts.delivered(at) >= condition["count"]
            return True if reached else (False if is_over else None)
        case "undecided":
            return facts.undecided(at) if is_over else None
        case "risk":
            return facts.at_risk(condition["task"], at) if is_over else None
    raise ValueError(f"no such condition: {condition['kind']}")


def end_of(day: str, now: datetime) -> datetime:
    """Midnight after it, in the zone of `now`."""
    return datetime.combine(date.fromisoformat(day) + ONE_DAY, time(), tzinfo=now.tzinfo)
