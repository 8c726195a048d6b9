"""How a department came to be what it is: its periods, the latest first."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from tongzhou.org.models import Department, FormerHome, FormerSeat


@dataclass(frozen=True)
class Period:
    """`until` None: it still is so; `since` None: since before the records."""

    what: str
    since: datetime | None
    until: datetime | None
    note: str = ""


@dataclass(frozen=True)
class Course:
    label: str
    periods: list[Period]


def course_of(department: Department) -> list[Course]:
    """Names, places and seats, each only where something ever changed; four questions."""
    names = [Period(row.name, row.since, row.until) for row in department.former_names.all()]
    rows = department.former_places.select_related("parent")
    places = [Period(_name(row.parent), row.since, row.until) for row in rows]
    seats = list(department.former_seats.select_related("person"))
    end = department.dissolved_at
    found = [
        Course(_("Name"), _with_today(names, department.name, department, end)),
        Course(_("Belongs to"), _with_today(places, _name(department.parent), department, end)),
        Course(_("Department head"), _chain(department, seats, "head")),
        Course(_("Deputy head"), _chain(department, seats, "deputy")),
        Course(_("Liaisons"), _liaisons(department, seats)),
    ]
    return [course for course in found if any(one.until for one in course.periods)]


def _chain(department: Department, seats: Iterable[FormerSeat], role: str) -> list[Period]:
    end = department.dissolved_at
    own = (row for row in seats if row.role == role)
    former = [_seat(row) for row in own if not (end and row.since and row.since >= end)]
    person = department.head if role == "head" else department.deputy
    note = _("acting head") if role == "head" and department.acting_until else ""
    return _with_today(former, _who(person), department, end, note)


def _liaisons(department: Department, seats: Iterable[FormerSeat]) -> list[Period]:
    present = [
        Period(row.person.name, row.since, None)
        for row in department.liaisons.select_related("person")
    ]
    return [*present, *(_seat(row) for row in seats if row.role == "liaison")]


def _with_today(
    former: list[Period], what: str, department: Department, end: datetime | None, note: str = ""
) -> list[Period]:
    """The row that still stands begins where the last former one ended."""
    since = former[0].until if former else department.founded_at
    if end and since and since >= end:
        return former
    return [Period(what, since, end, note), *former]


def _seat(row: FormerSeat) -> Period:
    return Period(_who(row.person), row.since, row.until, _("acting head") if row.acting else "")


def _who(person: object) -> str:
    return str(person) if person else _("vacant")


def _name(department: Department | None) -> str:
    return department.name if department else _("Nothing above")


def former_people(department: Department, *, limit: int = 50) -> list[FormerHome]:
    """Who belonged here and moved on, the latest first."""
    rows = department.former_people.select_related("person__department")
    return list(rows.order_by("-until")[:limit])
