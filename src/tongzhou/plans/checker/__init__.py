"""责任检查: what in a division table would lead to trouble, before it is signed.

Pure: rows and facts in, findings out. Each explains itself with names and, where one tap can
repair it, says how.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import lru_cache

from django.utils.translation import get_language

from tongzhou.plans.checker import between, capacity, cells, departments, people
from tongzhou.plans.checker.findings import (
    Absence,
    AskFact,
    Candidate,
    Facts,
    Finding,
    Load,
    Repair,
    Resource,
)
from tongzhou.plans.rows import Row

Rule = Callable[[Facts], Iterable[Finding]]
OF_A_ROW: tuple[Rule, ...] = (
    people.accountable, people.responsible, people.absent, people.away, people.outsiders,
    people.stand_ins, departments.dissolved, cells.deliverables, cells.criteria,
    cells.vague_criteria, cells.dates, cells.buffers, cells.wanted_date,
)  # fmt: skip
"""They look at one row and what surrounds the table: of a row nobody changed they say the same again."""
OF_THE_TABLE: tuple[Rule, ...] = (
    between.dependencies, between.circles, between.claimed_twice, capacity.overloads,
    departments.uncovered, departments.unanswered, departments.resources,
    departments.idle_parties, departments.uninformed, departments.empty,
)  # fmt: skip

__all__ = [
    "Absence",
    "AskFact",
    "Candidate",
    "Facts",
    "Finding",
    "Load",
    "Repair",
    "Resource",
    "blocking",
    "check",
]


def check(facts: Facts) -> list[Finding]:
    """What blocks first, then hints; within each in the order of the table."""
    place = {row.id: number for number, row in enumerate(facts.rows)}
    found = [*_of_rows(facts), *(finding for rule in OF_THE_TABLE for finding in rule(facts))]
    return sorted(found, key=lambda one: (not one.blocking, place[one.task] if one.task else -1))


def _of_rows(facts: Facts) -> Iterator[Finding]:
    around = replace(facts, rows=())
    memory = _memory(get_language(), around)
    said = {
        row: _of_row(around, row) if (known := memory.said.get(row)) is None else known
        for row in facts.rows
    }
    memory.said = said
    for found in said.values():
        yield from found


def _of_row(around: Facts, row: Row) -> tuple[Finding, ...]:
    alone = replace(around, rows=(row,))
    return tuple(finding for rule in OF_A_ROW for finding in rule(alone))


@dataclass(slots=True)
class _Memory:
    """What was said of the rows of the table that was checked last."""

    said: dict[Row, tuple[Finding, ...]] = field(default_factory=dict)


@lru_cache(maxsize=32)
def _memory(_language: str | None, _around: Facts) -> _Memory:
    return _Memory()


def blocking(findings: Iterable[Finding]) -> list[Finding]:
    return [finding for finding in findings if finding.blocking]
