"""What a table says without a heading for it: tasks beside their stage, parts between the rows, months ticked."""

import re
from collections.abc import Sequence
from datetime import date

from tongzhou.core.verdicts import Invalid
from tongzhou.plans.exchange import days
from tongzhou.plans.exchange.found import Column
from tongzhou.plans.exchange.grids import Grid
from tongzhou.plans.exchange.periods import Period, read_period

PART = re.compile(
    r"(?:第[一二三四五六七八九十\d]+(?:阶段|階段|部分|期|步|章|批)|[一二三四五六七八九十]+[、.．]|[(（][一二三四五六七八九十]+[)）])"
)
"""«一、准备阶段»: how the rows below are called together."""
NO = frozenset(["", "0", "×", "x", "-", "—", "/", "否", "无", "n", "no"])


def with_tasks_beside(
    grid: Grid, columns: tuple[Column, ...], rows: Sequence[int]
) -> tuple[Column, ...]:
    """A column of stages with an unheaded one to its right: there the tasks stand."""
    fields = {one.field for one in columns}
    groups = [one for one in columns if one.field == "group"]
    if not groups or "name" in fields or not rows:
        return columns
    at = groups[-1].at + 1
    texts = [grid.value(row, at) for row in rows]
    told = [one for one in texts if isinstance(one, str) and one.strip() and not days.is_day(one)]
    if any(one.at == at for one in columns) or len(told) * 2 < len(rows):
        return columns
    place = columns.index(groups[-1]) + 1
    return (*columns[:place], Column(at, "", "name", groups[-1].title), *columns[place:])


def parts(grid: Grid, rows: Sequence[int]) -> dict[int, str]:
    """Rows that only name what the rows below belong to; none where such rows are all there is."""
    alone = {row: grid.filled(row)[0] for row in rows if len(grid.filled(row)) == 1}
    told_alone = ((row, grid.text(row, at)) for row, at in alone.items())
    lone = {row: text for row, text in told_alone if PART.match(text)}
    below = {above for above, row in zip(rows, rows[1:], strict=False) if row not in lone}
    told = {row: text for row, text in lone.items() if row in below}
    full = [row for row in rows if row not in lone and len(grid.filled(row)) > 1]
    return told if len(full) >= len(told) else {}


def periods(columns: Sequence[Column], year: int | None) -> dict[int, Period]:
    """The columns that are headed by a month or a quarter, when there are several."""
    found: dict[int, Period] = {}
    for one in columns:
        if one.field:
            continue
        try:
            period = read_period(one.title, year=year)
        except Invalid:
            continue
        if period is not None:
            found[one.at] = period
    return found if len(found) > 1 else {}


def ticked(grid: Grid, row: int, found: dict[int, Period]) -> tuple[date, date] | None:
    """From the first period that is marked in the row to the last."""
    marked = [
        period for at, period in found.items() if grid.text(row, at).strip().lower() not in NO
    ]
    return (min(one[0] for one in marked), max(one[1] for one in marked)) if marked else None
