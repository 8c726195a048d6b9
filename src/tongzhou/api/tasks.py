"""Rows of the division table."""

from uuid import UUID

from django.shortcuts import get_object_or_404
from ninja import Router

from tongzhou.api import shapes
from tongzhou.api.effects import effect
from tongzhou.api.errors import REFUSALS
from tongzhou.collaborations.models import Collaboration
from tongzhou.org.request import PersonRequest
from tongzhou.plans import queries
from tongzhou.plans.actions import cells
from tongzhou.plans.models import Task
from tongzhou.plans.rows import DepartmentRef, Row, Seat
from tongzhou.plans.states import TASK

router = Router(tags=["division table"])


@router.get(
    "/collaborations/{uuid:collaboration}/tasks",
    response={200: list[shapes.Task], **REFUSALS},
    summary="The division table",
)
def tasks(request: PersonRequest, collaboration: UUID) -> list[shapes.Task]:
    case = get_object_or_404(Collaboration.objects.visible_to(request.user), pk=collaboration)
    return [shown(row) for row in queries.table(case.pk)]


@router.get("/tasks/{uuid:task}", response={200: shapes.Task, **REFUSALS}, summary="One row")
def task(request: PersonRequest, task: UUID) -> shapes.Task:
    return shown(queries.row(get_object_or_404(Task.objects.visible_to(request.user), pk=task).pk))


@router.patch(
    "/tasks/{uuid:task}",
    response={200: shapes.Task, **REFUSALS},
    summary="Edit one cell of a row that is not signed",
)
@effect
def edit_task(request: PersonRequest, task: UUID, edit: shapes.CellEdit) -> shapes.Task:
    row = get_object_or_404(Task.objects.visible_to(request.user), pk=task)
    return shown(
        cells.edit_cell(row, field=edit.field, value=edit.value, was=edit.was, by=request.user)
    )


def shown(row: Row) -> shapes.Task:
    return shapes.Task(
        id=row.id,
        number=row.number,
        name=row.name,
        department=_named(row.department),
        start=row.start,
        end=row.end,
        buffer_days=row.buffer_days,
        deliverable=row.deliverable,
        effort_days=row.effort_days,
        ask=row.ask,
        state=shapes.State(key=row.state, label=str(TASK.state(row.state).label)),
        percent=row.percent,
        risk=row.risk,
        version=row.version,
        responsible=_seats(row.responsible),
        accountable=_seats(row.accountable),
        consulted=_seats(row.consulted),
        informed=_seats(row.informed),
        supports=[_named(one) for one in row.supports],
        criteria=list(row.criteria),
    )


def _named(department: DepartmentRef) -> shapes.Named:
    return shapes.Named(id=department.id, name=department.name)


def _seats(seats: tuple[Seat, ...]) -> list[shapes.Seat]:
    return [
        shapes.Seat(
            name=seat.name, person=seat.person, department=seat.department, stands_in=seat.stands_in
        )
        for seat in seats
    ]
