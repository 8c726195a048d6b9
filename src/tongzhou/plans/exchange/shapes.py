"""Plans that are no lists: people or weeks as columns, a RACI matrix, a week by days, no headings."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from tongzhou.core.verdicts import Invalid
from tongzhou.plans.exchange import days
from tongzhou.plans.exchange.found import Block, Column, Line
from tongzhou.plans.exchange.grids import Grid, address, is_filled, written
from tongzhou.plans.exchange.layout import Section, settled
from tongzhou.plans.exchange.people import read_people
from tongzhou.plans.exchange.statuses import read_status
from tongzhou.plans.workbook.contents import CellError

LETTERS = re.compile(r"[RACI](?:\s*[/,、&+]\s*[RACI])*", re.IGNORECASE)
LONGEST_NAME = 20
SAMPLE = 200
"""So many rows below a heading tell what its column is."""


def raci(grid: Grid) -> Block | None:
    """Tasks as rows, roles as columns, letters between them."""
    for header in range(min(10, len(grid.rows))):
        roles = [at for at in grid.filled(header) if _is_role(grid, header, at)]
        if len(roles) < 2:
            continue
        name = _widest(grid, header, [at for at in grid.filled(header) if at < roles[0]])
        if name is None:
            continue
        columns = tuple(
            Column(
                at, grid.text(header, at), "roles" if at in roles else "name" if at == name else ""
            )
            for at in grid.filled(header)
        )
        block = Block(grid.name, header, columns)
        for row in range(header + 1, len(grid.rows)):
            if grid.text(row, name):
                block.lines.append(_raci_line(grid, header, row, name, roles))
        return block if block.lines else None
    return None


def _raci_line(grid: Grid, header: int, row: int, name: int, roles: list[int]) -> Line:
    held: dict[str, list[str]] = {letter: [] for letter in "RACI"}
    for at in roles:
        for letter in re.findall("[RACI]", grid.text(row, at).upper()):
            held[letter].append(grid.text(header, at))
    first = held["A"][0] if held["A"] else ""
    line = Line(grid.text(row, name), address(row, name), people=tuple(held["R"] or held["A"][:1]))
    line.accountable, line.consulted = first, (*held["C"], *held["A"][1:])
    line.informed = tuple(held["I"])
    return line


def _is_role(grid: Grid, header: int, at: int) -> bool:
    below = range(header + 1, min(header + 1 + SAMPLE, len(grid.rows)))
    filled = [text for row in below if (text := grid.text(row, at))]
    letters = sum(bool(LETTERS.fullmatch(value)) for value in filled)
    return (
        len(filled) >= 2
        and letters >= 0.8 * len(filled)
        and not LETTERS.fullmatch(grid.text(header, at))
    )


def _widest(grid: Grid, header: int, columns: list[int]) -> int | None:
    def length(at: int) -> float:
        below = range(header + 1, min(header + 1 + SAMPLE, len(grid.rows)))
        return sum(len(grid.text(row, at)) for row in below)

    return max(columns, key=length, default=None)


def matrix(grid: Grid, year: int | None) -> Block | None:
    """What is planned stands where a person and a time meet, whichever of them is the column."""
    header = next(
        (row for row in range(min(10, len(grid.rows))) if len(grid.filled(row)) >= 2), None
    )
    if header is None:
        return None
    above = {at: grid.text(header, at) for at in grid.filled(header) if at > 0}
    rows = [row for row in range(header + 1, len(grid.rows)) if grid.filled(row)]
    times = [
        at
        for at, text in above.items()
        if days.is_time_label(grid.value(header, at)) or days.is_time_label(text)
    ]
    beside = [row for row in rows if days.is_time_label(grid.spread(row, 0))]
    if len(times) >= 2 and len(times) >= 0.6 * len(above):
        return _crossed(grid, header, rows, above, year, people_beside=True)
    short = all(len(text) <= LONGEST_NAME for text in above.values())
    blank = not is_filled(grid.value(header, 0))
    if blank and short and rows and len(beside) >= 0.8 * len(rows):
        return _crossed(grid, header, rows, above, year, people_beside=False)
    return None


def _crossed(
    grid: Grid,
    header: int,
    rows: list[int],
    above: dict[int, str],
    year: int | None,
    *,
    people_beside: bool,
) -> Block:
    columns = tuple(Column(at, text, "cross") for at, text in above.items())
    block = Block(grid.name, header, columns)
    for row in rows:
        labels = [written(grid.spread(row, at)) for at in range(min(above))]
        for at, value in enumerate(grid.rows[row]):
            text = written(value)
            if at < min(above) or not text or days.is_time_label(text):
                continue
            top = above.get(at) or above.get(grid.origin(header, at)[1]) or _nearest(above, at)
            if top is None:
                continue
            time, who = (top, labels[0]) if people_beside else (" ".join(filter(None, labels)), top)
            line = Line(
                " ".join(text.split()), address(row, at), group=time, people=read_people(who)
            )
            line.start = line.end = _day_of(labels if not people_beside else [top], year)
            block.lines.append(line)
    return block


def _nearest(above: dict[int, str], at: int) -> str | None:
    """A cell beside a narrower heading belongs to the next one on its left."""
    left = [place for place in above if place <= at]
    return above[max(left)] if left else None


def _day_of(labels: list[str], year: int | None) -> date | None:
    for label in labels:
        try:
            if found := days.read_day(label, year=year):
                return found
        except Invalid:
            continue
    return None


def week(grid: Grid) -> Block | None:
    """Days of the week down the side, what is planned beside them."""
    rows = [
        row for row in range(len(grid.rows)) if days.WEEKDAY.fullmatch(grid.text(row, 0).lower())
    ]
    if len(rows) < 3:
        return None
    block = Block(grid.name, rows[0], (Column(0, "", "group"), Column(1, "", "name")), bare=True)
    for row in rows:
        text = " ".join(grid.text(row, 1).split())
        if text:
            block.lines.append(Line(text, address(row, 1), group=grid.text(row, 0)))
    return block


def bare(grid: Grid) -> tuple[Section | None, list[CellError]]:
    """No headings: a column of days and the column beside it that says most."""
    rows = [row for row in range(len(grid.rows)) if len(grid.filled(row)) >= 2]
    fields = {at: _content(grid, rows, at) for at in range(grid.width)}
    texts = [at for at, field in fields.items() if field in ("text", "people")]
    if len(rows) < 2 or not texts or not {"day", "dates", "status"} & {*fields.values()}:
        return None, []
    name = max(texts, key=lambda at: (fields[at] == "text", _weight(grid, rows, at), -at))
    fields[name] = "name"
    if (dated := [at for at, field in fields.items() if field == "day"])[1:]:
        fields[dated[0]], fields[dated[1]] = "start", "end"
    fields = {at: "note" if field == "text" else field for at, field in fields.items()}
    columns = tuple(Column(at, "", field) for at, field in fields.items())
    hint = _("There is no row of headings; the columns were told by what stands in them.")
    section = Section(settled(columns), rows[0], rows=rows)
    return section, [CellError(grid.name, address(rows[0], 0), hint)]


def _content(grid: Grid, rows: list[int], at: int) -> str:
    """What most cells of a column are."""
    values = [grid.value(row, at) for row in rows if is_filled(grid.value(row, at))]

    def mostly(test: Callable[[Any], bool]) -> bool:
        return bool(values) and sum(map(test, values)) >= 0.7 * len(values)

    if mostly(days.is_day):
        return "day"
    if mostly(days.is_span):
        return "dates"
    if mostly(lambda one: isinstance(one, str) and read_status(one).kind != "unknown"):
        return "status"
    if mostly(lambda one: bool(re.fullmatch("[\u4e00-\u9fff]{2,3}", written(one)))):
        return "people"
    return "text" if mostly(lambda one: isinstance(one, str)) else ""


def _weight(grid: Grid, rows: list[int], at: int) -> tuple[int, int]:
    texts = [grid.text(row, at) for row in rows]
    return sum(map(bool, texts)), len({*texts})
