"""One file, whatever it is: what was understood, what is wrong in which cell."""

from dataclasses import dataclass, field, replace
from datetime import date

from django.utils.translation import gettext_lazy as _

from tongzhou.core.verdicts import Invalid
from tongzhou.plans.exchange import days, layout, opening, shapes
from tongzhou.plans.exchange.apart import apart
from tongzhou.plans.exchange.found import Block, Column, Found, SheetFacts
from tongzhou.plans.exchange.grids import Grid
from tongzhou.plans.exchange.icalendar import read_calendar
from tongzhou.plans.exchange.layout import Section
from tongzhou.plans.exchange.mspdi import read_project
from tongzhou.plans.exchange.tables import TableReader
from tongzhou.plans.workbook.columns import heading
from tongzhou.plans.workbook.contents import CellError

MOST_ERRORS = 500
Choices = dict[str, dict[str, str]]
"""By the shape of a table: which column (its place as text) is which field."""


@dataclass(frozen=True)
class Wanted:
    """What people said about a file: the year of dates without one, columns that mean otherwise."""

    year: int | None = None
    columns: Choices = field(default_factory=dict)
    own: dict[str, str] = field(default_factory=dict)
    """The keys of own columns by their headings."""


def read_plan(data: bytes, wanted: Wanted) -> Found:
    """Raises `Invalid` when there is nothing to read, saying what would help."""
    kind = opening.kind_of(data)
    if kind == "project":
        found = read_project(data)
    elif kind == "calendar":
        found = read_calendar(data)
    else:
        grids = opening.csv_grids(data) if kind == "text" else opening.workbook(data, kind)
        found = read_grids(grids, wanted)
    return found


def read_grids(grids: list[Grid], wanted: Wanted) -> Found:
    found = Found("table", tuple(_facts(grid) for grid in grids))
    for grid in grids:
        for part in apart(grid) if grid.rows else ():
            _read(part, wanted, found)
    found.assumed_year = wanted.year
    del found.errors[MOST_ERRORS:]
    return found


def require_something(found: Found) -> None:
    """Say what is missing when a file holds no task."""
    if found.lines:
        return
    if found.kind == "calendar":
        raise Invalid(_("There are no events and no to-dos in this calendar."))
    if found.kind == "project":
        sentence = _(
            "This project has no tasks, only %(resources)s resources and %(calendars)s calendars."
        )
        raise Invalid(sentence % found.facts)
    if not any(sheet.rows for sheet in found.sheets):
        raise Invalid(_("Every sheet of this file is empty."))
    if found.blocks:
        raise Invalid(_("There are headings but no rows with a task below them."))
    raise Invalid(
        _(
            "No table of tasks was found: it looks like a form. Headings such as 任务名称, 负责人, 起止时间 help."
        )
    )


def _facts(grid: Grid) -> SheetFacts:
    return SheetFacts(
        grid.name, sum(bool(grid.filled(row)) for row in range(len(grid.rows))), len(grid.merged)
    )


def _read(grid: Grid, wanted: Wanted, found: Found) -> None:
    """A matrix of letters first: a list would read it wrongly; the other shapes where no list is."""
    if (letters := shapes.raci(grid)) is not None:
        found.blocks.append(letters)
        return
    blocks = [_table(grid, one, wanted, found) for one in layout.sections(grid)]
    if not any(block.lines for block in blocks):
        other = shapes.matrix(grid, wanted.year) or shapes.week(grid)
        hints: list[CellError] = []
        if other is None and not blocks:
            section, hints = shapes.bare(grid)
            other = _table(grid, section, wanted, found, bare=True) if section else None
        if other is not None:
            blocks, found.hints = [other], [*found.hints, *hints]
    found.blocks += blocks


def _table(
    grid: Grid, section: Section, wanted: Wanted, found: Found, *, bare: bool = False
) -> Block:
    block = Block(grid.name, section.header, section.columns)
    section = replace(section, columns=_own(section.columns, wanted.own))
    if chosen := wanted.columns.get(block.shape):
        section = replace(section, columns=_chosen(section.columns, chosen))
    reader = TableReader(grid, section, wanted.year or _year(section))
    read = reader.block()
    read.bare = bare
    found.errors += reader.errors
    found.hints += reader.hints
    return read


def _own(columns: tuple[Column, ...], own: dict[str, str]) -> tuple[Column, ...]:
    """A heading that is exactly the name of an own column is that column."""
    return tuple(
        replace(one, field=own.get(heading(one.title), one.field)) if one.title else one
        for one in columns
    )


def _chosen(columns: tuple[Column, ...], chosen: dict[str, str]) -> tuple[Column, ...]:
    return tuple(replace(one, field=chosen.get(str(one.at), one.field)) for one in columns)


def _year(section: Section) -> int | None:
    """A block that names its own day gives the year to the dates below it."""
    day: date | None = days.day_inside(section.title)
    return day.year if day else None
