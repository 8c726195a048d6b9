"""What every view of a division table begins with: its rows, the checker's word, who may change what."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from uuid import UUID

from tongzhou.collaborations.models import Collaboration
from tongzhou.collaborations.policy import initiates
from tongzhou.core import clock
from tongzhou.core.workdays import WorkCalendar
from tongzhou.org.hierarchy import stands_for
from tongzhou.org.models import Person
from tongzhou.plans import policy
from tongzhou.plans.cells import COLUMNS
from tongzhou.plans.checker import Facts, Finding
from tongzhou.plans.queries.desks import Desk, all_desks
from tongzhou.plans.queries.findings import Checked, checked, facts
from tongzhou.plans.queries.lines import unpublished
from tongzhou.plans.queries.table import table
from tongzhou.plans.rows import Row
from tongzhou.plans.slack import Slack, is_exhausted, slack

RACI = ("accountable", "responsible")
NOBODYS = ("uncovered", "unanswered", "resource")
"""Findings of 三不管地带: what was agreed or asked and nobody looks after."""


@dataclass(frozen=True, slots=True)
class Summary:
    """What the chips above every view say; zero is good."""

    raci: int = 0
    nobodys: int = 0
    exhausted: int = 0
    chain: int = 0
    estimated_years: tuple[int, ...] = ()


@dataclass(frozen=True, eq=False)
class Reading:
    """`editing` are, row by row, the columns the reader may edit now."""

    seen: Facts
    found: Checked
    known: tuple[Desk, ...]
    leads: bool
    answered: frozenset[UUID]
    editing: tuple[frozenset[str], ...]
    is_open: bool
    slack: Slack
    summary: Summary

    @property
    def rows(self) -> tuple[Row, ...]:
        return self.seen.rows

    @property
    def findings(self) -> tuple[Finding, ...]:
        return self.found.findings


def read_plan(
    collaboration: Collaboration, person: Person, *, parties: Iterable[UUID] | None = None
) -> Reading:
    """`parties` are the departments that take part, where the caller knows them already."""
    known = all_desks()
    seen, speaking = facts(collaboration, table(collaboration.pk), among=known, parties=parties)
    found = checked(seen)
    leads = initiates(person, collaboration) is not None
    answered = frozenset(speaking.answered_by(person))
    chain = _slack(seen.rows, seen.calendar)
    return Reading(
        seen=seen,
        found=found,
        known=tuple(known),
        leads=leads,
        answered=answered,
        editing=_editing(collaboration, person, seen.rows, leads=leads, answered=answered),
        is_open=policy.is_open(collaboration),
        slack=chain,
        summary=_summary(seen, found, chain),
    )


def _editing(
    collaboration: Collaboration,
    person: Person,
    rows: Iterable[Row],
    *,
    leads: bool,
    answered: frozenset[UUID],
) -> tuple[frozenset[str], ...]:
    """`policy.may_edit` for all rows at once."""
    people = {one.pk for one in stands_for(person)}
    whole = frozenset(key for key in COLUMNS if policy.is_open(collaboration, key))
    own = whole if leads else whole - {"department"}
    made = []
    for row in rows:
        holds = any(seat.person in people for seat in (*row.responsible, *row.accountable))
        mine = leads or row.department.id in answered or holds
        made.append(own if mine else frozenset())
    return tuple(made)


def _summary(seen: Facts, found: Checked, chain: Slack) -> Summary:
    today = clock.today()
    unsound = {one.task for one in found.findings if one.blocking and one.field in RACI}
    return Summary(
        raci=len(unsound),
        nobodys=sum(one.key in NOBODYS for one in found.findings),
        exhausted=sum(is_exhausted(row, seen.calendar, today) for row in seen.rows),
        chain=len(chain.chain),
        estimated_years=unpublished(seen.rows, seen.calendar, today),
    )


@lru_cache(maxsize=60)
def _slack(rows: tuple[Row, ...], calendar: WorkCalendar) -> Slack:
    return slack(rows, calendar)
