"""Rows as somebody wants to see them: filtered, sorted, grouped, counted."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import partial
from hashlib import blake2b

from django.utils.translation import gettext as _

from tongzhou.core import clock
from tongzhou.core.workdays import WorkCalendar
from tongzhou.plans.arrangement import Arrangement
from tongzhou.plans.cells import is_own
from tongzhou.plans.rows import LIST, Row
from tongzhou.plans.states import TASK
from tongzhou.ui.formats import day

LAST = date.max


@dataclass(frozen=True, slots=True)
class Sums:
    rows: int
    days: int
    effort: Decimal
    own: tuple[tuple[str, str], ...] = ()

    def of(self, key: str) -> str:
        return dict(self.own).get(key, "")


@dataclass(frozen=True, slots=True)
class Group:
    """`key` is empty when the table is not grouped."""

    key: str
    label: str
    rows: tuple[Row, ...]
    sums: Sums


def arranged(rows: Sequence[Row], how: Arrangement, calendar: WorkCalendar) -> tuple[Group, ...]:
    """At least one group, also when it is empty."""
    today = clock.today()
    kept = [row for row in rows if _fits(row, how, today)] if how.is_filtered else list(rows)
    if how.sort:
        kept.sort(key=_sorting(how.sort.removeprefix("-")), reverse=how.sort.startswith("-"))
    if not how.group:
        return (Group("", "", tuple(kept), sums(kept, calendar)),)
    found: dict[tuple[str, str, str], list[Row]] = {}
    grouping = GROUPS.get(how.group) or partial(_by_own, how.group)
    for row in kept:
        found.setdefault(grouping(row), []).append(row)
    order = sorted(found) if how.group == "week" or is_own(how.group) else found
    return tuple(
        Group(place[1], place[2], tuple(found[place]), sums(found[place], calendar))
        for place in order
    )


def sums(rows: Iterable[Row], calendar: WorkCalendar) -> Sums:
    known = list(rows)
    return Sums(
        rows=len(known),
        days=sum(working_days(row, calendar) or 0 for row in known),
        effort=sum((row.effort_days or Decimal(0) for row in known), Decimal(0)),
        own=tuple(_own_sums(known)),
    )


def _own_sums(rows: Iterable[Row]) -> Iterator[tuple[str, str]]:
    """Numbers are added up, shares are averaged over the rows that say one."""
    numbers: dict[tuple[str, str], list[Decimal]] = defaultdict(list)
    for row in rows:
        for key, value in row.own.items():
            if value.number is not None:
                numbers[key, value.kind].append(value.number)
    for (key, kind), many in numbers.items():
        yield key, f"{round(sum(many) / len(many))}%" if kind == "progress" else f"{sum(many):f}"


def working_days(row: Row, calendar: WorkCalendar) -> int | None:
    """From the first day to the last, both included."""
    if not (row.start and row.end):
        return None
    return calendar.working_days_within(row.start, row.end)


def _fits(row: Row, how: Arrangement, today: date) -> bool:
    if how.department and how.department not in {
        str(row.department.id), *(str(one.id) for one in row.supports)
    }:  # fmt: skip
        return False
    people = (seat.person for seats in row.seats.values() for seat in seats)
    if how.person and how.person not in {str(one) for one in people}:
        return False
    if how.state and not _is(row, how.state, today):
        return False
    if not all(word in row.text(key).split(LIST) for key, word in how.own):
        return False
    return not how.text or how.text.casefold() in _everything(row)


def _is(row: Row, state: str, today: date) -> bool:
    match state:
        case "open":
            return not row.is_done
        case "late":
            return row.is_late(today)
        case "accepted":
            return row.state in ("accepted", "accepted_with_remains")
        case _:
            return row.state == state


def _everything(row: Row) -> str:
    said = (
        "name",
        "department",
        "responsible",
        "accountable",
        "deliverable",
        "supports",
        "criteria",
    )
    own = (value.shown for value in row.own.values())
    return "\n".join((*(row.text(column) for column in said), *own)).casefold()


def _sorting(key: str) -> Callable[[Row], tuple[object, ...]]:
    return SORTS.get(key) or partial(_own_order, key)


def _own_order(key: str, row: Row) -> tuple[object, ...]:
    """Numbers by their size, everything else as it reads; rows that say nothing stand last."""
    value = row.own.get(key)
    if value is None:
        return (1, 0, "", row.number)
    return (0, value.number or 0, value.shown, row.number)


def _by_own(key: str, row: Row) -> tuple[str, str, str]:
    """Several choices together are one group; a short hash stands for the words in ids."""
    shown = row.text(key)
    if not shown:
        return ("\uffff", "nothing", _("Not filled in"))
    return (shown, blake2b(shown.encode(), digest_size=6).hexdigest(), shown)


def _by_department(row: Row) -> tuple[str, str, str]:
    return (row.department.path, str(row.department.id), row.department.name)


def _by_person(row: Row) -> tuple[str, str, str]:
    first = next(iter(row.responsible), None)
    return ("", str(first.key), first.name) if first else ("", "nobody", _("Nobody yet"))


def _by_state(row: Row) -> tuple[str, str, str]:
    return ("", row.state, str(TASK.state(row.state).label))


def _by_week(row: Row) -> tuple[str, str, str]:
    if not row.end:
        return ("z", "none", _("No end yet"))
    monday = row.end - timedelta(days=row.end.weekday())
    return (monday.isoformat(), monday.isoformat(), _("Week of %(day)s") % {"day": day(monday)})


SORTS: dict[str, Callable[[Row], tuple[object, ...]]] = {
    "number": lambda row: (row.number,),
    "name": lambda row: (row.name, row.number),
    "department": lambda row: (row.department.path, row.number),
    "responsible": lambda row: (row.text("responsible") or "\uffff", row.number),
    "start": lambda row: (row.start or LAST, row.number),
    "end": lambda row: (row.end or LAST, row.number),
    "effort_days": lambda row: (row.effort_days or Decimal(-1), row.number),
    "progress": lambda row: (row.percent, row.state, row.number),
}
GROUPS: dict[str, Callable[[Row], tuple[str, str, str]]] = {
    "department": _by_department,
    "responsible": _by_person,
    "progress": _by_state,
    "week": _by_week,
}
