"""Each side scores for itself; once all have, the comparison is made, and then nothing moves."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from tongzhou.core import clock
from tongzhou.core.verdicts import Invalid, NotPossibleNow
from tongzhou.interests import policy
from tongzhou.interests.actions.turns import locked_row, moved, settle
from tongzhou.interests.events.aligning import ScoresHandedIn, TableCompared
from tongzhou.interests.models import (
    OptionTable,
    TableFloor,
    TableMark,
    TableOption,
    TableScore,
    TableSide,
)
from tongzhou.interests.queries.voices import voices_of
from tongzhou.interests.states import OPTION_TABLE
from tongzhou.interests.weighing import LEAST, MOST, compared
from tongzhou.journal.actions import record
from tongzhou.journal.events import DepartmentId
from tongzhou.org.models import Person


@dataclass(frozen=True)
class Scores:
    """By option; `floor` is what no deal is worth. Never logged: `repr` says nothing."""

    values: Mapping[UUID, int]
    floor: int

    def __repr__(self) -> str:
        return "Scores(…)"


def hand_in(side: TableSide, scores: Scores, *, by: Person) -> OptionTable:
    """Once in a round; the last side makes the comparison."""
    with transaction.atomic():
        table = locked_row(side.table)
        row = TableSide.objects.select_related("department__head").get(pk=side.pk)
        standing = policy.voice(by, row.department)
        OPTION_TABLE.check(table.state, "hand_in")
        if row.handed_in_at:
            raise NotPossibleNow(
                _("%(department)s has handed in. Scores are changed only in a new round, by all.")
                % {"department": row.department.name}
            )
        options = list(table.options.order_by("position"))
        _require_sound(scores, options)
        _keep(row, scores, options, by=by)
        event = ScoresHandedIn(
            subject=table.pk, collaboration=table.collaboration_id, question=table.question,
            department=DepartmentId(row.department_id),
        )  # fmt: skip
        record(event, by=by, on_behalf_of=standing.on_behalf_of)
        if not table.sides.filter(handed_in_at=None).exists():
            _compare(table, options)
        settle(table)
    return table


def _keep(side: TableSide, scores: Scores, options: list[TableOption], *, by: Person) -> None:
    TableScore.objects.bulk_create(
        TableScore(side=side, option=option, value=scores.values[option.pk]) for option in options
    )
    TableFloor.objects.create(side=side, value=scores.floor)
    side.handed_in_at, side.handed_in_by = clock.now(), by
    side.save(update_fields=["handed_in_at", "handed_in_by"])


def _compare(table: OptionTable, options: list[TableOption]) -> None:
    """Here, and only here, the scores of several sides meet."""
    sides = list(table.sides.select_related("floor"))
    rows = TableScore.objects.filter(side__table=table)
    values = {(row.option_id, row.side_id): row.value for row in rows}
    marks = compared(
        [[values[option.pk, side.pk] for side in sides] for option in options],
        [side.floor.value for side in sides],
        voices=voices_of([side.department_id for side in sides]),
    )
    TableMark.objects.bulk_create(
        TableMark(
            option=option, all_better=mark.all_better, efficient=mark.efficient, rank=mark.rank,
            fair=mark.fair, balanced=mark.balanced, protects=mark.protects,
        )
        for option, mark in zip(options, marks, strict=True)
    )  # fmt: skip
    moved(table, "hand_in", to="compared")
    table.save(update_fields=["state", "since"])
    event = TableCompared(
        subject=table.pk, collaboration=table.collaboration_id, question=table.question
    )
    record(event, by=None)


def _require_sound(scores: Scores, options: list[TableOption]) -> None:
    wrong = _("Give every option a whole number from 0 to 10.")
    missing = {option.pk for option in options} - set(scores.values)
    sound = all(_is_score(value) for value in (*scores.values.values(), scores.floor))
    if missing or not sound or len(scores.values) != len(options):
        raise Invalid(wrong, errors={"scores": wrong})
    if len(set(scores.values.values())) == 1 and len(options) > 1:
        same = _("All options have the same score: then nothing can be compared. Which is better?")
        raise Invalid(same, errors={"scores": same})


def _is_score(value: object) -> bool:
    return type(value) is int and LEAST <= value <= MOST
