"""Everything the page of the division table shows, asked for at once: a constant number of queries."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from uuid import UUID

from tongzhou.collaborations.models import Collaboration
from tongzhou.collaborations.queries.foreseen import Foreseen
from tongzhou.org.models import Person
from tongzhou.plans import policy
from tongzhou.plans.arrangement import Arrangement
from tongzhou.plans.cells import COLUMNS
from tongzhou.plans.checker import Finding
from tongzhou.plans.columns import GATHERED, Shown, shown_columns
from tongzhou.plans.queries.ahead import ahead, latest_ends
from tongzhou.plans.queries.arranging import Group, Sums, arranged, sums
from tongzhou.plans.queries.fields import OwnTable, own_table
from tongzhou.plans.queries.lines import Line, line
from tongzhou.plans.queries.reading import Reading, Summary, read_plan
from tongzhou.plans.rows import LIST, DepartmentRef, Row, Seat

USUAL = Arrangement()


@dataclass(frozen=True, slots=True)
class OwnFilter:
    """An own column whose words come again, and the one that is asked for."""

    key: str
    name: str
    words: tuple[str, ...]
    chosen: str


@dataclass(frozen=True, kw_only=True)
class PlanPage:
    """`lines` are all rows, `groups` those that are shown; `sets` the columns each code may edit."""

    how: Arrangement
    columns: Mapping[str, Shown]
    lines: tuple[Line, ...]
    groups: tuple[tuple[Group, tuple[Line, ...]], ...]
    sums: Sums
    sets: dict[str, tuple[str, ...]]
    filters: tuple[OwnFilter, ...]
    findings: tuple[Finding, ...]
    blocking: int
    summary: Summary
    foreseen: tuple[Foreseen, ...]
    parties: tuple[DepartmentRef, ...]
    people: tuple[Seat, ...]
    may_add: tuple[UUID, ...]
    may_lead: bool
    speaks: bool
    is_open: bool
    untaken: bool

    @property
    def may_share(self) -> bool:
        """`policy.may_share_view`: who leads or speaks for a party."""
        return self.may_lead or self.speaks

    @property
    def all_columns(self) -> tuple[str, ...]:
        """Those that are shown in their order, then the others in the usual one."""
        return (*self.how.columns, *(key for key in self.columns if key not in self.how.columns))

    @property
    def shown(self) -> int:
        return sum(len(lines) for _group, lines in self.groups)


def plan_page(
    collaboration: Collaboration,
    person: Person,
    *,
    how: Arrangement = USUAL,
    parties: Iterable[UUID] | None = None,
) -> PlanPage:
    """`parties` are the departments that take part, where the caller knows them already."""
    own = own_table(collaboration.pk)
    columns = shown_columns(own.columns)
    how = how.known(columns)
    read = read_plan(collaboration, person, parties=parties)
    rows = own.filled(read.rows)
    editing = _with_own_columns(read.editing, collaboration, own)
    codes = _codes(editing)
    told = ahead(collaboration, read.rows)
    would = latest_ends(told)
    marks, calendar = read.found.marks, read.seen.calendar
    lines = {
        row.id: line(row, codes[editable], marks.get(row.id, ()), calendar, would.get(row.id))
        for row, editable in zip(rows, editing, strict=True)
    }
    groups = arranged(rows, how, calendar)
    covered = {row.ask for row in read.rows}
    return PlanPage(
        how=how,
        columns=columns,
        filters=tuple(_filters(own, rows, how)),
        lines=tuple(lines.values()),
        groups=tuple((group, tuple(lines[row.id] for row in group.rows)) for group in groups),
        sums=sums((row for group in groups for row in group.rows), read.seen.calendar),
        sets={code: tuple(columns) for columns, code in codes.items() if code},
        findings=tuple(with_own_repairs(read)),
        blocking=read.found.blocking,
        summary=read.summary,
        foreseen=told,
        parties=read.seen.parties,
        people=_people(read),
        may_add=_may_add(read),
        may_lead=read.leads,
        speaks=any(one.id in read.answered for one in read.seen.parties),
        is_open=read.is_open,
        untaken=any(ask.id not in covered for ask in read.seen.asks),
    )


def _with_own_columns(
    editing: Iterable[frozenset[str]], collaboration: Collaboration, own: OwnTable
) -> tuple[frozenset[str], ...]:
    """Nobody signs them: whoever may edit a row may fill them as long as the work goes on."""
    keys = frozenset(one.key for one in own.columns if policy.is_open(collaboration, one.key))
    return tuple(columns | keys if columns else columns for columns in editing)


def _filters(own: OwnTable, rows: Iterable[Row], how: Arrangement) -> Iterator[OwnFilter]:
    chosen = dict(how.own)
    for one in own.columns:
        if one.kind in GATHERED:
            said = {word for row in rows for word in row.text(one.key).split(LIST) if word}
            words = (
                *(word for word in one.options if word in said),
                *sorted(said - {*one.options}),
            )
            yield OwnFilter(one.key, one.name, words, chosen.get(one.key, ""))


def _codes(editing: Iterable[frozenset[str]]) -> dict[frozenset[str], str]:
    """A letter for each set of columns; none where nothing may be edited."""
    found = sorted({one for one in editing if one}, key=lambda one: (-len(one), sorted(one)))
    return {frozenset(): "", **{one: chr(ord("a") + place) for place, one in enumerate(found)}}


def _people(read: Reading) -> tuple[Seat, ...]:
    """Everybody named in the table, by name, to filter by."""
    named = {
        seat.person: seat
        for row in read.rows
        for seats in row.seats.values()
        for seat in seats
        if seat.person
    }
    return tuple(sorted(named.values(), key=lambda seat: seat.name))


def with_own_repairs(read: Reading) -> Iterator[Finding]:
    """A repair is offered to those who may make it, as long as it can be made."""
    editing = {row.id: columns for row, columns in zip(read.rows, read.editing, strict=True)}
    may_add = bool(_may_add(read))
    for finding in read.findings:
        columns = editing.get(finding.task) if finding.task else None
        whole = finding.field not in COLUMNS
        may = may_add if columns is None else (bool(columns) if whole else finding.field in columns)
        yield finding if may or not finding.repair else replace(finding, repair=None)


def _may_add(read: Reading) -> tuple[UUID, ...]:
    """The departments for which the reader may write rows now."""
    return tuple(
        one.id
        for one in read.seen.parties
        if read.is_open and (read.leads or one.id in read.answered)
    )
