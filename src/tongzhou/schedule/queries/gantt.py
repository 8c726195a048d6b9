"""The Gantt chart of one collaboration: the rows as read for every view, drawn upon an axis."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from tongzhou.agreements.queries.change_pages import WHILE, may_draft
from tongzhou.agreements.queries.in_force import dates_in_force
from tongzhou.collaborations.models import Collaboration, Milestone
from tongzhou.collaborations.queries.foreseen import Foreseen, Move, latest_moves
from tongzhou.core import clock
from tongzhou.org.models import Person
from tongzhou.plans.checker import Finding
from tongzhou.plans.queries.ahead import ahead
from tongzhou.plans.queries.baselines import baselines
from tongzhou.plans.queries.lines import between
from tongzhou.plans.queries.page import with_own_repairs
from tongzhou.plans.queries.reading import Reading, Summary, read_plan
from tongzhou.plans.rows import Row
from tongzhou.plans.slack import Slack
from tongzhou.schedule.gantt.axis import ZOOMS, Axis, axis_over
from tongzhou.schedule.gantt.bars import HEAD, ROW, Bar, Dates, bar, last_day
from tongzhou.schedule.gantt.labels import label
from tongzhou.schedule.gantt.lines import Line, lines

SETTLED = ("accepted", "accepted_with_remains")
NEAR = 60
"""Today is shown when it lies at most so many days outside of the plan."""


@dataclass(frozen=True, slots=True)
class ChartRow:
    """`may` is «edit», «change» where signed dates need a change request, or empty.

    `clause` would still move the row, as `move` says.
    """

    row: Row
    y: int
    bar: Bar | None
    dates: str
    is_critical: bool
    may: str
    clause: str = ""
    move: Move | None = None


@dataclass(frozen=True, slots=True)
class Diamond:
    """A milestone that was agreed with the request."""

    name: str
    on: date
    x: float


@dataclass(frozen=True, eq=False, kw_only=True)
class Chart:
    """`worked` has one sign for each day of the axis."""

    axis: Axis
    upper: tuple[tuple[float, str], ...]
    lower: tuple[tuple[float, str], ...]
    shades: Mapping[str, str]
    worked: str
    today: float | None
    rows: tuple[ChartRow, ...]
    lines: tuple[Line, ...]
    diamonds: tuple[Diamond, ...]
    height: int
    is_signed: bool
    is_compared: bool
    head: int = HEAD
    pitch: int = ROW


@dataclass(frozen=True, eq=False, kw_only=True)
class GanttPage:
    chart: Chart | None
    zoom: str
    lines: tuple[Row, ...]
    slack: Slack
    summary: Summary
    foreseen: tuple[Foreseen, ...]
    findings: tuple[Finding, ...]
    blocking: int
    is_open: bool
    may_lead: bool


def gantt_page(
    case: Collaboration, person: Person, *, zoom: str, parties: Iterable[UUID] | None = None
) -> GanttPage:
    read = read_plan(case, person, parties=parties)
    told = ahead(case, read.rows)
    wanted = zoom if zoom in ZOOMS else "month"
    return GanttPage(
        chart=chart_of(
            case, person, read, told, lambda first, last: axis_over(first, last, ZOOMS[wanted])
        ),
        zoom=wanted,
        lines=read.rows,
        slack=read.slack,
        summary=read.summary,
        foreseen=told,
        findings=tuple(with_own_repairs(read)),
        blocking=read.found.blocking,
        is_open=read.is_open,
        may_lead=read.leads,
    )


def chart_of(
    case: Collaboration,
    person: Person,
    read: Reading,
    told: Iterable[Foreseen],
    axis_of: Callable[[date, date], Axis],
) -> Chart | None:
    """None when no row has both dates; `told` are the clauses that may still move rows."""
    if not any(row.start and row.end for row in read.rows):
        return None
    signed = dates_in_force(case.pk)
    compared: Mapping[UUID, Any] = signed or baselines(case.pk)
    milestones = _milestones(case.pk)
    calendar, today = read.seen.calendar, clock.today()
    would = latest_moves(told)
    moved = [move.to for _clause, move in would.values()]
    axis = axis_of(*_around(read, compared, [*(on for _name, on in milestones), *moved], today))
    rows = _rows(case, person, read, axis, compared, would, today=today, below=bool(milestones))
    bars = {one.row.id: one.bar for one in rows if one.bar}
    top, bottom = axis.zoom.upper, axis.zoom.lower
    return Chart(
        axis=axis,
        upper=tuple((x, label(top, day)) for x, day in axis.upper()),
        lower=tuple((x, label(bottom, day, under=top)) for x, day in axis.lower()),
        shades=axis.shades(calendar),
        worked=axis.worked(calendar),
        today=axis.at(today) if axis.first <= today <= axis.last else None,
        rows=rows,
        lines=lines(read.rows, bars, ties=read.slack.ties, below=bool(milestones)),
        diamonds=tuple(Diamond(name, on, axis.at(on)) for name, on in milestones),
        is_signed=bool(signed),
        is_compared=bool(compared) and not signed,
        height=(len(rows) + bool(milestones)) * ROW,
    )


def _rows(
    case: Collaboration,
    person: Person,
    read: Reading,
    axis: Axis,
    signed: Mapping[UUID, Dates],
    would: Mapping[UUID, tuple[Foreseen, Move]],
    *,
    today: date,
    below: bool,
) -> tuple[ChartRow, ...]:
    """`below` a line for the milestones."""
    changeable = signed.keys() if signed and _may_ask(case, person, read) else ()
    made = []
    for place, (row, editable) in enumerate(zip(read.rows, read.editing, strict=True)):
        change = row.id in changeable and row.state not in SETTLED
        clause, move = would.get(row.id, (None, None))
        made.append(
            ChartRow(
                row=row,
                y=(place + below) * ROW,
                bar=bar(
                    row,
                    axis,
                    read.seen.calendar,
                    today=today,
                    signed=signed.get(row.id),
                    until=move.to if move else None,
                ),
                dates=between(row.start, row.end),
                is_critical=read.slack.is_critical(row),
                may="edit" if "dates" in editable else "change" if change else "",
                clause=clause.text if clause else "",
                move=move,
            )
        )
    return tuple(made)


def _may_ask(case: Collaboration, person: Person, read: Reading) -> bool:
    """For a change; the question is spared where the table has told already whom one speaks for."""
    speaks = read.leads or any(one.id in read.answered for one in read.seen.parties)
    if speaks and not person.is_auditor:
        return case.state in WHILE
    return may_draft(person, case)


def _milestones(case: UUID) -> list[tuple[str, date]]:
    rows = Milestone.objects.filter(collaboration=case, on__isnull=False)
    return [(name, on) for name, on in rows.values_list("name", "on") if on]


def _around(
    read: Reading,
    signed: Mapping[UUID, Dates],
    others: Iterable[date],
    today: date,
) -> Dates:
    """From the first day that is drawn to the last."""
    days = list(others)
    days += [day for dates in signed.values() for day in dates]
    for row in read.rows:
        last = last_day(row, read.seen.calendar)
        days += [day for day in (row.start, last) if day]
    first, last_of_all = min(days), max(days)
    if 0 < (today - last_of_all).days <= NEAR:
        last_of_all = today
    if 0 < (first - today).days <= NEAR:
        first = today
    return first, last_of_all
