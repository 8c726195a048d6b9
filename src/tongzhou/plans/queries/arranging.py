"""Rows as somebody wants to see them: filtered, sorted, grouped, counted."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.utils.translation import gettext as _

from tongzhou.core import clock
from tongzhou.core.workdays import WorkCalendar
from tongzhou.plans.arrangement import Arrangement
from tongzhou.plans.rows import Row
from tongzhou.plans.states import TASK
from tongzhou.ui.formats import day

LAST = date.max


@dataclass(frozen=True, slots=True)
class Sums:
    rows: int
    days: int
    effort: Decimal


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
        kept.sort(key=SORTS[how.sort.removeprefix("-")], reverse=how.sort.startswith("-"))
    if not how.group:
        return (Group("", "", tuple(kept), sums(kept, calendar)),)
    found: dict[tuple[str, str, str], list[Row]] = {}
    for row in kept:
        found.setdefault(GROUPS[how.group](row), []).append(row)
    order = sorted(found) if how.group == "week" else found
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
    )


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
    return "\n".join(row.text(column) for column in said).casefold()


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
