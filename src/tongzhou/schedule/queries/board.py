"""The board of one collaboration."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from tongzhou.collaborations.models import Collaboration
from tongzhou.core import clock
from tongzhou.org.models import Person
from tongzhou.plans.checker import Finding
from tongzhou.plans.queries.reading import Summary, read_plan
from tongzhou.plans.rows import Row
from tongzhou.schedule.board import ALONG, Column, columns


@dataclass(frozen=True, eq=False, kw_only=True)
class BoardPage:
    along: str
    columns: tuple[Column, ...]
    lines: tuple[Row, ...]
    summary: Summary
    findings: tuple[Finding, ...]
    blocking: int
    is_open: bool
    may_lead: bool


def board_page(
    case: Collaboration, person: Person, *, along: str, parties: Iterable[UUID] | None = None
) -> BoardPage:
    read = read_plan(case, person, parties=parties)
    chosen = along if along in ALONG else "state"
    return BoardPage(
        along=chosen,
        columns=columns(read.rows, along=chosen, parties=read.seen.parties, today=clock.today()),
        lines=read.rows,
        summary=read.summary,
        findings=read.findings,
        blocking=read.found.blocking,
        is_open=read.is_open,
        may_lead=read.leads,
    )
