"""RACI as a matrix: rows by people and departments, and who carries too much of it."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from tongzhou.collaborations.models import Collaboration
from tongzhou.org.models import Person
from tongzhou.plans.checker import Finding
from tongzhou.plans.queries.reading import Reading, Summary, read_plan
from tongzhou.plans.rows import DepartmentRef, Row

LETTERS = "RACI"
OPENED = {"R": "responsible", "A": "accountable", "C": "consulted", "I": "informed"}
MOST_COLUMNS, MOST_CELLS = 24, 1_500
FROM = 3
"""Too much: from three rows on, when it is more than half of the table."""


@dataclass(frozen=True, slots=True)
class Column:
    """A person, or (`is_department`) a department that is told or asked as a whole."""

    key: UUID
    name: str
    hue: int
    department: str
    is_department: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """`cells` has the letters of each column; `opens` the letters the reader may change now."""

    row: Row
    cells: tuple[str, ...]
    opens: str


@dataclass(frozen=True, slots=True)
class Share:
    """What one person carries of the whole table."""

    name: str
    hue: int
    accountable: int
    responsible: int
    is_much: bool


@dataclass(frozen=True, eq=False, kw_only=True)
class MatrixPage:
    columns: tuple[Column, ...]
    rows: tuple[Line, ...]
    shares: tuple[Share, ...]
    departments: tuple[DepartmentRef, ...]
    chosen: UUID | None
    page: int
    pages: int
    total: int
    lines: tuple[Row, ...]
    summary: Summary
    findings: tuple[Finding, ...]
    blocking: int
    is_open: bool
    may_lead: bool


def matrix_page(
    case: Collaboration,
    person: Person,
    *,
    department: UUID | None = None,
    page: int = 1,
    parties: Iterable[UUID] | None = None,
) -> MatrixPage:
    """`department` adds everybody who belongs to it; without it those who hold or offer a part."""
    read = read_plan(case, person, parties=parties)
    columns = tuple(_columns(read, department))[:MOST_COLUMNS]
    size = max(MOST_CELLS // max(len(columns), 1), 1)
    pages = max(-(-len(read.rows) // size), 1)
    at = min(max(page, 1), pages)
    both = list(zip(read.rows, read.editing, strict=True))[(at - 1) * size : at * size]
    return MatrixPage(
        columns=columns,
        rows=tuple(matrix_line(row, editable, columns) for row, editable in both),
        shares=_shares(read.rows),
        departments=read.seen.parties,
        chosen=department,
        page=at,
        pages=pages,
        total=len(read.rows),
        lines=read.rows,
        summary=read.summary,
        findings=read.findings,
        blocking=read.found.blocking,
        is_open=read.is_open,
        may_lead=read.leads,
    )


def matrix_line(row: Row, editable: frozenset[str], columns: Sequence[Column]) -> Line:
    held: dict[UUID, str] = {}
    for letter in LETTERS:
        for seat in row.seats.get(letter, ()):
            held[seat.key] = held.get(seat.key, "") + letter
    opens = "".join(letter for letter in LETTERS if OPENED[letter] in editable)
    return Line(row, tuple(held.get(column.key, "") for column in columns), opens)


def _columns(read: Reading, department: UUID | None) -> Iterable[Column]:
    """In the order of the tree: each department, then its people."""
    known = {desk.id: desk for desk in read.known}
    found = {party.id: (party.path, "") for party in read.seen.parties}
    columns = {
        party.id: Column(party.id, party.name, party.hue, party.name, is_department=True)
        for party in read.seen.parties
    }
    for seat in (seat for row in read.rows for seats in row.seats.values() for seat in seats):
        home = known[seat.department]
        found[seat.key] = (home.path, seat.name if seat.person else "")
        columns[seat.key] = Column(seat.key, seat.name, seat.hue, home.name, seat.person is None)
    for key, name, place in (*_speakers(read), *_people(department)):
        if key not in columns:
            found[key] = (known[place].path, name)
            columns[key] = Column(key, name, known[place].hue, known[place].name)
    ordered = sorted(columns.values(), key=lambda column: found[column.key])
    if department in known:
        path = known[department].path
        return [column for column in ordered if found[column.key][0].startswith(path)]
    return ordered


def _speakers(read: Reading) -> Iterable[tuple[UUID, str, UUID]]:
    """Heads and liaisons of those who take part: the likely A and R of what is still open."""
    for party in read.seen.parties:
        for speaking in (read.seen.heads.get(party.id), read.seen.liaisons.get(party.id)):
            if speaking:
                yield speaking.id, speaking.name, party.id


def _people(department: UUID | None) -> Iterable[tuple[UUID, str, UUID]]:
    if department is None:
        return ()
    people = Person.objects.active().filter(department=department).order_by("pinyin", "login")
    return people.values_list("id", "name", "department")[:MOST_COLUMNS]


def _shares(rows: Sequence[Row]) -> tuple[Share, ...]:
    """Whoever holds A or R, most first."""
    accountable = Counter(seat.person for row in rows for seat in row.accountable)
    responsible = Counter(seat.person for row in rows for seat in row.responsible)
    seats = {seat.person: seat for row in rows for seat in (*row.accountable, *row.responsible)}
    return tuple(
        Share(
            name=seats[key].name,
            hue=seats[key].hue,
            accountable=accountable[key],
            responsible=responsible[key],
            is_much=any(_is_much(counts, key) for counts in (accountable, responsible)),
        )
        for key in sorted(seats, key=lambda key: (-accountable[key] - responsible[key], seats[key].name))
    )  # fmt: skip


def _is_much(counts: Counter[UUID | None], key: UUID | None) -> bool:
    return counts[key] >= FROM and counts[key] * 2 > counts.total()
