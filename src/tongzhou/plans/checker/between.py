"""Between rows and departments: dependencies, double claims, and what nobody looks after 三不管."""

import unicodedata
from collections.abc import Iterator
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from tongzhou.core.workdays import WorkCalendar
from tongzhou.plans.checker.findings import Facts, Finding, Repair, blocker, hint
from tongzhou.plans.rows import LIST, DepartmentRef, Row, Wait

Interval = tuple[date, date]


def empty(facts: Facts) -> Iterator[Finding]:
    if not facts.rows:
        yield blocker("empty", None, "", _("The division table has no rows yet."))


def dependencies(facts: Facts) -> Iterator[Finding]:
    known = {row.id: row for row in facts.rows}
    for row in facts.rows:
        for wait in row.waits_for:
            other = known.get(wait.on)
            if other is None or None in (row.start, row.end, other.start, other.end):
                continue
            found = _collision(facts.calendar, row, other, wait)
            if found:
                yield found


def _collision(calendar: WorkCalendar, row: Row, other: Row, wait: Wait) -> Finding | None:
    assert row.start
    assert row.end
    assert other.start
    assert other.end
    moves = earliest(calendar, (row.start, row.end), (other.start, other.end), wait)
    if moves is None:
        return None
    sentence = _("“%(task)s” (%(from)s – %(to)s) waits for “%(other)s”, which ends %(end)s.") % {
        "task": row.name,
        "from": row.start.isoformat(),
        "to": row.end.isoformat(),
        "other": other.name,
        "end": other.end.isoformat(),
    }
    start, end = moves
    repair = Repair(
        "cell",
        _("Move it to %(start)s – %(end)s") % {"start": start.isoformat(), "end": end.isoformat()},
        {"field": "dates", "value": f"{start} ~ {end}", "was": row.text("dates")},
    )
    return blocker("dependency_dates", row, "dates", sentence, repair)


def earliest(calendar: WorkCalendar, own: Interval, other: Interval, wait: Wait) -> Interval | None:
    """Where a row must move to respect what it waits for; None when it already does.

    Its length in working days stays. A date on a day off counts from the next working day on.
    """
    start, end = own
    bound_on = other[1] if wait.kind[0] == "F" else other[0]
    bound = _shifted(calendar, bound_on, wait.lag_days + (wait.kind == "FS"))
    length = max(calendar.working_days_within(start, end) - 1, 0)
    if wait.kind[1] == "S":
        begins = _working(calendar, start)
        return None if begins >= bound else (bound, calendar.add_working_days(bound, length))
    if _working(calendar, end) >= bound:
        return None
    return calendar.add_working_days(bound, -length), bound


def _shifted(calendar: WorkCalendar, day: date, steps: int) -> date:
    return calendar.add_working_days(day, steps) if steps else _working(calendar, day)


def _working(calendar: WorkCalendar, day: date) -> date:
    return day if calendar.is_working_day(day) else calendar.next_working_day(day)


def circles(facts: Facts) -> Iterator[Finding]:
    known = {row.id: row for row in facts.rows}
    settled: set[UUID] = set()
    for row in facts.rows:
        circle = _circle(known, row.id, settled)
        if circle:
            names = " → ".join(known[key].name for key in circle)
            sentence = _("These rows wait for each other in a circle: %(names)s.") % {
                "names": names
            }
            repair = Repair("edit", _("Open the circle"), {"field": "waits_for"})
            yield blocker("circle", known[circle[0]], "waits_for", sentence, repair)
            return


def _circle(known: dict[UUID, Row], start: UUID, settled: set[UUID]) -> list[UUID]:
    path: list[UUID] = []
    open_ends = [(start, False)]
    while open_ends:
        key, leaving = open_ends.pop()
        if leaving:
            settled.add(path.pop())
        elif key in path:
            return [*path[path.index(key) :], key]
        elif key not in settled and key in known:
            path.append(key)
            open_ends.append((key, True))
            open_ends.extend((wait.on, False) for wait in known[key].waits_for)
    return []


def claimed_twice(facts: Facts) -> Iterator[Finding]:
    first: dict[str, Row] = {}
    for row in facts.rows:
        claim = _comparable(row.deliverable)
        if not claim:
            continue
        if claim in first:
            sentence = _("“%(one)s” and “%(other)s” both hand over %(deliverable)s.") % {
                "one": first[claim].name,
                "other": row.name,
                "deliverable": row.deliverable,
            }
            repair = Repair("edit", _("Say who hands over what"), {"field": "deliverable"})
            yield blocker("claimed_twice", row, "deliverable", sentence, repair)
        else:
            first[claim] = row


def _comparable(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text).lower()
    return "".join(sign for sign in plain if sign.isalnum())


def uncovered(facts: Facts) -> Iterator[Finding]:
    covered = {row.ask for row in facts.rows}
    for ask in facts.asks:
        if ask.id not in covered:
            sentence = _("%(department)s agreed to “%(what)s”, but no row covers it.") % {
                "department": ask.department.name,
                "what": ask.what[:60],
            }
            repair = Repair("take_over", _("Take it over as a row"))
            yield blocker("uncovered", None, "", sentence, repair)


def idle_parties(facts: Facts) -> Iterator[Finding]:
    busy = {row.department.id for row in facts.rows}
    busy |= {one.id for row in facts.rows for one in row.supports}
    idle = [one for one in facts.parties if one.id not in busy and one.id != facts.initiator]
    if facts.rows and idle:
        sentence = _("No row belongs to %(departments)s, and none needs its support.") % {
            "departments": LIST.join(one.name for one in idle)
        }
        yield hint("idle_party", None, "", sentence)


def uninformed(facts: Facts) -> Iterator[Finding]:
    for row in facts.rows:
        missing = [one for one in row.supports if not _hears(row, one)]
        if missing:
            names = LIST.join(one.name for one in missing)
            sentence = _(
                "“%(task)s” needs %(departments)s, where nobody is told (I) of its course."
            ) % {"task": row.name, "departments": names}
            before = row.text("informed")
            repair = Repair(
                "cell",
                _("Keep %(departments)s informed (I)") % {"departments": names},
                {
                    "field": "informed",
                    "value": LIST.join(filter(None, (before, names))),
                    "was": before,
                },
            )
            yield hint("uninformed", row, "informed", sentence, repair)


def _hears(row: Row, department: DepartmentRef) -> bool:
    seats = (seat for filled in row.seats.values() for seat in filled)
    return any(seat.department_path.startswith(department.path) for seat in seats)
