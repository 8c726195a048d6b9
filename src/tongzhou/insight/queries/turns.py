"""Every turn of every request, read as it is kept: thousands of ids and moments stay text.

Moments are cut to seconds in UTC; `end` is the end of the day that was asked for, or now.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from tongzhou.collaborations.models import Answer, Ask
from tongzhou.core import clock
from tongzhou.insight.queries.stops import moment_of, text_of
from tongzhou.insight.scope import Scope


class Turn(NamedTuple):
    """`until` is the day a snoozed request was to wait for, "" for every other verb."""

    verb: str
    department: str
    at: datetime
    until: str


class Said(NamedTuple):
    """A request that was sent, and what was said about it up to the day."""

    case: str
    asker: str
    asked: str
    sent: datetime
    state: str
    turns: list[Turn]


def everything_said(scope: Scope) -> Iterator[Said]:
    end = end_of(scope)
    turns = _turns(scope, end)
    asks = Ask.objects.filter(collaboration__in=scope.live().values("pk")).exclude(sent_at=None)
    rows = asks.order_by().annotate(
        key=text_of("pk"), case=text_of("collaboration"), asked=text_of("department"),
        asker=text_of("collaboration__department"), at=moment_of("sent_at"),
    )  # fmt: skip
    told = rows.values_list("key", "case", "asker", "asked", "at", "state")
    for key, case, asker, asked, at, state in told:
        sent = datetime.fromisoformat(at)
        if sent <= end:
            yield Said(case, asker, asked, sent, state, turns.get(key, []))


def end_of(scope: Scope) -> datetime:
    now = clock.now()
    if scope.on:
        midnight = datetime.combine(scope.on + timedelta(days=1), time(), clock.zone())
        now = min(now, midnight)
    return now.astimezone(UTC).replace(tzinfo=None, microsecond=0)


def _turns(scope: Scope, end: datetime) -> dict[str, list[Turn]]:
    live = Answer.objects.filter(ask__collaboration__in=scope.live().values("pk"))
    rows = live.order_by("ask", "number").annotate(
        key=text_of("ask"), place=text_of("department"), moment=moment_of("at"),
        day=text_of("by_date"),
    )  # fmt: skip
    told = rows.values_list("key", "verb", "place", "moment", "day")
    found = {}
    for key, same in groupby(told.iterator(chunk_size=5000), key=itemgetter(0)):
        turns = [
            Turn(verb, place, datetime.fromisoformat(at), day if verb == "snooze" and day else "")
            for _key, verb, place, at, day in same
        ]
        found[key] = [one for one in turns if one.at <= end]
    return found
