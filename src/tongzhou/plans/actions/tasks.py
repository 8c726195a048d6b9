"""Rows come into the table and leave it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from tongzhou.collaborations.actions.bringing_in import bring_in_person
from tongzhou.collaborations.actions.moves import locked as locked_case
from tongzhou.collaborations.models import Ask, Collaboration
from tongzhou.collaborations.policy import as_initiator
from tongzhou.core import clock
from tongzhou.core.dates import check_order
from tongzhou.core.verdicts import Invalid, NotPossibleNow
from tongzhou.journal.actions import record
from tongzhou.journal.events import DepartmentId
from tongzhou.org.calendars import calendar
from tongzhou.org.models import Department, Person
from tongzhou.plans import policy
from tongzhou.plans.actions.locks import locked, require_standing
from tongzhou.plans.actions.parties import bring_in
from tongzhou.plans.cells import NAME, Choices, read
from tongzhou.plans.events import TaskAdded, TaskRemoved, TaskRestored, TermsTakenOver
from tongzhou.plans.models import Criterion, Role, Support, Task

MOST_ROWS = 10_000


@dataclass(frozen=True, kw_only=True)
class NewTask:
    """A row as it is first written; the head of the department answers for it until changed."""

    name: str
    department: Department
    ask: Ask | None = None
    start: date | None = None
    end: date | None = None
    buffer_days: int = 3
    deliverable: str = ""
    criteria: tuple[str, ...] = ()
    supports: tuple[UUID, ...] = ()
    effort_days: Decimal | None = None
    responsible: Person | None = None
    seat: str = ""
    stands_in: bool = False


def add_task(collaboration: Collaboration, new: NewTask, *, by: Person) -> Task:
    """One more row at the end of the table."""
    with transaction.atomic():
        case = locked_case(collaboration)
        policy.may_add(by, case, new.department).require()
        policy.require_open(case)
        return write_task(case, new, by=by)


def write_task(case: Collaboration, new: NewTask, *, by: Person | None) -> Task:
    """The row and its entry, where the caller holds the collaboration and has judged."""
    task, event = placed(case, new, by=by)
    record(event, by=by)
    return task


def placed(case: Collaboration, new: NewTask, *, by: Person | None) -> tuple[Task, TaskAdded]:
    """The row at the end of the table, and what is still to be told of it."""
    name = read("name", new.name, Choices())
    if new.start and new.end:
        check_order(new.start, new.end)
    last = case.tasks.aggregate(number=Max("number"), position=Max("position"))
    if (last["number"] or 0) >= MOST_ROWS:
        raise Invalid(_("A division table has at most %(most)s rows.") % {"most": MOST_ROWS})
    bring_in(case, [new.department.pk, *new.supports], by=by)
    if new.responsible:
        bring_in_person(case, new.responsible, by=by)
    task = Task.objects.create(
        collaboration=case,
        ask=new.ask,
        number=(last["number"] or 0) + 1,
        position=(last["position"] or 0) + 1,
        name=name,
        department=new.department,
        start=new.start,
        end=new.end,
        buffer_days=new.buffer_days,
        deliverable=new.deliverable,
        effort_days=new.effort_days,
    )
    _write_parts(task, new)
    event = TaskAdded(
        subject=task.pk,
        collaboration=case.pk,
        number=task.number,
        name=task.name,
        department=DepartmentId(new.department.pk),
    )
    return task, event


def remove_task(task: Task, *, by: Person) -> Task:
    """The row keeps its number and can be put back."""
    with transaction.atomic():
        held = locked(task)
        policy.may_remove(by, held).require()
        policy.require_open(held.collaboration)
        if held.removed_at is None:
            record(*set_removed(held, removed=True), by=by)
        return held


def restore_task(task: Task, *, by: Person) -> Task:
    with transaction.atomic():
        held = locked(task)
        policy.may_remove(by, held).require()
        policy.require_open(held.collaboration)
        if held.removed_at is not None:
            record(*set_removed(held, removed=False), by=by)
        return held


def remove_under_change(task: Task, *, by: Person | None) -> None:
    """On the authority of a signed change, which the caller has judged."""
    with transaction.atomic():
        held = locked(task)
        require_standing(held)
        record(*set_removed(held, removed=True), by=by)


def fill_from_asks(collaboration: Collaboration, *, by: Person) -> list[Task]:
    """A row for every agreed request that no row covers yet."""
    with transaction.atomic():
        case = locked_case(collaboration)
        standing = as_initiator(by, case)
        policy.require_open(case)
        covered = case.tasks.standing().exclude(ask=None).values("ask")
        asks = case.asks.filter(state="agreed").exclude(pk__in=covered)
        new = [_from_ask(ask) for ask in asks.select_related("department__head")]
        if not new:
            raise NotPossibleNow(_("Every agreed request already has its row."))
        tasks = [write_task(case, one, by=by) for one in new]
        event = TermsTakenOver(subject=case.pk, collaboration=case.pk, count=len(tasks))
        record(event, by=by, on_behalf_of=standing.on_behalf_of)
        return tasks


def _from_ask(ask: Ask) -> NewTask:
    """The agreed terms as a row; its deliverable and criteria are for the departments to write."""
    end, effort = ask.agreed_by_date, ask.agreed_effort_days
    start = None
    if end and effort:
        begun = calendar().add_working_days(end, -max(int(effort) - 1, 0))
        start = min(max(begun, clock.today()), end)
    return NewTask(
        name=_row_name(ask),
        department=ask.department,
        ask=ask,
        start=start,
        end=end,
        effort_days=effort,
        responsible=_named_in(ask),
    )


def _row_name(ask: Ask) -> str:
    """What is done; a chosen way of doing it stands behind, a condition binds in the terms."""
    asked, agreed = (text.strip().split("\n")[0].strip() for text in (ask.what, ask.agreed_what))
    return (agreed if asked in agreed or agreed in asked else f"{asked} · {agreed}")[:NAME]


def _named_in(ask: Ask) -> Person | None:
    """Whom the answer promised, where that is exactly one person of the department."""
    people = Person.objects.active().filter(department__path__startswith=ask.department.path)
    found = [person for person in people if person.name in ask.agreed_people]
    return found[0] if len(found) == 1 else None


def _write_parts(task: Task, new: NewTask) -> None:
    Criterion.objects.bulk_create(
        Criterion(task=task, position=place, text=text)
        for place, text in enumerate(new.criteria, start=1)
    )
    supports = [key for key in dict.fromkeys(new.supports) if key != new.department.pk]
    Support.objects.bulk_create(Support(task=task, department_id=key) for key in supports)
    Role.objects.bulk_create(_first_roles(task, new))


def _first_roles(task: Task, new: NewTask) -> Iterable[Role]:
    if new.department.head_id:
        yield Role(task=task, letter="A", person_id=new.department.head_id)
    if new.responsible:
        yield Role(
            task=task,
            letter="R",
            person=new.responsible,
            seat=new.seat,
            stands_in=new.stands_in,
        )


def set_removed(*tasks: Task, removed: bool) -> list[TaskRemoved | TaskRestored]:
    """Writes it and returns what is still to be told."""
    at = clock.now() if removed else None
    Task.objects.filter(pk__in=[task.pk for task in tasks]).update(removed_at=at)
    for task in tasks:
        task.removed_at = at
    kind = TaskRemoved if removed else TaskRestored
    return [
        kind(subject=one.pk, collaboration=one.collaboration_id, number=one.number, name=one.name)
        for one in tasks
    ]
