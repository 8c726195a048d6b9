"""Whose move it is on an option table or a package deal: the initiator's, or one ball for each side
that has not moved.

While all are silently asked about a package every side keeps its ball until the end: whose ball is
gone would tell who has answered.
"""

from datetime import datetime
from typing import TypeVar

from tongzhou.collaborations import balls
from tongzhou.collaborations.actions.moves import locked
from tongzhou.collaborations.balls import Holder
from tongzhou.collaborations.models import Collaboration
from tongzhou.core import clock
from tongzhou.core.lifecycle import Lifecycle
from tongzhou.interests.models import Deal, DealSide, OptionTable, TableSide
from tongzhou.interests.states import DEAL, OPTION_TABLE
from tongzhou.org.calendars import calendar
from tongzhou.org.models import Department, Person

HOURS = 24
"""Three working days, as for a request."""
Joint = TypeVar("Joint", OptionTable, Deal)
"""What several departments settle together, each for itself."""


def lifecycle_of(row: OptionTable | Deal) -> Lifecycle:
    return OPTION_TABLE if isinstance(row, OptionTable) else DEAL


def locked_row(row: Joint) -> Joint:
    """As it stands now; its collaboration is locked first, as everybody does."""
    case = locked(row.collaboration)
    found: Joint = type(row).objects.select_for_update(of=("self",)).get(pk=row.pk)
    found.collaboration = case
    return found


def moved(row: OptionTable | Deal, verb: str, to: str | None = None) -> None:
    """The next state, and since when; whoever calls saves."""
    after = lifecycle_of(row).after(row.state, verb, to=to)
    if after != row.state:
        row.state, row.since = after, clock.now()


def due_of(row: OptionTable | Deal) -> datetime | None:
    if not lifecycle_of(row).state(row.state).clock:
        return None
    return calendar().add_working_hours(row.since, HOURS)


def settle(row: OptionTable | Deal) -> None:
    lifecycle, due = lifecycle_of(row), due_of(row)
    match lifecycle.state(row.state).ball:
        case "initiator":
            holders = [_initiating(row.collaboration, due)]
        case "sides":
            holders = [_speaking(row, side.department, due) for side in _waiting(row)]
        case _:
            holders = []
    balls.settle(
        lifecycle.name, row.pk, row.collaboration, state=row.state, title=row.question,
        holders=holders,
    )  # fmt: skip


def _waiting(row: OptionTable | Deal) -> list[TableSide | DealSide]:
    """Who has not handed in, or not said yes; all alike while the yes is silent."""
    sides = row.sides.select_related("department__head", "department__deputy")
    if row.state == "asked":
        return list(sides)
    return list(sides.filter(**{"agreed_at" if row.state == "proposed" else "handed_in_at": None}))


def _initiating(case: Collaboration, due: datetime | None) -> Holder:
    liaison = case.department.liaisons.exclude(person=case.person_in_charge).first()
    return Holder(
        department=case.department,
        person=case.person_in_charge,
        deputy=liaison.person if liaison else None,
        due_at=due,
    )


def _speaking(row: OptionTable | Deal, department: Department, due: datetime | None) -> Holder:
    """A liaison scores and weighs; a head is asked for the yes that binds."""
    rows = department.liaisons.filter(person__is_active=True).select_related("person")
    liaison: Person | None = next((row.person for row in rows), None)
    first = department.head if row.state == "proposed" else None
    return Holder(
        department=department,
        person=first or liaison or department.head,
        deputy=department.deputy,
        waiting=row.collaboration.person_in_charge,
        due_at=due,
    )
