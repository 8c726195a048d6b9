"""How requests to a department ended before: what one may expect, and a text to begin from."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from tongzhou.collaborations.models import Answer, Ask
from tongzhou.collaborations.queries.likeness import ALIKE, likeness, pairs
from tongzhou.collaborations.states import ASK
from tongzhou.core.verdicts import Sentence
from tongzhou.org.calendars import calendar
from tongzhou.org.models import Department, Person

MOST = 5
MOST_COMPARED = 400
FEWEST = 3
"""Pairs of characters, before which anything resembles anything."""
OTHERS = 0.8
HOURS = 8
ENDED = ("agreed", "declined", "withdrawn", "left_open")
ASKING = ("send", "revise", "reply", "withdraw", "leave_open")
BEGUN_FROM = ("what", "why", "effort_days", "gain", "give_back")


@dataclass(frozen=True, slots=True)
class Precedent:
    """`hours` is the working time until the first answer, `days` the working days until it was
    settled; `reason` why it was declined, `is_alike` that it resembles what is being written.
    """

    id: UUID
    title: str
    case: str
    state: Sentence
    tone: str
    hours: float | None
    reason: str
    department: str
    hue: int
    is_alike: bool
    days: int | None


def precedents_of(
    department: Department | None, *, by: Person, like: Sequence[str] = ()
) -> list[Precedent]:
    """Of those the person may see the ones most like what is being written; else the latest.

    What other departments were asked counts as well, after what this one was.
    """
    ours = pairs(like)
    if department is None and not ours:
        return []
    rows = Ask.objects.visible_to(by).filter(state__in=ENDED, sent_at__isnull=False)
    near = _nearest(rows, department, ours) if len(ours) >= FEWEST else {}
    if near:
        found = list(_whole(rows.filter(pk__in=near)))
        return [
            _precedent(ask, near[ask.pk]) for ask in sorted(found, key=lambda one: -near[one.pk])
        ]
    latest = rows.filter(department=department).order_by("-sent_at")[:MOST]
    return [_precedent(ask) for ask in _whole(latest)]


def _nearest(
    rows: QuerySet[Ask], department: Department | None, ours: frozenset[str]
) -> dict[UUID, float]:
    """The latest are compared; what is older is found by searching."""
    latest = rows.order_by("-sent_at").values_list("pk", "department", "what", "why")
    key = department.pk if department else None
    weights = {
        pk: likeness(ours, pairs((what, why))) * (1.0 if where == key else OTHERS)
        for pk, where, what, why in latest[:MOST_COMPARED]
    }
    best = sorted(weights, key=lambda pk: -weights[pk])[:MOST]
    return {pk: weights[pk] for pk in best if weights[pk] >= ALIKE}


def _whole(rows: QuerySet[Ask]) -> QuerySet[Ask]:
    return rows.select_related("collaboration", "department").prefetch_related("answers")


def wording_of(key: str, *, by: Person) -> dict[str, Any]:
    """What a new request takes over from an earlier one; empty where there is none to be seen."""
    try:
        pk = UUID(key)
    except ValueError:
        return {}
    rows = Ask.objects.visible_to(by).filter(pk=pk).values("department", *BEGUN_FROM)
    return dict(rows[0]) if rows else {}


def _precedent(ask: Ask, alike: float = 0.0) -> Precedent:
    answers: Sequence[Answer] = list(ask.answers.all())
    first = next((one for one in answers if one.verb not in ASKING), None)
    declined = [one.sentence for one in answers if one.verb == "decline"]
    state = ASK.state(ask.state)
    asked = ask.sent_at
    hours = calendar().working_hours_between(asked, first.at) if first and asked else None
    return Precedent(
        ask.pk, ask.title, ask.collaboration.number, state.label, state.tone,
        None if hours is None else round(hours, 1),
        declined[-1] if declined and ask.state == "declined" else "",
        ask.department.name, ask.department.hue, alike > 0, _days(ask),
    )  # fmt: skip


def _days(ask: Ask) -> int | None:
    """A day that has begun counts."""
    if ask.sent_at is None or ask.settled_at is None:
        return None
    return ceil(calendar().working_hours_between(ask.sent_at, ask.settled_at) / HOURS)
