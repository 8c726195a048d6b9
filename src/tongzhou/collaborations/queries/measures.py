"""The measures of both sides of a request: what is linked, what is missing, what may fit."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from tongzhou.collaborations.measuring import MeasuredSide, Moved, sides_of
from tongzhou.collaborations.models import Ask
from tongzhou.collaborations.policy.cases import initiates
from tongzhou.collaborations.policy.seats import liaises
from tongzhou.collaborations.queries.likeness import likeness, pairs
from tongzhou.goals.models import Measure
from tongzhou.goals.queries import measures_of
from tongzhou.org.models import Person

SUGGESTED = 3
ENDED = ("withdrawn", "declined")
"""Such requests move nothing."""


@dataclass(frozen=True, slots=True)
class SideLine:
    """`nearest` can be linked with one tap, `others` by choosing; both empty where one may not."""

    side: MeasuredSide
    nearest: tuple[Measure, ...] = ()
    others: tuple[Measure, ...] = ()
    may_say: bool = False


@dataclass(frozen=True, slots=True)
class Unlinked:
    """A request with the sides of it that name neither a measure nor a reason."""

    ask: Ask
    sides: tuple[MeasuredSide, ...]


def side_lines(ask: Ask, person: Person) -> list[SideLine]:
    """Both sides of one request, for its page."""
    sides = sides_of([ask])[ask.pk]
    departments = {one.pk: one for one in (ask.collaboration.department, ask.department)}
    leads = initiates(person, ask.collaboration) is not None
    to_say = {
        one.department
        for one in sides
        if one.is_open and (leads or liaises(person, departments[one.department]))
    }
    found = _measures(to_say, (ask.gain, ask.what, ask.why))
    return [
        _line(one, found.get(one.department, [])) if one.department in to_say else SideLine(one)
        for one in sides
    ]


def unlinked(
    asks: Iterable[Ask], moved: Mapping[UUID, Sequence[Moved]] | None = None
) -> list[Unlinked]:
    """Of the requests that still stand those with a side left open; `moved` by request, if known."""
    standing = [ask for ask in asks if ask.state not in ENDED]
    sides = sides_of(standing, moved) if standing else {}
    found = (Unlinked(ask, tuple(one for one in sides[ask.pk] if one.is_open)) for ask in standing)
    return [one for one in found if one.sides]


def nearest(measures: Iterable[Measure], like: Sequence[str]) -> list[Measure]:
    """Those first whose words are most like what is asked."""
    ours = pairs(like)
    return sorted(
        measures, key=lambda one: likeness(pairs([one.name, one.goal.name]), ours), reverse=True
    )


def _measures(departments: set[UUID], like: Sequence[str]) -> dict[UUID, list[Measure]]:
    found: dict[UUID, list[Measure]] = {}
    for one in nearest(measures_of(list(departments)), like) if departments else []:
        found.setdefault(one.goal.department_id, []).append(one)
    return found


def _line(side: MeasuredSide, found: list[Measure]) -> SideLine:
    return SideLine(side, tuple(found[:SUGGESTED]), tuple(found[SUGGESTED:]), may_say=True)
