"""Between rows: dates against dependencies, circles, and two rows that hand over one thing."""

import re
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from uuid import UUID

from django.utils.translation import gettext as _

from tongzhou.core.han import folded
from tongzhou.core.workdays import WorkCalendar
from tongzhou.plans.checker.findings import Facts, Finding, Repair, blocker, cell
from tongzhou.plans.checker.wording import says_nothing, without_numbering
from tongzhou.plans.rows import LIST, Row, Wait
from tongzhou.ui.formats import day

Interval = tuple[date, date]


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
    if moves is None or (_is_milestone(row) and row.start >= other.end and not wait.lag_days):
        return None
    sentence = _("“%(task)s” (%(from)s – %(to)s) waits for “%(other)s”, which ends %(end)s.") % {
        "task": row.name,
        "from": day(row.start),
        "to": day(row.end),
        "other": other.name,
        "end": day(other.end),
    }
    start, end = moves
    label = _("Move it to %(start)s – %(end)s") % {"start": day(start), "end": day(end)}
    repair = cell(row, "dates", f"{start} ~ {end}", label)
    return blocker("dependency_dates", row, "dates", sentence, repair)


def _is_milestone(row: Row) -> bool:
    """A day without work of its own may be the day on which what it waits for ends."""
    return row.start == row.end and row.effort_days == 0


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
    """Each circle once, at the wait that closes it."""
    known = {row.id: row for row in facts.rows}
    settled: set[UUID] = set()
    for row in facts.rows:
        circle = _circle(known, row.id, settled)
        if circle:
            settled.update(circle)
            names = " → ".join(known[key].name for key in circle)
            sentence = _("These rows wait for each other in a circle: %(names)s.") % {
                "names": names
            }
            last, first = known[circle[-2]], known[circle[0]]
            yield blocker("circle", last, "waits_for", sentence, _opening(last, first))


def _opening(last: Row, first: Row) -> Repair:
    rest = LIST.join(wait.text for wait in last.waits_for if wait.on != first.id)
    label = _("“%(task)s” no longer waits for “%(other)s”") % {
        "task": last.name,
        "other": first.name,
    }
    return cell(last, "waits_for", rest, label)


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


SHORTEST_PART = 5
"""Parts of an enumeration that are shorter are kinds of things («文档、源码»), not things."""
_QUANTITY = re.compile(r"^(?:[一1]|各一)[份套个本张篇]|[(各]*[一1][份套个本张篇]\)?$")
_EDITION = re.compile(
    r"\(?(?:最终|终|定|初|正式|修订|电子|纸质)[稿版]\)?$|\((?:final|draft)\)$|\bfinal$"
)
_LISTED = re.compile(r"[、;；\n,，](?![^《》]*》)|(?<=》)\s*(?:和|与|及|以及|\+|&)?\s*(?=《)")


def claimed_twice(facts: Facts) -> Iterator[Finding]:
    first: dict[str, Row] = {}
    for row in facts.rows:
        claims = _claims(row.deliverable)
        taken = next((claim for claim in sorted(claims) if claim in first), None)
        for claim in claims:
            first.setdefault(claim, row)
        if taken:
            yield _claimed(first[taken], row)


def _claimed(one: Row, other: Row) -> Finding:
    sentence = _("“%(one)s” and “%(other)s” both hand over %(deliverable)s.") % {
        "one": one.name,
        "other": other.name,
        "deliverable": other.deliverable,
    }
    own = _("%(deliverable)s: the part “%(task)s”") % {
        "deliverable": other.deliverable,
        "task": other.name,
    }
    label = _("“%(task)s” hands over its part only") % {"task": other.name}
    repair = cell(other, "deliverable", own, label)
    return blocker("claimed_twice", other, "deliverable", sentence, repair)


@lru_cache(maxsize=5_000)
def _claims(deliverable: str) -> frozenset[str]:
    """What a cell claims: the whole of it, and each thing of an enumeration."""
    return frozenset(_claimed_by(deliverable))


def _claimed_by(deliverable: str) -> Iterator[str]:
    parts = [part for part in _LISTED.split(deliverable) if part]
    whole = _comparable(deliverable)
    if whole and not says_nothing(deliverable):
        yield whole
    for part in parts if len(parts) > 1 else ():
        claim = _comparable(part)
        if len(claim) >= SHORTEST_PART and not says_nothing(part):
            yield claim


def _comparable(text: str) -> str:
    """One spelling, without numbering, brackets, editions, «一份» and 的."""
    plain = without_numbering(folded(text))
    for beside in (_QUANTITY, _EDITION):
        plain = beside.sub("", plain.strip())
    return "".join(sign for sign in plain if sign.isalnum() and sign != "的")
