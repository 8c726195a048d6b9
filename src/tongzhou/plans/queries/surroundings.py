"""What the checker must know beyond the table: who is away, and what people promised elsewhere."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.db.models import Count, FloatField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Cast

from tongzhou.collaborations.models import Ask, Collaboration
from tongzhou.core.prepared import Prepared
from tongzhou.org.models import Delegation, Person
from tongzhou.plans.checker import Absence, AskFact, Candidate, Load, Resource
from tongzhou.plans.models import Role
from tongzhou.plans.queries.desks import Desk
from tongzhou.plans.rows import DepartmentRef, Row

OPEN_ASKS = (
    "sent", "asked_back", "awaiting_head", "conditional", "countered", "optioned", "declined",
    "snoozed", "left_open",
)  # fmt: skip
"""Sent, and not (yet) agreed."""
BOUND = ("dividing", "signing", "delivering", "accepting")
USUAL_HOURS = Decimal(8)
_LINES = re.compile(r"[;；,，、。\n]")


def asks(collaboration: UUID, known: dict[UUID, Desk]) -> tuple[list[AskFact], list[AskFact]]:
    """Those that were agreed, and those that wait or were left or refused."""
    agreed: list[AskFact] = []
    waiting: list[AskFact] = []
    for key, state, says, what, department in _asks(collaboration):
        is_agreed = state == "agreed"
        fact = AskFact(key, says if is_agreed else what, known[department].ref)
        (agreed if is_agreed else waiting).append(fact)
    return agreed, waiting


@Prepared
def _asks(collaboration: UUID) -> QuerySet[Ask, Any]:
    rows = Ask.objects.filter(collaboration=collaboration, state__in=("agreed", *OPEN_ASKS))
    return rows.values_list("id", "state", "agreed_what", "what", "department")


def resources(collaboration: Collaboration, known: Iterable[Desk]) -> Iterator[Resource]:
    """The lines of the request's key resources that name a department."""
    needed = (
        collaboration.people_needed, collaboration.budget_needed, collaboration.data_needed,
    )  # fmt: skip
    named = sorted(
        (desk for desk in known if len(desk.name) > 1 and not desk.dissolved_at),
        key=lambda desk: -len(desk.name),
    )
    for line in _LINES.split("\n".join(needed)):
        desk = next((one for one in named if one.name in line), None)
        if desk:
            yield Resource(line.strip(), desk.ref)


def dissolved(rows: Sequence[Row], known: dict[UUID, Desk]) -> dict[UUID, DepartmentRef]:
    """With the department that took over."""
    gone = (known[row.department.id] for row in rows if row.department.id in known)
    return {desk.id: known[desk.successor].ref for desk in gone if desk.successor}


def absences(rows: Sequence[Row]) -> dict[UUID, tuple[Absence, ...]]:
    ends = [row.end for row in rows if row.end]
    named = {seat.person for row in rows for seat in (*row.accountable, *row.responsible)}
    people = tuple(person for person in named if person)
    if not ends or not people:
        return {}
    found: dict[UUID, tuple[Absence, ...]] = defaultdict(tuple)
    for person, since, until, delegate, name in _away(people, min(ends), max(ends)):
        found[person] += (Absence(since, until, Candidate(delegate, name)),)
    return dict(found)


@Prepared
def _away(people: tuple[UUID, ...], first: date, last: date) -> QuerySet[Delegation, Any]:
    away = Delegation.objects.during(first, last).filter(person__in=people)
    return away.values_list("person", "since", "until", "delegate", "delegate__name")


def loads(collaboration: UUID, rows: Sequence[Row]) -> tuple[list[Load], dict[UUID, Decimal]]:
    """Where somebody's work in this table is estimated: the rest of their work, and their hours."""
    weighed = [row for row in rows if row.effort_days and row.start and row.end]
    people = tuple({seat.person for row in weighed for seat in row.responsible if seat.person})
    if not people:
        return [], {}
    first = min(row.start for row in weighed if row.start)
    last = max(row.end for row in weighed if row.end)
    shares = _elsewhere(collaboration, people, first, last)
    return [_load(*share) for share in shares], dict(_unusual_hours(people))


@Prepared
def _elsewhere(
    collaboration: UUID, people: tuple[UUID, ...], first: date, last: date
) -> QuerySet[Role, Any]:
    """What they do at the same time, and how many share it; a person may carry fifty rows."""
    shared = Role.objects.filter(task=OuterRef("task"), letter="R").order_by().values("task")
    carried = Role.objects.filter(
        letter="R",
        person__in=people,
        task__removed_at=None,
        task__effort_days__gt=0,
        task__start__lte=last,
        task__end__gte=first,
        task__percent__lt=100,
        task__collaboration__state__in=BOUND,
    ).exclude(task__collaboration=collaboration)
    return carried.order_by("pk").values_list(
        "person", "task__start", "task__end", Cast("task__effort_days", FloatField()),
        Subquery(shared.values(people=Count("pk"))),
    )  # fmt: skip


@lru_cache(maxsize=20_000)
def _load(person: UUID, start: date, end: date, effort: float, several: int) -> Load:
    return Load(person, start, end, Decimal(str(effort)) / several)


@Prepared
def _unusual_hours(people: tuple[UUID, ...]) -> QuerySet[Person, Any]:
    found = Person.objects.filter(pk__in=people).exclude(hours_per_day=USUAL_HOURS)
    return found.order_by().values_list("pk", "hours_per_day")
