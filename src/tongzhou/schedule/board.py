"""The board: the rows of a table as cards in columns, by state, by department or by person."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from tongzhou.core.verdicts import Sentence
from tongzhou.plans.queries.lines import between
from tongzhou.plans.rows import DepartmentRef, Row
from tongzhou.plans.states import TASK

STATES = ("not_started", "in_progress", "delivered", "accepted")
ALONG = ("state", "department", "person")
NOBODY = ""
"""The key of the column for rows that nobody carries yet."""


@dataclass(frozen=True, slots=True)
class Card:
    """`chip` is what is worth saying beside the column the card stands in."""

    row: Row
    dates: str
    is_late: bool
    state: Sentence
    tone: str


@dataclass(frozen=True, slots=True)
class Column:
    """`under_way` are the cards somebody works on now."""

    key: str
    label: Sentence
    hue: int | None
    cards: tuple[Card, ...]

    @property
    def under_way(self) -> int:
        return sum(card.row.state == "in_progress" for card in self.cards)


def columns(
    rows: Sequence[Row], *, along: str, parties: Iterable[DepartmentRef], today: date
) -> tuple[Column, ...]:
    """Columns without cards stay where a card could be put."""
    cards: dict[str, list[Card]] = {}
    for row in rows:
        cards.setdefault(PLACES[along](row), []).append(_card(row, today))
    return tuple(
        Column(key, label, hue, tuple(cards.get(key, ())))
        for key, label, hue in HEADS[along](rows, parties)
    )


def _card(row: Row, today: date) -> Card:
    state = TASK.state(row.state)
    dates = between(row.start, row.end)
    return Card(row, dates, row.is_late(today), state.label, state.tone)


def place_of(row: Row, along: str) -> str:
    return PLACES[along](row)


def _by_state(row: Row) -> str:
    return "accepted" if row.state == "accepted_with_remains" else row.state


def _by_person(row: Row) -> str:
    return str(row.responsible[0].key) if row.responsible else NOBODY


Head = tuple[str, Sentence, int | None]


def _states(_rows: Sequence[Row], _parties: Iterable[DepartmentRef]) -> list[Head]:
    return [(key, TASK.state(key).label, None) for key in STATES]


def _departments(rows: Sequence[Row], parties: Iterable[DepartmentRef]) -> list[Head]:
    found = {one.id: one for one in parties}
    found |= {row.department.id: row.department for row in rows}
    return [(str(one.id), one.name, one.hue) for one in found.values()]


def _people(rows: Sequence[Row], _parties: Iterable[DepartmentRef]) -> list[Head]:
    found = {str(seat.key): seat for row in rows for seat in row.responsible}
    heads: list[Head] = [(key, seat.name, seat.hue) for key, seat in found.items()]
    return [(NOBODY, _("Nobody yet"), None), *heads]


PLACES: dict[str, Callable[[Row], str]] = {
    "state": _by_state,
    "department": lambda row: str(row.department.id),
    "person": _by_person,
}
HEADS: dict[str, Callable[[Sequence[Row], Iterable[DepartmentRef]], list[Head]]] = {
    "state": _states,
    "department": _departments,
    "person": _people,
}
