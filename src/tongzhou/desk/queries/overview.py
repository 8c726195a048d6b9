"""What the overview of a collaboration gathers from all the rooms below."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Case, Count, F, QuerySet, Value, When

from tongzhou.agreements.models import Seat
from tongzhou.collaborations.models import Ask, Meeting
from tongzhou.collaborations.queries.foreseen import Planned
from tongzhou.collaborations.queries.header import CaseHeader, PartySeat
from tongzhou.collaborations.queries.promised import SIGNED, Promised
from tongzhou.collaborations.states import ASK
from tongzhou.core.prepared import Prepared
from tongzhou.core.verdicts import Sentence
from tongzhou.plans.models import Task
from tongzhou.progress.queries.promises import JUDGED, KEPT, Share

UNDER_WAY = ("delivering", "accepting", "reviewing", "archived")
"""States in which something may have been promised for a week."""


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


class Line(NamedTuple):
    """As much of a row of the division table as the overview says."""

    id: UUID
    department: UUID
    percent: int
    name: str
    ask: UUID | None
    start: date | None
    end: date | None
    state: str
    kept: int = 0
    judged: int = 0
    """Of what was promised for a week, once the work is under way."""


def promises_of(case: CaseHeader, asks: list[Ask], rows: Sequence[Line]) -> list[Promise]:
    """One row per party; `signature` is signed, wait or "" when nothing is to be signed."""
    by_department = {ask.department_id: ask for ask in asks}
    shares = _shares(rows)
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


def _shares(rows: Iterable[Line]) -> dict[UUID, tuple[int, str]]:
    """Mean percent and task names by owning department."""
    found: dict[UUID, list[tuple[int, str]]] = {}
    for row in rows:
        found.setdefault(row.department, []).append((row.percent, row.name))
    return {
        department: (
            round(sum(percent for percent, _name in rows) / len(rows)),
            "、".join(name for _percent, name in rows),
        )
        for department, rows in found.items()
    }


def lines_of(case: UUID, state: str) -> list[Line]:
    rows = _told_lines(case) if state in UNDER_WAY else _lines(case)
    return [Line(*row) for row in rows]


def kept_by(case: CaseHeader, rows: Sequence[Line]) -> list[Share]:
    """What each department promised week by week, as far as it was told how it went."""
    shares = []
    for party in case.parties:
        own = [row for row in rows if row.department == party.id]
        kept, judged = sum(row.kept for row in own), sum(row.judged for row in own)
        if judged:
            shares.append(Share(party.name, party.hue, kept, judged))
    return shares


def planned(rows: Iterable[Line]) -> dict[UUID, Planned]:
    return {row.id: Planned(row.name, row.start, row.end, row.state) for row in rows}


def promised(state: str, rows: Iterable[Line]) -> Promised:
    """What `promised_days` says, from rows that are known."""
    found: Promised = {}
    for row in rows if state in SIGNED else ():
        if row.ask and row.end:
            found[row.ask] = max(row.end, found.get(row.ask, row.end))
    return found


@Prepared
def _lines(case: UUID) -> QuerySet[Task, Any]:
    rows = Task.objects.filter(collaboration=case, removed_at=None)
    return rows.values_list(*Line._fields[:-2])


@Prepared
def _told_lines(case: UUID) -> QuerySet[Task, Any]:
    rows = Task.objects.filter(collaboration=case, removed_at=None)
    return rows.annotate(kept=KEPT, judged=JUDGED).values_list(*Line._fields)


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
