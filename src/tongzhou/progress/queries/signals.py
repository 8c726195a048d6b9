"""What the other sides believe of each row, and the lines of a day."""

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import F, Q, QuerySet

from tongzhou.collaborations.models import Collaboration
from tongzhou.collaborations.policy.cases import initiates
from tongzhou.org.hierarchy import stands_for
from tongzhou.org.models import Department, Person
from tongzhou.plans.models import Task
from tongzhou.progress.models import Confidence, DailyLine
from tongzhou.progress.states import OWED_IN


def confidences_of(tasks: Iterable[UUID]) -> dict[UUID, list[Confidence]]:
    """By row, the latest word of each department; one query."""
    rows = Confidence.objects.filter(task__in=list(tasks)).select_related("department", "by")
    latest = {(row.task_id, row.department_id): row for row in rows.order_by("at", "id")}
    found: dict[UUID, list[Confidence]] = {}
    for (task, _department), row in latest.items():
        found.setdefault(task, []).append(row)
    return found


def trusted_by(person: Person, case: Collaboration) -> set[UUID]:
    """Rows of which the person may say how sure their side is, as the policy says of each; one query."""
    if person.is_auditor or case.state != "delivering":
        return set()
    homes = _answered_for(person)
    awaited = Q(awaited_by__task__department__in=homes, awaited_by__task__removed_at=None)
    beside = Q(supports__department__in=homes) | (
        awaited & ~Q(awaited_by__task__department=F("department"))
    )
    if initiates(person, case):
        beside |= ~Q(department=case.department_id)
    rows = Task.objects.filter(beside, collaboration=case, removed_at=None, state__in=OWED_IN)
    return set(rows.order_by().values_list("pk", flat=True))


def lines_of(case: Collaboration, *days: date) -> list[dict[UUID, DailyLine]]:
    """The last of each row, day by day."""
    rows = DailyLine.objects.filter(task__collaboration=case, day__in=days).order_by("at", "id")
    said = list(rows.select_related("by"))
    return [{row.task_id: row for row in said if row.day == day} for day in days]


def _answered_for(person: Person) -> "QuerySet[Department, Any]":
    people = [one.pk for one in stands_for(person)]
    seats = Q(head__in=people) | Q(deputy=person) | Q(liaisons__person__in=people)
    return Department.objects.filter(seats).order_by().values("pk")
