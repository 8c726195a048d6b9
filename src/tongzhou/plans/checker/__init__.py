"""责任检查: what in a division table would lead to trouble, before it is signed.

Pure: rows and facts in, findings out. Each explains itself with names and, where one tap can
repair it, says how.
"""

from collections.abc import Callable, Iterable

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

RULES: tuple[Callable[[Facts], Iterable[Finding]], ...] = (
    people.accountable, people.responsible, people.absent, people.away, people.outsiders,
    people.stand_ins, departments.dissolved, cells.deliverables, cells.criteria,
    cells.vague_criteria, cells.dates, cells.buffers, cells.wanted_date, between.dependencies,
    between.circles, between.claimed_twice, capacity.overloads, departments.uncovered,
    departments.unanswered, departments.resources, departments.idle_parties,
    departments.uninformed, departments.empty,
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
    found = [finding for rule in RULES for finding in rule(facts)]
    return sorted(found, key=lambda one: (not one.blocking, place[one.task] if one.task else -1))


def blocking(findings: Iterable[Finding]) -> list[Finding]:
    return [finding for finding in findings if finding.blocking]
