"""What a file would change in a standing table: row by row and cell by cell, before anything is written."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any
from uuid import UUID

from tongzhou.org.models import Department, Person
from tongzhou.plans.cells import is_own, plain
from tongzhou.plans.queries.mapping import Resolution
from tongzhou.plans.queries.matching import Matched, matched
from tongzhou.plans.rows import CLAUSE, LIST, Row
from tongzhou.plans.workbook.contents import CellError, TaskLine

Says = tuple[object, str, str, dict[str, Any]]
"""What is compared, what would be typed, what people read, and what a signature would bind."""
Link = tuple[object, str, int]


@dataclass(frozen=True, slots=True)
class CellChange:
    """`typed` is taken by the table as if somebody had typed it; `content` by a change request."""

    column: str
    before: str
    after: str
    typed: str
    content: dict[str, Any]


@dataclass(frozen=True, slots=True)
class RowChange:
    row: Row
    line: int
    cells: tuple[CellChange, ...]


@dataclass(frozen=True)
class Differences:
    """`fresh` are the places of lines that are new, `gone` the rows of which the file says nothing.

    `waits` are the links of every line that has any, as (line, what it waits for): a row or the
    place of a new line.
    """

    fresh: tuple[int, ...] = ()
    changed: tuple[RowChange, ...] = ()
    same: int = 0
    gone: tuple[Row, ...] = ()
    errors: tuple[CellError, ...] = ()
    matched: Matched = field(default_factory=dict)

    @property
    def cells(self) -> int:
        return sum(len(one.cells) for one in self.changed)


def differences(found: Resolution, rows: Sequence[Row]) -> Differences:
    pairs, errors = matched(found, rows)
    if any(place.department is None for place in found.places.values()):
        return Differences(errors=tuple(errors), matched=pairs)
    changed, same = [], 0
    for place, row in sorted(pairs.items()):
        cells = tuple(_cells(place, row, found, pairs))
        if cells:
            changed.append(RowChange(row, place, cells))
        else:
            same += 1
    standing = {row.id for row in pairs.values()}
    return Differences(
        fresh=tuple(place for place in range(len(found.contents.tasks)) if place not in pairs),
        changed=tuple(changed),
        same=same,
        gone=tuple(row for row in rows if row.id not in standing),
        errors=tuple(errors),
        matched=pairs,
    )


def waits_text(links: Iterable[Link], numbers: Callable[[object], int]) -> str:
    """«2、3SS+1»: as somebody would type it."""
    made = []
    for on, kind, lag in links:
        tail = f"{kind}{lag:+d}" if lag else "" if kind == "FS" else kind
        made.append(f"{numbers(on)}{tail}")
    return LIST.join(made)


def links_of_line(place: int, found: Resolution, pairs: Matched) -> list[Link]:
    """What a line waits for: the id of a standing row, or the place of a line that is new."""
    links = found.links_by_line.get(place, ())
    return [(pairs[on].id if on in pairs else on, kind, lag) for _line, on, kind, lag in links]


def _cells(place: int, row: Row, found: Resolution, pairs: Matched) -> Iterator[CellChange]:
    line = found.contents.tasks[place]
    for column, say in SAYS.items():
        if column in line.said and (said := say(line, row, found)) is not None:
            wanted, typed, shown, content = said
            if wanted != NOW[column](row):
                yield CellChange(column, row.text(column), shown, typed, content)
    if "waits_for" in line.said:
        yield from _waits(place, row, found, pairs)
    yield from _own(place, row, found)


def _waits(place: int, row: Row, found: Resolution, pairs: Matched) -> Iterator[CellChange]:
    """Written once new rows have their numbers: `typed` stays empty until then."""
    links = links_of_line(place, found, pairs)
    if set(links) != {(wait.on, wait.kind, wait.lag_days) for wait in row.waits_for}:
        lines = found.contents.tasks
        ons = [on for _line, on, _kind, _lag in found.links_by_line.get(place, ())]
        shown = LIST.join(pairs[on].name if on in pairs else lines[on].name for on in ons)
        yield CellChange("waits_for", row.text("waits_for"), shown, "", {})


def _own(place: int, row: Row, found: Resolution) -> Iterator[CellChange]:
    line = found.contents.tasks[place]
    said = dict(line.own)
    for one in found.own[place] if place < len(found.own) else ():
        key = f"field-{one.field.pk}"
        now = row.own[key].text if key in row.own else ""
        if one.text != now:
            yield CellChange(key, row.text(key), said.get(key, ""), one.text, {})


def is_signed(column: str) -> bool:
    return not is_own(column) and column in (*CONTENT, "waits_for")


def _name(line: TaskLine, _row: Row, _found: Resolution) -> Says | None:
    return (line.name, line.name, line.name, {"name": line.name}) if line.name else None


def _department(line: TaskLine, _row: Row, found: Resolution) -> Says | None:
    if not line.department:
        return None
    one = found.department(line.department)
    return one.pk, str(one.pk), one.name, {"department": str(one.pk)}


def _responsible(line: TaskLine, _row: Row, found: Resolution) -> Says:
    people = [_sits(line, written, found) for written in line.responsible]
    keys = {one.pk: one.name for one in people}
    return frozenset(keys), LIST.join(map(str, keys)), LIST.join(keys.values()), {}


def _accountable(line: TaskLine, _row: Row, found: Resolution) -> Says | None:
    """A blank cell leaves who is accountable as it is: no row goes without."""
    if not line.accountable:
        return None
    one = _sits(line, line.accountable, found)
    return one.pk, str(one.pk), one.name, {"accountable": str(one.pk)}


def _sits(line: TaskLine, written: str, found: Resolution) -> Person:
    seat = found.seat(line.department, written)
    person = seat.person or seat.stand_in
    assert person is not None
    return person


def _heard(column: str) -> Callable[[TaskLine, Row, Resolution], Says]:
    def say(line: TaskLine, _row: Row, found: Resolution) -> Says:
        named = [one for name in getattr(line, column) if (one := found.heard.get(plain(name)))]
        keys = {one.pk: one.name for one in named}
        return frozenset(keys), LIST.join(map(str, keys)), LIST.join(keys.values()), {}

    return say


def _dates(line: TaskLine, _row: Row, _found: Resolution) -> Says:
    start, end = line.start, line.end
    text = f"{start or ''} ~ {end or ''}".strip() if start or end else ""
    content = {"start": start and start.isoformat(), "end": end and end.isoformat()}
    return (start, end), text, text, content


def _buffer(line: TaskLine, _row: Row, _found: Resolution) -> Says | None:
    days = line.buffer_days
    return None if days is None else (days, str(days), str(days), {"buffer_days": days})


def _deliverable(line: TaskLine, _row: Row, _found: Resolution) -> Says:
    text = line.deliverable
    return text, text, text, {"deliverable": text}


def _criteria(line: TaskLine, _row: Row, _found: Resolution) -> Says:
    text = CLAUSE.join(line.criteria)
    return line.criteria, text, text, {"criteria": list(line.criteria)}


def _supports(line: TaskLine, row: Row, found: Resolution) -> Says:
    named: list[Department] = [found.department(written) for written in line.supports]
    keys = {one.pk: one.name for one in named if one.pk != row.department.id}
    content = {"supports": sorted(map(str, keys))}
    return frozenset(keys), LIST.join(map(str, keys)), LIST.join(keys.values()), content


def _effort(line: TaskLine, _row: Row, _found: Resolution) -> Says:
    days = None if line.effort_days is None else Decimal(str(round(line.effort_days, 1)))
    text = "" if days is None else f"{days.normalize():f}"
    return days, text, text, {}


def _keys(letter: str) -> Callable[[Row], frozenset[UUID]]:
    return lambda row: frozenset(seat.key for seat in row.seats.get(letter, ()))


SAYS: dict[str, Callable[[TaskLine, Row, Resolution], Says | None]] = {
    "name": _name,
    "department": _department,
    "responsible": _responsible,
    "accountable": _accountable,
    "dates": _dates,
    "buffer_days": _buffer,
    "deliverable": _deliverable,
    "criteria": _criteria,
    "supports": _supports,
    "consulted": _heard("consulted"),
    "informed": _heard("informed"),
    "effort_days": _effort,
}
NOW: dict[str, Callable[[Row], object]] = {
    "name": lambda row: row.name,
    "department": lambda row: row.department.id,
    "responsible": _keys("R"),
    "accountable": lambda row: row.accountable[0].key if row.accountable else None,
    "dates": lambda row: (row.start, row.end),
    "buffer_days": lambda row: row.buffer_days,
    "deliverable": lambda row: row.deliverable,
    "criteria": lambda row: row.criteria,
    "supports": lambda row: frozenset(one.id for one in row.supports),
    "consulted": _keys("C"),
    "informed": _keys("I"),
    "effort_days": lambda row: row.effort_days,
}
CONTENT = (
    "name", "department", "accountable", "dates", "buffer_days", "deliverable", "criteria",
    "supports",
)  # fmt: skip
"""Columns a signature binds, as they are compared here."""
