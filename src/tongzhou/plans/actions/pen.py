"""What is to be written into rows, held back and put down together.

A block of cells, or a file of ten thousand rows, costs a few statements, not a few for each cell.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from uuid import UUID

from tongzhou.core.loading import rewrite
from tongzhou.core.verdicts import Sentence
from tongzhou.org.models import Department
from tongzhou.plans.actions.circles import circles, require_none
from tongzhou.plans.models import (
    Criterion,
    CustomField,
    Dependency,
    FieldValue,
    Role,
    Support,
    Task,
)

Waits = tuple[tuple[UUID, str, int], ...]


@dataclass(slots=True)
class Exchange:
    gone: set[UUID] = field(default_factory=set)
    fresh: list[UUID] = field(default_factory=list)
    confirmed: set[UUID] = field(default_factory=set)
    """Who only stood in for a seat and is now named."""
    title: str = ""


class Pen:
    """Rows of one table only; whoever writes with it holds them and puts it down in the end."""

    def __init__(self, case: UUID) -> None:
        self._case = case
        self._take_up()

    def _take_up(self) -> None:
        self._rows: dict[UUID, tuple[Task, set[str]]] = {}
        self._criteria: dict[UUID, tuple[str, ...]] = {}
        self._supports: dict[UUID, Exchange] = defaultdict(Exchange)
        self._seats: dict[tuple[UUID, str], Exchange] = {}
        self._waits: dict[UUID, Waits] = {}
        self._own: dict[tuple[UUID, UUID], str] = {}

    def row(self, task: Task, **values: Any) -> None:
        """`task` says at once what it will say."""
        for name, value in values.items():
            setattr(task, name, value)
        self._rows.setdefault(task.pk, (task, set()))[1].update(values)

    def criteria(self, task: Task, texts: tuple[str, ...]) -> None:
        self._criteria[task.pk] = texts

    def supports(self, task: Task, gone: set[UUID], fresh: Iterable[UUID]) -> None:
        noted = self._supports[task.pk]
        noted.gone |= gone
        noted.fresh = [*(key for key in noted.fresh if key not in gone), *fresh]

    def seats(self, task: Task, letter: str, exchange: Exchange) -> None:
        self._seats[task.pk, letter] = exchange

    def waits(self, task: Task, waits: Waits) -> None:
        self._waits[task.pk] = waits

    def own(self, task: Task, column: CustomField, text: str) -> None:
        """The empty text clears the field."""
        self._own[task.pk, column.pk] = text

    @cached_property
    def numbers(self) -> dict[UUID, int]:
        rows = Task.objects.filter(collaboration=self._case)
        return dict(rows.values_list("pk", "number"))

    def circles(self) -> dict[UUID, Sentence]:
        """By row, what would be wrong once this is put down."""
        return circles(self._case, self._ons()) if self._waits else {}

    def put_down(self, *, judged: bool = False) -> None:
        """`judged`: `circles` was asked, and found none."""
        if self._waits and not judged:
            require_none(self._case, self._ons())
        for put in (
            self._put_rows, self._put_criteria, self._put_supports, self._put_seats,
            self._put_waits, self._put_own,
        ):  # fmt: skip
            put()
        self._take_up()

    def _ons(self) -> dict[UUID, set[UUID]]:
        return {key: {on for on, _kind, _lag in waits} for key, waits in self._waits.items()}

    def _put_rows(self) -> None:
        by_columns: dict[tuple[str, ...], list[Task]] = defaultdict(list)
        for task, columns in self._rows.values():
            by_columns[tuple(sorted(columns))].append(task)
        for names, tasks in by_columns.items():
            rewrite(Task, names, ((one.pk, *(getattr(one, n) for n in names)) for one in tasks))

    def _put_criteria(self) -> None:
        if not self._criteria:
            return
        Criterion.objects.filter(task__in=self._criteria).delete()
        Criterion.objects.bulk_create(
            Criterion(task_id=task, position=place, text=text)
            for task, texts in self._criteria.items()
            for place, text in enumerate(texts, start=1)
        )

    def _put_supports(self) -> None:
        if not self._supports:
            return
        rows = Support.objects.filter(task__in=self._supports)
        known = rows.values_list("pk", "task", "department")
        gone = [pk for pk, task, key in known if key in self._supports[task].gone]
        rows.filter(pk__in=gone).delete()
        Support.objects.bulk_create(
            Support(task_id=task, department_id=key)
            for task, noted in self._supports.items()
            for key in noted.fresh
        )

    def _put_seats(self) -> None:
        if not self._seats:
            return
        gone, confirmed = [], []
        known = Role.objects.filter(task__in={task for task, _letter in self._seats})
        for pk, task, letter, *holder in known.values_list(
            "pk", "task", "letter", "person", "department"
        ):
            noted = self._seats.get((task, letter))
            if noted and noted.gone.intersection(holder):
                gone.append(pk)
            elif noted and noted.confirmed.intersection(holder):
                confirmed.append(pk)
        Role.objects.filter(pk__in=gone).delete()
        if confirmed:
            Role.objects.filter(pk__in=confirmed).update(stands_in=False)
        self._sit_down()

    def _sit_down(self) -> None:
        fresh = {key for noted in self._seats.values() for key in noted.fresh}
        found = Department.objects.filter(pk__in=fresh) if fresh else Department.objects.none()
        departments = set(found.values_list("pk", flat=True))
        Role.objects.bulk_create(
            Role(
                task_id=task, letter=letter, seat=noted.title,
                **{"department_id" if key in departments else "person_id": key},
            )
            for (task, letter), noted in self._seats.items()
            for key in noted.fresh
        )  # fmt: skip

    def _put_waits(self) -> None:
        if not self._waits:
            return
        Dependency.objects.filter(task__in=self._waits, on__removed_at=None).delete()
        Dependency.objects.bulk_create(
            Dependency(task_id=task, on_id=on, kind=kind, lag_days=lag)
            for task, waits in self._waits.items()
            for on, kind, lag in waits
        )

    def _put_own(self) -> None:
        if not self._own:
            return
        tasks, columns = zip(*self._own, strict=True)
        known = FieldValue.objects.filter(task__in=set(tasks), field__in=set(columns))
        pairs = known.values_list("pk", "task", "field")
        gone = [pk for pk, task, column in pairs if (task, column) in self._own]
        FieldValue.objects.filter(pk__in=gone).delete()
        FieldValue.objects.bulk_create(
            FieldValue(task_id=task, field_id=column, text=text)
            for (task, column), text in self._own.items()
            if text
        )
