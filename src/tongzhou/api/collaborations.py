"""Collaborations: the list, and one with its requests and whose move it is."""

from typing import Annotated, Literal
from uuid import UUID

from django.shortcuts import get_object_or_404
from ninja import Query, Router

from tongzhou.api import asks, cursors, shapes
from tongzhou.api.errors import REFUSALS
from tongzhou.collaborations.models import Ask, Ball, Collaboration
from tongzhou.collaborations.policy import initiates
from tongzhou.collaborations.queries.asks import asks_of
from tongzhou.collaborations.queries.listing import Row, Wanted, page_of, rows_after
from tongzhou.collaborations.queries.turns import hours_left
from tongzhou.collaborations.states import COLLABORATION, PAUSES
from tongzhou.org.models import Person
from tongzhou.org.request import PersonRequest

router = Router(tags=["collaborations"])


@router.get(
    "/collaborations",
    response={200: shapes.CollaborationPage, **REFUSALS},
    summary="Collaborations one may see, the latest change first",
)
def collaborations(
    request: PersonRequest,
    page: Annotated[int, Query(ge=1, le=100_000)] = 1,
    state: str = "all",
    q: Annotated[str, Query(max_length=100)] = "",
    cursor: Annotated[str, Query(max_length=200)] = "",
    limit: Literal["20", "50", "100"] = "20",
) -> shapes.CollaborationPage:
    wanted = Wanted(state=state, text=q)
    most = int(limit)
    if place := cursors.read(cursor):
        rows = rows_after(request.user, wanted, place, most)
        return shapes.CollaborationPage(items=[_line(row) for row in rows], next=_next(rows, most))
    found = page_of(request.user, wanted, str(page), limit)
    rows = list(found.object_list)
    return shapes.CollaborationPage(
        items=[_line(row) for row in rows],
        next=_next(rows, most),
        count=found.paginator.count,
        page=found.number,
        pages=found.paginator.num_pages,
    )


@router.get(
    "/collaborations/{uuid:collaboration}",
    response={200: shapes.Collaboration, **REFUSALS},
    summary="One collaboration",
)
def collaboration(request: PersonRequest, collaboration: UUID) -> shapes.Collaboration:
    visible = Collaboration.objects.visible_to(request.user).select_related(
        "department", "person_in_charge"
    )
    case = get_object_or_404(visible, pk=collaboration)
    return shapes.Collaboration(
        id=case.pk,
        number=case.number,
        name=case.name,
        state=_state(case.state),
        visibility=case.visibility,
        version=case.version,
        person_in_charge=shapes.Named(id=case.person_in_charge_id, name=case.person_in_charge.name),
        background=case.background,
        goal=case.goal,
        wanted_date=case.wanted_date,
        parties=_parties(case),
        balls=_balls(case),
        asks=_asks(case, request.user),
        verbs=_verbs(case, request.user),
    )


def _next(rows: list[Row], most: int) -> str | None:
    return cursors.written((rows[-1].changed_at, rows[-1].id)) if len(rows) == most else None


def _state(key: str) -> shapes.State:
    return shapes.State(key=key, label=str(COLLABORATION.state(key).label))


def _line(row: Row) -> shapes.CollaborationLine:
    return shapes.CollaborationLine(
        id=row.id,
        number=row.number,
        name=row.name,
        state=shapes.State(key=row.state, label=str(row.state_label)),
        wanted_date=row.wanted_date,
        changed_at=row.changed_at,
        initiator=row.initiator[0],
        partners=[name for name, _hue in row.partners],
    )


def _parties(case: Collaboration) -> list[shapes.Party]:
    rows = case.parties.values_list("department", "department__name", "is_initiator")
    return [shapes.Party(id=key, name=name, is_initiator=first) for key, name, first in rows]


def _balls(case: Collaboration) -> list[shapes.Ball]:
    rows = Ball.objects.filter(collaboration=case).select_related("department", "person")
    return [
        shapes.Ball(
            kind=ball.kind,
            matter=ball.matter,
            title=ball.title,
            department=shapes.Named(id=ball.department_id, name=ball.department.name),
            person=ball.person and shapes.Named(id=ball.person.pk, name=ball.person.name),
            since=ball.since,
            due_at=ball.due_at,
            hours_left=hours_left(ball.due_at),
            paused=str(PAUSES[ball.paused_because]) if ball.paused_because else "",
            step=ball.step,
        )
        for ball in rows
    ]


def _asks(case: Collaboration, person: Person) -> list[shapes.Ask]:
    cards = asks_of(person, Ask.objects.visible_to(person).filter(collaboration=case))
    return [asks.shown(card) for card in cards]


def _verbs(case: Collaboration, person: Person) -> list[str]:
    """What the person as initiator may do with the whole in this state."""
    if initiates(person, case) is None:
        return []
    moves = COLLABORATION.moves_from(case.state)
    return sorted(move.verb for move in moves if move.who == "initiator")
