"""Between departments: what nobody looks after 三不管, who is not told, who no longer exists."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from tongzhou.plans.checker.findings import Facts, Finding, Repair, blocker, cell, hint
from tongzhou.plans.rows import LIST, DepartmentRef, Row

LONGEST_WHAT = 60


def empty(facts: Facts) -> Iterator[Finding]:
    if not facts.rows:
        yield blocker("empty", None, "", _("The division table has no rows yet."))


def dissolved(facts: Facts) -> Iterator[Finding]:
    for row in facts.rows:
        successor = facts.dissolved.get(row.department.id)
        if successor:
            sentence = _("“%(task)s” belongs to %(department)s, which has been dissolved.") % {
                "task": row.name,
                "department": row.department.name,
            }
            label = _("Give it to %(department)s") % {"department": successor.name}
            repair = cell(row, "department", str(successor.id), label)
            yield blocker("dissolved", row, "department", sentence, repair)


def uncovered(facts: Facts) -> Iterator[Finding]:
    covered = {row.ask for row in facts.rows}
    for ask in facts.asks:
        if ask.id not in covered:
            sentence = _("%(department)s agreed to “%(what)s”, but no row covers it.") % {
                "department": ask.department.name,
                "what": ask.what[:LONGEST_WHAT],
            }
            repair = Repair("take_over", _("Take it over as a row"))
            yield blocker("uncovered", None, "", sentence, repair)


def unanswered(facts: Facts) -> Iterator[Finding]:
    """Asked, but neither agreed nor covered by a row of that department."""
    covered = {row.ask for row in facts.rows}
    for ask in facts.unanswered:
        if ask.id not in covered:
            sentence = _("Nobody has taken on “%(what)s”, asked of %(department)s.") % {
                "department": ask.department.name,
                "what": ask.what[:LONGEST_WHAT],
            }
            repair = Repair("ask", _("To the request"), {"ask": str(ask.id)})
            yield hint("unanswered", None, "", sentence, repair)


def resources(facts: Facts) -> Iterator[Finding]:
    """Needed by the request, but no ask and no row speaks of that department."""
    engaged = _engaged(facts)
    for one in facts.resources:
        if not any(key.startswith(one.department.path) for key in engaged):
            sentence = _(
                "The request needs “%(what)s”, but nobody in %(department)s is asked for it."
            ) % {"what": one.what[:LONGEST_WHAT], "department": one.department.name}
            yield hint("resource", None, "", sentence, _new_row(one.department, one.what))


def idle_parties(facts: Facts) -> Iterator[Finding]:
    busy = {row.department.id for row in facts.rows}
    busy |= {one.id for row in facts.rows for one in row.supports}
    for party in facts.parties if facts.rows else ():
        if party.id not in busy and party.id != facts.initiator:
            sentence = _("No row belongs to %(departments)s, and none needs its support.") % {
                "departments": party.name
            }
            repair = _new_row(
                party, _("Contribution of %(department)s") % {"department": party.name}
            )
            yield hint("idle_party", None, "", sentence, repair)


def uninformed(facts: Facts) -> Iterator[Finding]:
    for row in facts.rows:
        missing = [one for one in row.supports if not _hears(row, one)]
        if missing:
            names = LIST.join(one.name for one in missing)
            sentence = _(
                "“%(task)s” needs %(departments)s, where nobody is told (I) of its course."
            ) % {"task": row.name, "departments": names}
            told = [str(seat.key) for seat in row.informed]
            value = LIST.join([*told, *(str(one.id) for one in missing)])
            label = _("Keep %(departments)s informed (I)") % {"departments": names}
            repair = cell(row, "informed", value, label)
            yield hint("uninformed", row, "informed", sentence, repair)


def _new_row(department: DepartmentRef, name: str) -> Repair:
    label = _("Add a row for %(department)s") % {"department": department.name}
    return Repair("row", label, {"name": name[:200], "department": str(department.id)})


def _engaged(facts: Facts) -> set[str]:
    asked = [ask.department.path for ask in (*facts.asks, *facts.unanswered)]
    owning = [row.department.path for row in facts.rows]
    return {*asked, *owning, *(one.path for row in facts.rows for one in row.supports)}


def _hears(row: Row, department: DepartmentRef) -> bool:
    """Somebody who is still here, or the department as a whole."""
    seats = (seat for filled in row.seats.values() for seat in filled if seat.is_active)
    return any(seat.department_path.startswith(department.path) for seat in seats)
