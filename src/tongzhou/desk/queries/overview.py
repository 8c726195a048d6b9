"""What the overview of a collaboration gathers from all the rooms below."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Case, Count, F, QuerySet, Value, When

from tongzhou.agreements.models import Seat
from tongzhou.collaborations.models import Ask, Meeting
from tongzhou.collaborations.queries.header import CaseHeader, PartySeat
from tongzhou.collaborations.states import ASK
from tongzhou.core.prepared import Prepared
from tongzhou.core.verdicts import Sentence
from tongzhou.plans.models import Task


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """One department's part of a collaboration: what it was asked, and whether it has signed."""

    id: UUID
    name: str
    hue: int
    seal: str
    is_initiator: bool
    what: str
    gain: str
    ask_id: UUID | None
    ask_state: Sentence
    ask_tone: str
    effort_days: Decimal | None
    percent: int | None
    signature: str


def promises_of(case: CaseHeader, asks: list[Ask]) -> list[Promise]:
    """One row per party; `signature` is signed, wait or "" when nothing is to be signed."""
    by_department = {ask.department_id: ask for ask in asks}
    shares = _shares(case.id)
    signed = {department: given for _n, department, given in _signatures(case.id)}
    return [_promise(one, by_department.get(one.id), shares, signed) for one in case.parties]


def _promise(
    party: PartySeat,
    ask: Ask | None,
    shares: dict[UUID, tuple[int, str]],
    signed: dict[UUID, bool],
) -> Promise:
    own = shares.get(party.id)
    given = signed.get(party.id)
    state = ASK.state(ask.state) if ask else None
    return Promise(
        id=party.id,
        name=party.name,
        hue=party.hue,
        seal=party.seal,
        is_initiator=party.is_initiator,
        what=ask.what if ask else (own[1] if own else ""),
        gain=ask.gain if ask else "",
        ask_id=ask.pk if ask else None,
        ask_state=state.label if state else "",
        ask_tone=state.tone if state else "",
        effort_days=_effort(ask) if ask else None,
        percent=own[0] if own else None,
        signature="" if given is None else "signed" if given else "wait",
    )


def _effort(ask: Ask) -> Decimal | None:
    return ask.agreed_effort_days if ask.state == "agreed" else ask.effort_days


def _shares(case: UUID) -> dict[UUID, tuple[int, str]]:
    """Mean percent and task names by owning department."""
    found: dict[UUID, list[tuple[int, str]]] = {}
    for department, percent, name in _percents(case):
        found.setdefault(department, []).append((percent, name))
    return {
        department: (
            round(sum(percent for percent, _name in rows) / len(rows)),
            "、".join(name for _percent, name in rows),
        )
        for department, rows in found.items()
    }


@Prepared
def _percents(case: UUID) -> QuerySet[Task, Any]:
    tasks = Task.objects.filter(collaboration=case, removed_at=None)
    return tasks.values_list("department", "percent", "name")


@Prepared
def _signatures(case: UUID) -> QuerySet[Seat, Any]:
    """By version, the latest last: the department, and whether it has signed all its rows."""
    seats = Seat.objects.filter(
        row__version__collaboration=case, row__version__state__in=("circulating", "in_force")
    )
    given = Case(When(all=F("given"), then=Value(1)), default=Value(0))
    return (
        seats.order_by("row__version__number")
        .values("row__version__number", "department")
        .annotate(all=Count("id"), given=Count("signature"), whole=given)
        .values_list("row__version__number", "department", "whole")
    )


@Prepared
def meetings_of(case: UUID) -> QuerySet[Meeting]:
    return Meeting.objects.filter(collaboration=case)
