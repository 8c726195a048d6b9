"""Whether people can do what they are named for: person-days against the hours of their weeks.

Effort is spread evenly over the working days of a row and over those responsible. A row without
an estimate weighs nothing: what is not known is not held against anybody.
"""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from math import ceil
from uuid import UUID

from django.utils.translation import gettext as _

from tongzhou.core.workdays import WorkCalendar
from tongzhou.plans.checker.findings import Facts, Finding, Repair, cell, hint
from tongzhou.plans.rows import Row, Seat
from tongzhou.ui.formats import day, number

DAY = Decimal(8)
"""Hours of a person-day."""
TOLERANCE = Decimal("1.05")
FURTHEST_WEEKS = 26

Weeks = dict[date, Decimal]
"""Person-days by the Monday of the week."""


def overloads(facts: Facts) -> Iterator[Finding]:
    """Each person once, at the row that weighs most in the fullest week."""
    table: dict[UUID, list[tuple[Row, Seat, Weeks]]] = defaultdict(list)
    for row in facts.rows:
        for seat in row.responsible if _is_estimated(row) else ():
            if seat.person:
                table[seat.person].append((row, seat, _of_row(facts.calendar, row)))
    elsewhere = _elsewhere(facts, set(table))
    for person, shares in table.items():
        total = _sum([elsewhere[person], *(weeks for _row, _seat, weeks in shares)])
        week = _fullest(facts, person, total)
        if week:
            row, seat, weeks = max(shares, key=lambda share: share[2].get(week, Decimal(0)))
            if weeks.get(week):
                yield _overload(facts, row, seat, week, total)


def _overload(facts: Facts, row: Row, seat: Seat, week: date, total: Weeks) -> Finding:
    assert seat.person
    sentence = _(
        "%(person)s has %(planned)s person-days in the week of %(week)s and %(possible)s to give;"
        " most of it is “%(task)s”."
    ) % {
        "person": seat.name,
        "planned": number(round(total[week], 1)),
        "possible": number(round(_possible(facts, seat.person, week), 1)),
        "week": day(week),
        "task": row.name,
    }
    return hint("overload", row, "responsible", sentence, _relief(facts, row, seat.person, total))


def _relief(facts: Facts, row: Row, person: UUID, total: Weeks) -> Repair:
    """Later, in the first weeks that have room, and as long as the effort takes."""
    assert row.start
    own = _of_row(facts.calendar, row)
    rest = {monday: days - own.get(monday, Decimal(0)) for monday, days in total.items()}
    effort = sum(own.values(), Decimal(0))
    for start in _starts(facts.calendar, row.start):
        end = facts.calendar.add_working_days(start, _length(facts, row, person, effort))
        moved = _spread(facts.calendar, start, end, effort)
        if not _fullest(facts, person, _sum([rest, moved]), among=moved):
            label = _("Move it to %(start)s – %(end)s") % {"start": day(start), "end": day(end)}
            return cell(row, "dates", f"{start} ~ {end}", label)
    return Repair("edit", _("Name somebody"), {"field": "responsible"})


def _starts(calendar: WorkCalendar, start: date) -> Iterator[date]:
    """Its own, then the first working day of each following week."""
    yield start
    for weeks in range(FURTHEST_WEEKS):
        yield calendar.add_working_days(_monday(start) + timedelta(weeks=weeks, days=6), 1)


def _length(facts: Facts, row: Row, person: UUID, effort: Decimal) -> int:
    assert row.start
    assert row.end
    needed = ceil(effort * DAY / facts.hours.get(person, DAY))
    return max(facts.calendar.working_days_within(row.start, row.end), needed, 1) - 1


def _is_estimated(row: Row) -> bool:
    return bool(
        row.effort_days and row.start and row.end and row.end >= row.start and not row.is_done
    )


def _of_row(calendar: WorkCalendar, row: Row) -> Weeks:
    assert row.start
    assert row.end
    people = len({seat.person for seat in row.responsible if seat.person})
    return _spread(calendar, row.start, row.end, (row.effort_days or Decimal(0)) / people)


def _spread(calendar: WorkCalendar, start: date, end: date, effort: Decimal) -> Weeks:
    whole = calendar.working_days_within(start, end) or 1
    found: Weeks = {}
    monday = _monday(start)
    while monday <= end:
        first, last = max(start, monday), min(end, monday + timedelta(days=6))
        days = calendar.working_days_within(first, last)
        if days:
            found[monday] = effort * days / whole
        monday += timedelta(weeks=1)
    return found


def _elsewhere(facts: Facts, people: set[UUID]) -> dict[UUID, Weeks]:
    found: dict[UUID, Weeks] = defaultdict(dict)
    for load in facts.loads:
        if load.person in people:
            weeks = _spread(facts.calendar, load.start, load.end, load.effort_days)
            found[load.person] = _sum([found[load.person], weeks])
    return found


def _sum(parts: list[Weeks]) -> Weeks:
    total: Weeks = defaultdict(Decimal)
    for weeks in parts:
        for monday, days in weeks.items():
            total[monday] += days
    return dict(total)


def _fullest(
    facts: Facts, person: UUID, total: Weeks, *, among: Weeks | None = None
) -> date | None:
    """The week with most beyond what the person has to give."""
    over = {
        monday: days - _possible(facts, person, monday)
        for monday, days in total.items()
        if (among is None or monday in among)
        and days > _possible(facts, person, monday) * TOLERANCE
    }
    return max(over, key=lambda monday: over[monday]) if over else None


def _possible(facts: Facts, person: UUID, monday: date) -> Decimal:
    days = facts.calendar.working_days_within(monday, monday + timedelta(days=6))
    return days * facts.hours.get(person, DAY) / DAY


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
