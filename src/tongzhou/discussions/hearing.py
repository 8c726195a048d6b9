"""What followers hear beside what concerns them, and what those who mute still hear."""

from collections.abc import Iterable
from datetime import timedelta
from uuid import UUID

from django.db.models import Q

from tongzhou.collaborations.models import Ball
from tongzhou.discussions.models import Stance
from tongzhou.journal.audience import WIDE
from tongzhou.journal.models import Entry

ONE_ACTION = timedelta(seconds=5)
"""A ball is handed over moments before the entry of the same action is written."""


def heeded(entry: Entry, heard: Iterable[UUID]) -> set[UUID]:
    """Whoever hears of the entry once everybody's choice is respected.

    Muting never hides what waits for one's own move, nor being named.
    """
    people = set(heard)
    if entry.collaboration is None or entry.kind not in WIDE:
        return people
    stances = Stance.objects.filter(collaboration=entry.collaboration)
    modes = dict(stances.values_list("person", "mode"))
    follow = {person for person, mode in modes.items() if mode == Stance.Mode.FOLLOW}
    mute = {person for person, mode in modes.items() if mode == Stance.Mode.MUTE} & people
    if mute:
        mute -= _named(entry) | _moving(entry, mute)
    return (people | follow) - mute - {entry.actor}


def _named(entry: Entry) -> set[UUID]:
    return {UUID(str(one)) for one in entry.payload.get("named") or ()}


def _moving(entry: Entry, people: set[UUID]) -> set[UUID]:
    """Those who hold the ball of this matter, or were handed one by this very action."""
    balls = Ball.objects.filter(collaboration=entry.collaboration)
    fresh = Q(matter=entry.subject) | Q(since__gte=entry.at - ONE_ACTION)
    held = balls.filter(fresh, Q(person__in=people) | Q(deputy__in=people, step__gte=2))
    return {one for pair in held.values_list("person", "deputy") for one in pair if one}
