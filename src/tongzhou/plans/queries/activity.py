"""What happened to one row, each change with what stood there before and after."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from tongzhou.journal.queries import Line, of_subject
from tongzhou.org.queries import names_of
from tongzhou.plans.rows import CLAUSE

IN_WORDS = {
    "task.renamed", "task.dated", "task.buffered", "task.deliverable_changed",
    "task.criteria_changed", "task.estimated", "task.labelled", "task.described",
}  # fmt: skip
"""Kinds whose old and new are words; those of the others are ids, which the sentence names."""
SHOWN = 10


@dataclass(frozen=True, slots=True)
class Change:
    """`before` and `after` are empty where there is nothing to compare."""

    line: Line
    before: str = ""
    after: str = ""


def activity(task: UUID) -> list[Change]:
    return [_change(line) for line in of_subject(task, names=names_of, limit=SHOWN)]


def _change(line: Line) -> Change:
    if line.kind not in IN_WORDS:
        return Change(line)
    return Change(line, _words(line.payload.get("old")), _words(line.payload.get("new")))


def _words(value: Any) -> str:
    return CLAUSE.join(map(str, value)) if isinstance(value, list) else str(value or "")
