"""Finds the tables of a sheet: headings in any row, two rows deep, again and again, or none."""

from dataclasses import dataclass, field

from tongzhou.plans.exchange import days, headless, titles
from tongzhou.plans.exchange.found import Column
from tongzhou.plans.exchange.grids import Grid, is_filled
from tongzhou.plans.exchange.titles import TASKLIKE

LONGEST_TITLE = 40
SUMMARY = (
    "总结",
    "小结",
    "總結",
    "合计",
    "合計",
    "总计",
    "注意",
    "注:",
    "注：",
    "说明:",
    "说明：",
    "total",
    "notes:",
    "summary",
    "sum",
)
PLANNED, REAL = (
    ("计划", "预计", "予定", "計畫", "planned", "plan", "baseline"),
    ("实际", "實際", "実績", "actual"),
)
Columns = tuple[Column, ...]


@dataclass(slots=True)
class Section:
    """Rows of one table: their headings and the line above them that names a day."""

    columns: Columns
    header: int
    title: str = ""
    title_at: tuple[int, int] | None = None
    rows: list[int] = field(default_factory=list)


def sections(grid: Grid) -> list[Section]:
    """In the order of the sheet; empty when no row reads like headings."""
    found: list[Section] = []
    titled: tuple[str, tuple[int, int]] | None = None
    skipped = -1
    for row in range(len(grid.rows)):
        if row <= skipped or not (filled := grid.filled(row)):
            continue
        if (title := _lone_title(grid, row, filled)) is not None:
            titled = _opened(found, titled, title, (row, filled[0]))
            continue
        columns, depth = _headings(grid, row, filled, found)
        if columns:
            titled = _name_above(grid, row, found) or titled
            found.append(Section(columns, row, *(titled or ("", None))))
            skipped, titled = row + depth - 1, None
        elif found:
            if titled is not None and days.is_dated_title(titled[0]):
                found.append(Section(found[-1].columns, row, *titled))
            titled = None
            if found[-1].columns:
                found[-1].rows.append(row)
    return [_completed(grid, one) for one in found if one.columns]


def _completed(grid: Grid, section: Section) -> Section:
    section.columns = headless.with_tasks_beside(grid, section.columns, section.rows)
    return section


def _name_above(grid: Grid, row: int, found: list[Section]) -> tuple[str, tuple[int, int]] | None:
    """A line alone right above headings; of repeated ones it went for a row of the table before."""
    above = grid.filled(row - 1) if row else []
    if len(above) != 1 or (found and found[-1].rows[-1:] != [row - 1]):
        return None
    if found:
        found[-1].rows.pop()
    return grid.text(row - 1, above[0]), (row - 1, above[0])


def _opened(
    found: list[Section],
    titled: tuple[str, tuple[int, int]] | None,
    title: str,
    at: tuple[int, int],
) -> tuple[str, tuple[int, int]] | None:
    """What a line that stands alone does: name the next table, or end the one above."""
    if days.is_dated_title(title):
        return title, at
    if title.lower().startswith(SUMMARY):
        return None
    if found and found[-1].rows:
        found.append(Section((), at[0]))
    return titled if titled and days.is_dated_title(titled[0]) else (title, at)


def _lone_title(grid: Grid, row: int, filled: list[int]) -> str | None:
    """The text of a line that belongs to no column: over the whole width, or a date, or a sum."""
    first = filled[0]
    text = grid.text(row, first)
    if len(filled) > 1:
        return text if first == 0 and days.names_a_day(text) and len(filled) <= 2 else None
    if grid.breadth(row, first) >= max(3, 0.5 * grid.width):
        return text
    if first == min(1, first) and (days.names_a_day(text) or text.lower().startswith(SUMMARY)):
        return text
    return None


def _headings(grid: Grid, row: int, filled: list[int], found: list[Section]) -> tuple[Columns, int]:
    """The columns if this row holds headings, and over how many rows they stand."""
    texts = {at: grid.value(row, at) for at in filled}
    short = {
        at: text
        for at, text in texts.items()
        if isinstance(text, str) and len(text.strip()) <= LONGEST_TITLE
    }
    if len(short) < 2 or not _may_head(short, found):
        return (), 0
    if len(short) < 0.6 * sum(not days.is_day(one) for one in texts.values()):
        return (), 0
    below = _second_row(grid, row, short)
    columns = _columns(grid, row, short, below)
    if _is_form(grid, filled, texts):
        return (), 0
    known = {one.field for one in columns if one.field and titles.known(one.title)}
    guessed = {one.field for one in columns if one.field}
    enough = len(known) >= 2 or (len(known) >= 1 and len(guessed) >= 3)
    if found and found[-1].columns:
        same = {one.title for one in columns} & {one.title for one in found[-1].columns}
        alike = len(same) >= max(2, 0.5 * len(found[-1].columns))
        enough = alike or (len(known) >= 3 and len(known) >= 0.6 * len(filled))
    elif not enough:
        enough = bool(known & TASKLIKE) and len(short) >= 3 and _heads_a_table(grid, row, filled)
    if not enough or not guessed & TASKLIKE:
        return (), 0
    return columns, 2 if below else 1


def _may_head(short: dict[int, str], found: list[Section]) -> bool:
    """A quick look that spares most rows of a long table the closer one."""
    if not found or not found[-1].columns:
        return True
    titles_above = {one.title for one in found[-1].columns}
    texts = {" ".join(text.split()) for text in short.values()}
    return len(texts & titles_above) >= 2 or sum(bool(titles.known(one)) for one in texts) >= 3


def _is_form(grid: Grid, filled: list[int], texts: dict[int, object]) -> bool:
    """«申请人 | 张三 | 申请日期 | 2023-06-03»: a label, its value, the next label."""
    values = [texts[at] for at in filled[1::2]]
    labelled = all(isinstance(texts[at], str) and not days.is_day(texts[at]) for at in filled[::2])
    plain = [one for one in values if not (isinstance(one, str) and titles.guessed(one))]
    return (
        labelled
        and len(filled) <= 6
        and len(plain) == len(values)
        and any(not isinstance(one, str) or days.is_day(one) for one in values)
    )


def _heads_a_table(grid: Grid, row: int, filled: list[int]) -> bool:
    """Whether the next filled row has something below at least half of the headings."""
    below = next((one for one in range(row + 1, len(grid.rows)) if grid.filled(one)), None)
    if below is None:
        return True
    under = [at for at in filled if is_filled(grid.value(below, at))]
    return len(under) * 2 >= len(filled)


def _second_row(grid: Grid, row: int, above: dict[int, str]) -> dict[int, str]:
    """Headings below headings: they stand where the row above is blank or spans several columns."""
    if row + 1 >= len(grid.rows):
        return {}
    if joined := _joined(grid, row, above):
        return joined
    texts: dict[int, str] = {}
    for at in grid.filled(row + 1):
        value = grid.value(row + 1, at)
        if isinstance(value, str) and titles.known(value) and not value.strip().isdigit():
            texts[at] = value
        elif at in above and titles.known(above[at]):
            return {}
    spanned = [at for at in texts if _is_spanned(grid, row, at, above, texts)]
    return texts if len(spanned) == len(texts) >= 2 else {}


def _is_spanned(
    grid: Grid, row: int, at: int, above: dict[int, str], texts: dict[int, str]
) -> bool:
    beside = at + 1 in texts or at - 1 in texts
    return at not in above or grid.breadth(row, at) > 1 or beside


def _joined(grid: Grid, row: int, above: dict[int, str]) -> dict[int, str]:
    """«负责» above «部门»: headings written over two rows without being merged."""
    below = {at: grid.value(row + 1, at) for at in grid.filled(row + 1)}
    both = {
        at: f"{above[at].strip()}{text.strip()}"
        for at, text in below.items()
        if isinstance(text, str) and at in above and text.strip() != above[at].strip()
    }
    sharper = {at: one for at, one in both.items() if _is_sharper(one, above[at], str(below[at]))}
    return both if len(sharper) >= 2 and len(both) == len(below) else {}


def _is_sharper(joined: str, above: str, below: str) -> bool:
    """Known as a whole, and not «开始» with somebody's word below."""
    return bool(titles.known(joined)) and (not titles.known(above) or bool(titles.known(below)))


def _columns(grid: Grid, row: int, above: dict[int, str], below: dict[int, str]) -> Columns:
    made: list[Column] = []
    group = ""
    for at in range(grid.width):
        title = " ".join(above.get(at, "").split())
        if title:
            group = title
        if at in below:
            under = " ".join(below[at].split())
            field = _field(under, group)
            made.append(Column(at, under, field, "" if titles.guessed(group) == field else group))
        elif title:
            made.append(Column(at, title, titles.guessed(title)))
    return settled(tuple(made))


def _field(title: str, group: str) -> str:
    field = titles.guessed(title)
    if field in ("start", "end") and group.lower().startswith(REAL):
        return f"actual_{field}"
    return field


def settled(columns: Columns) -> Columns:
    """One column for each field, several only where they are meant: levels, stages, people."""
    taken: dict[str, Column] = {}
    stages = {
        one.group for one in columns if one.field in ("start", "end") and one.group
        and not one.group.lower().startswith((*PLANNED, *REAL))
    }  # fmt: skip
    named = any(one.field == "name" and titles.plain(one.title) != "name" for one in columns)
    made = []
    for one in columns:
        field = one.field
        if field == "people" and titles.plain(one.title) == "name" and not named:
            field = "name"
        if (
            field in taken
            and field not in ("group", "note", "risk")
            and not (len(stages) > 1 and one.group in stages)
        ):
            field = ""
        made.append(Column(one.at, one.title, field, one.group))
        taken.setdefault(field, one)
    return _with_a_name(tuple(made))


def _with_a_name(columns: Columns) -> Columns:
    """Where no heading names the task, the deepest level does, or the first column nobody knows."""
    fields = [one.field for one in columns]
    if "name" in fields or "group" in fields or not set(fields) & TASKLIKE:
        return columns
    spare = next((one for one in columns if not one.field and one.title), None) or next(
        (one for one in columns if one.field in ("deliverable", "note", "number")), None
    )
    return tuple(
        Column(one.at, one.title, "name", one.group) if one is spare else one for one in columns
    )
