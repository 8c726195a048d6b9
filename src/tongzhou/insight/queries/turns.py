"""What was said about requests. Those that ran straight to their end are counted by the database.

The others are read turn by turn, as they are kept: thousands of ids and moments stay text. Moments
are cut to seconds in UTC; the end is that of the day that was asked for, or now.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery, Sum, TextField
from django.db.models.functions import Cast

from tongzhou.collaborations.models import Answer, Ask
from tongzhou.core import clock
from tongzhou.insight.queries.moments import Joined, Seconds, moment_of, text_of
from tongzhou.insight.queries.stops import paused_cases
from tongzhou.insight.scope import Scope

FEW = 2_000
"""Requests that are asked for one by one; more are found in the statement itself."""
ASIDE = ("forward", "snooze")
"""After these the time is not simply that of one department until the next turn."""


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


class Between(NamedTuple):
    """All the time from one verb to whatever came next, of straight requests of one pair."""

    asker: UUID
    asked: UUID
    verb: str
    times: int
    seconds: int


class Answered(NamedTuple):
    """`took` are the seconds until the asked department first said something, of `requests`."""

    asker: UUID
    asked: UUID
    took: list[int]
    requests: int


def first_answers(scope: Scope) -> Iterator[Answered]:
    """By pair."""
    end = moment_of_end(scope)
    theirs = Answer.objects.filter(
        ask=OuterRef("pk"), department=OuterRef("department"), at__gte=OuterRef("sent_at"), at__lte=end
    ).order_by("number")  # fmt: skip
    took = Seconds(Subquery(theirs.values("at")[:1])) - Seconds("sent_at")
    asks = (
        _sent(scope, end).annotate(took=took).values_list("collaboration__department", "department")
    )
    line = Joined(Cast("took", TextField()))
    for asker, asked, said, requests in asks.annotate(line=line, requests=Count("pk")):
        yield Answered(asker, asked, [int(one) for one in (said or "").split(",") if one], requests)


def straight(scope: Scope) -> Iterator[Between]:
    """From each turn to the next one, of requests that were settled and never put aside."""
    end = moment_of_end(scope)
    turns = Answer.objects.filter(
        ~_aside(end, "ask__"), ask__collaboration__in=scope.live().values("pk"),
        ask__sent_at__lte=end, ask__answers__number=F("number") + 1,
    )  # fmt: skip
    rows = turns.order_by().values_list("ask__collaboration__department", "ask__department", "verb")
    took = Seconds("ask__answers__at") - Seconds("at")
    for row in rows.annotate(times=Count("pk"), seconds=Sum(took)):
        yield Between(*row)


def told_by_turns(scope: Scope) -> Iterator[Said]:
    """The requests `straight` leaves out."""
    asks = _sent(scope, moment_of_end(scope)).filter(_aside(moment_of_end(scope)))
    rows = asks.annotate(
        key=text_of("pk"), case=text_of("collaboration"), asked=text_of("department"),
        asker=text_of("collaboration__department"), at=moment_of("sent_at"),
    )  # fmt: skip
    told = list(rows.values_list("key", "case", "asker", "asked", "at", "state"))
    few: Any = [one[0] for one in told] if len(told) <= FEW else asks.values("pk")
    turns = _turns(few, end_of(scope))
    for key, case, asker, asked, at, state in told:
        yield Said(case, asker, asked, datetime.fromisoformat(at), state, turns.get(key, []))


def end_of(scope: Scope) -> datetime:
    return moment_of_end(scope).astimezone(UTC).replace(tzinfo=None, microsecond=0)


def moment_of_end(scope: Scope) -> datetime:
    now = clock.now()
    if scope.on:
        midnight = datetime.combine(scope.on + timedelta(days=1), time(), clock.zone())
        return min(now, midnight)
    return now


def _sent(scope: Scope, end: datetime) -> "QuerySet[Ask]":
    found: QuerySet[Ask] = Ask.objects.filter(
        collaboration__in=scope.live().values("pk"), sent_at__lte=end
    ).order_by()
    return found


def _aside(end: datetime, ask: str = "") -> Q:
    """Not at its end yet, put aside or handed on, stopped with its collaboration, or begun oddly."""
    odd = Answer.objects.filter(Q(verb__in=ASIDE) | Q(number=1) & ~Q(verb="send"))
    facts = {
        "settled_at": None, "settled_at__gt": end, "collaboration__in": paused_cases(),
        "pk__in": odd.order_by().values("ask"),
    }  # fmt: skip
    return Q(*((f"{ask}{name}", value) for name, value in facts.items()), _connector=Q.OR)


def _turns(asks: Any, end: datetime) -> dict[str, list[Turn]]:
    rows = Answer.objects.filter(ask__in=asks).order_by("ask", "number").annotate(
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
