"""An option table as one reader sees it: all options and marks, and only the own scores."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Max, QuerySet, Subquery, Sum

from tongzhou.collaborations.models import Ask, Collaboration
from tongzhou.collaborations.queries.planned import planned_until
from tongzhou.interests import policy
from tongzhou.interests.actions.tables import findings_of
from tongzhou.interests.models import (
    OptionTable,
    TableDecision,
    TableMark,
    TableOption,
    TableScore,
    TableSide,
)
from tongzhou.interests.option_checks import Finding
from tongzhou.interests.states import OPTION_TABLE
from tongzhou.interests.weighing import FEWEST_SIDES_FOR_GAINS
from tongzhou.org.models import Person

Scores = dict[tuple[UUID, UUID | None], int]
"""By side and option; without an option the side's floor."""


@dataclass(frozen=True, slots=True)
class Distance:
    """From what is agreed so far, in days and person-days; `early` is days before the plan ends."""

    days: int | None
    effort: Decimal | None
    early: int | None


@dataclass(frozen=True, slots=True)
class OptionLine:
    """`scores` are the reader's own, one for each own side; `days_late` against the wanted date."""

    option: TableOption
    scores: tuple[int | None, ...]
    mark: TableMark | None
    finding: Finding | None
    days_late: int | None
    apart: "Distance"
    is_proposed: bool

    @property
    def is_best(self) -> bool:
        return bool(self.mark and self.mark.protects)


@dataclass(frozen=True, slots=True)
class TableView:
    table: OptionTable
    lines: tuple[OptionLine, ...]
    sides: tuple[TableSide, ...]
    own: tuple[TableSide, ...]
    floors: tuple[int | None, ...]
    decision: TableDecision | None
    may_lead: bool
    verbs: frozenset[str]

    @property
    def state(self) -> str:
        return self.table.state

    @property
    def shown_state(self) -> object:
        return OPTION_TABLE.state(self.table.state)

    @property
    def is_compared(self) -> bool:
        return any(line.mark for line in self.lines)

    @property
    def counts_gains(self) -> bool:
        """Where gains were compared something is fair, or nothing is better for all."""
        marks = [line.mark for line in self.lines if line.mark]
        if len(self.sides) < FEWEST_SIDES_FOR_GAINS:
            return False
        return any(mark.fair for mark in marks) or not any(mark.all_better for mark in marks)

    @property
    def best(self) -> TableOption | None:
        """What the page offers to propose: best for the worst-off side."""
        return next((line.option for line in self.lines if line.is_best), None)

    @property
    def to_score(self) -> list[TableSide]:
        return [side for side in self.own if self.state == "scoring" and not side.handed_in_at]

    @property
    def to_agree(self) -> list[TableSide]:
        return [side for side in self.own if self.state == "proposed" and not side.agreed_at]

    @property
    def waiting(self) -> list[TableSide]:
        if self.state == "proposed":
            return [side for side in self.sides if not side.agreed_at]
        return [side for side in self.sides if not side.handed_in_at]


def view_of(table: OptionTable, person: Person) -> TableView:
    """Four queries, however many sides and options there are; `table` knows its decision."""
    case = table.collaboration
    sides = tuple(table.sides.select_related("department__head", "handed_in_by", "agreed_by"))
    own = tuple(side for side in sides if policy.may_speak(person, side.department))
    scores = _scores(own, person)
    leads = bool(policy.may_lead(person, case))
    return TableView(
        table=table,
        lines=tuple(_lines(table, own, scores)),
        sides=sides,
        own=own,
        floors=tuple(scores.get((side.pk, None)) for side in own),
        decision=getattr(table, "decision", None),
        may_lead=leads,
        verbs=frozenset(
            move.verb
            for move in OPTION_TABLE.moves_from(table.state)
            if leads and move.who == "initiator"
        ),
    )


def _lines(table: OptionTable, own: Sequence[TableSide], scores: Scores) -> list[OptionLine]:
    options = list(_with_standard(table.options.select_related("mark"), table.collaboration))
    found = {one.letter: one for one in findings_of(table)} if table.state == "draft" else {}
    wanted = table.collaboration.wanted_date
    return [
        OptionLine(
            option=option,
            scores=tuple(scores.get((side.pk, option.pk)) for side in own),
            mark=getattr(option, "mark", None),
            finding=found.get(option.letter),
            days_late=_late(option.by_date, wanted),
            apart=_apart(option, wanted),
            is_proposed=option.pk == table.proposed_id,
        )
        for option in options
    ]


def _scores(own: Sequence[TableSide], person: Person) -> Scores:
    """Through `visible_to`, so that a mistake above it still shows nobody else's."""
    if not any(side.handed_in_at for side in own):
        return {}
    rows = TableScore.objects.visible_to(person).filter(side__in=[side.pk for side in own])
    found: Scores = {}
    for side, option, value, floor in rows.values_list(
        "side", "option", "value", "side__floor__value"
    ):
        found[side, option], found[side, None] = value, floor
    return found


def _with_standard(
    options: "QuerySet[TableOption]", case: Collaboration
) -> "QuerySet[TableOption, Any]":
    """What options are measured by: the last day and the whole effort of the agreed requests."""
    asks = Ask.objects.filter(collaboration=case.pk, state="agreed").order_by()
    told = asks.values("collaboration")
    return options.annotate(
        agreed_until=Subquery(told.annotate(last=Max("agreed_by_date")).values("last")),
        agreed_effort=Subquery(told.annotate(effort=Sum("agreed_effort_days")).values("effort")),
        planned=planned_until(case.pk),
    )


def _apart(option: Any, wanted: date | None) -> Distance:
    """Where no day is agreed so far, from the one wished for."""
    by_date, effort, agreed = option.by_date, option.people_days, option.agreed_effort
    return Distance(
        _late(by_date, option.agreed_until or wanted),
        None if effort is None or agreed is None else effort - agreed,
        _late(option.planned, by_date),
    )


def _late(by_date: date | None, wanted: date | None) -> int | None:
    return (by_date - wanted).days if by_date and wanted else None


def tables_of(case: Collaboration) -> list[OptionTable]:
    """The one that moves first, then the latest."""
    rows = list(
        OptionTable.objects.filter(collaboration=case).select_related(
            "decision__option", "proposed"
        )
    )
    for row in rows:
        row.collaboration = case
    return sorted(rows, key=lambda row: row.state in ("decided", "withdrawn"))
