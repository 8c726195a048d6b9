"""Who moves next: derived from a matter's state in the transaction that changed it.

A package calls `settle` at the end of each action with the holders that its lifecycle table names;
rows of holders who are no longer named disappear, unchanged holders keep their `since` and `step`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from tongzhou.collaborations.access import OfCaseQuerySet
from tongzhou.collaborations.models import Ball, Collaboration
from tongzhou.core import clock
from tongzhou.core.prepared import Prepared
from tongzhou.org.hierarchy import common_superior, stands_for
from tongzhou.org.models import Department, Person

LATER = ("coming",)
"""States of balls whose holder has nothing to do yet: pages say who moves next and by when, but
nobody is asked, reminded or counted."""


@dataclass(frozen=True, kw_only=True)
class Holder:
    """`person` None means the department as a whole has not named anybody yet: its head stands in.

    `due_at` None means no clock; `paused_because` is a key of `PAUSES`, empty while it runs.
    """

    department: Department
    person: Person | None
    waiting: Person | None = None
    deputy: Person | None = None
    due_at: datetime | None = None
    paused_because: str = ""


@dataclass(frozen=True, kw_only=True)
class Turn:
    """How one matter stands; without holders it rests."""

    matter: UUID
    state: str
    title: str
    holders: Sequence[Holder]


def settle(
    kind: str,
    matter: UUID,
    collaboration: Collaboration,
    *,
    state: str,
    title: str,
    holders: Sequence[Holder],
) -> None:
    """Make the balls of one matter exactly `holders` (none: the matter rests)."""
    turn = Turn(matter=matter, state=state, title=title, holders=holders)
    settle_all(kind, collaboration, [turn])


def settle_all(kind: str, collaboration: Collaboration, turns: Sequence[Turn]) -> None:
    """The same for many matters of one kind, in as many questions as for one.

    The collaboration counts as changed: lists show the latest first.
    """
    Collaboration.objects.filter(pk=collaboration.pk).update(changed_at=clock.now())
    standing = {(ball.matter, ball.department_id): ball for ball in _of(kind, turns)}
    handed = []
    for turn in turns:
        for holder in turn.holders:
            ball = standing.pop((turn.matter, holder.department.pk), None)
            is_new = ball is None
            ball = ball or Ball(collaboration=collaboration, kind=kind, matter=turn.matter)
            before = _standing_as(ball)
            _hand(ball, holder, state=turn.state, title=turn.title, is_new=is_new)
            if is_new or _standing_as(ball) != before:
                handed.append(ball)
    _keep(handed)
    if standing:
        Ball.objects.filter(pk__in=[ball.pk for ball in standing.values()]).delete()


def _of(kind: str, turns: Sequence[Turn]) -> QuerySet[Ball]:
    if len(turns) == 1:
        return _standing(kind, turns[0].matter)
    return Ball.objects.filter(kind=kind, matter__in=[turn.matter for turn in turns])


@Prepared
def _standing(kind: str, matter: UUID) -> QuerySet[Ball]:
    return Ball.objects.filter(kind=kind, matter=matter)


def _standing_as(ball: Ball) -> list[Any]:
    return [getattr(ball, name) for name in WRITTEN]


def _keep(handed: list[Ball]) -> None:
    """The collaboration is locked: what stood a moment ago still does."""
    Ball.objects.bulk_create(
        handed, update_conflicts=True, unique_fields=["id"], update_fields=HANDED
    )


PEOPLE = ("person", "deputy", "waiting")
HANDED = ("state", "title", *PEOPLE, "since", "due_at", "paused_because", "step")
WRITTEN = [f"{name}_id" if name in PEOPLE else name for name in HANDED]


def _hand(ball: Ball, holder: Holder, *, state: str, title: str, is_new: bool) -> None:
    """A new state or a new deadline begins a new turn; otherwise silence keeps what it passed on."""
    person = _present(holder)
    if is_new or ball.state != state or ball.due_at != holder.due_at:
        ball.since, ball.step, ball.person = clock.now(), 0, person
    elif ball.step == 0:
        ball.person = person
    ball.state, ball.title, ball.department = state, title[:200], holder.department
    ball.deputy, ball.waiting = holder.deputy, holder.waiting
    ball.due_at, ball.paused_because = holder.due_at, holder.paused_because


def _present(holder: Holder) -> Person | None:
    """Whoever is named, or the head; nobody who has left as long as somebody else stands in."""
    named = holder.person or holder.department.head
    if named and named.is_active:
        return named
    others = (holder.deputy, holder.department.head, holder.department.deputy)
    return next((person for person in others if person and person.is_active), named)


def rest(kind: str, matter: UUID) -> None:
    """Nobody moves any more: the matter is settled."""
    Ball.objects.filter(kind=kind, matter=matter).delete()


def rest_all(collaboration: Collaboration) -> None:
    """The collaboration is archived: improvements stay with their owners, and whoever gained by it
    still says so."""
    Ball.objects.filter(collaboration=collaboration).exclude(kind__in=OUTLIVING).delete()


OUTLIVING = ("improvement", "gain")


def held_by(person: Person) -> OfCaseQuerySet:
    """What waits for this person, for those they stand in for today, and what silence gave to deputies."""
    people = stands_for(person)
    held = Ball.objects.filter(Q(person__in=people) | Q(deputy__in=people, step__gte=PASSED_ON))
    return held.exclude(state__in=LATER)


def awaited_by(person: Person) -> OfCaseQuerySet:
    """What this person waits for from others."""
    awaited = Ball.objects.filter(waiting__in=stands_for(person)).exclude(person=person)
    return awaited.exclude(state__in=LATER)


ANSWERED_FROM_ABOVE = ("ask",)
"""Kinds of which silence reaches the common superior, who may then answer. A superior does not
sign, deliver or update for a department: these stay with its own people."""


def next_in_line(
    ball: Ball, collaboration: Collaboration, *, acting: UUID | None = None
) -> Person | None:
    """Who gets the ball when its clock runs out; None when nobody else could do anything with it.

    `acting` stands in for the holder today and has it already.
    """
    if ball.kind in OUTLIVING:
        deputy = ball.deputy
        return deputy if deputy and deputy.is_active and deputy != ball.person else None
    if ball.state == "escalated":
        return None
    waiting = next((person for person in _above(ball) if person.pk != acting), None)
    if waiting or ball.kind not in ANSWERED_FROM_ABOVE:
        return waiting
    sides = [collaboration.department, ball.department]
    passed = [person for person in (ball.person, *(side.head for side in sides)) if person]
    superior = common_superior(sides, not_among=passed)
    return superior if superior and superior.pk != acting else None


HEADS_FIRST = {
    ("version", "circulating"), ("change", "signing"), ("change", "provisional"),
    ("ask", "awaiting_head"),
}  # fmt: skip
"""What the head holds from the beginning; the deputy has the same right and is asked next."""


def _above(ball: Ball) -> list[Person]:
    """Who is asked after the holder in the department: deputies first, nobody beyond its head.

    Whoever got the ball from there and is not of this line stands above all of it.
    """
    head, deputies = ball.department.head, [ball.deputy, ball.department.deputy]
    line = list(dict.fromkeys([*deputies, head]))
    if (ball.kind, ball.state) in HEADS_FIRST:
        line = list(dict.fromkeys([head, *deputies]))
    elif head:
        line = line[: line.index(head) + 1]
    people = [person for person in line if person and person.is_active]
    if ball.person in people:
        return people[people.index(ball.person) + 1 :]
    return [] if ball.step >= PASSED_ON else people


PASSED_ON = 2
"""The first step reminds the holder; from the second on silence has passed the ball."""


def pass_up(ball: Ball, *, to: Person, step: int) -> None:
    """Silence moves the ball, never the answer."""
    ball.person, ball.step = to, step
    ball.save(update_fields=["person", "step"])
