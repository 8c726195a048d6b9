"""Whose move it is on an option table: the initiator's, or one ball for each side that has not moved."""

from datetime import datetime

from tongzhou.collaborations import balls
from tongzhou.collaborations.actions.moves import locked
from tongzhou.collaborations.balls import Holder
from tongzhou.collaborations.models import Collaboration
from tongzhou.core import clock
from tongzhou.interests.models import OptionTable, TableSide
from tongzhou.interests.states import OPTION_TABLE
from tongzhou.org.calendars import calendar
from tongzhou.org.models import Department, Person

HOURS = 24
"""Three working days, as for a request."""


def locked_table(table: OptionTable) -> OptionTable:
    """The row as it stands now; its collaboration is locked first, as everybody does."""
    case = locked(table.collaboration)
    row: OptionTable = OptionTable.objects.select_for_update(of=("self",)).get(pk=table.pk)
    row.collaboration = case
    return row


def moved(table: OptionTable, verb: str, to: str | None = None) -> None:
    """The next state, and since when; whoever calls saves."""
    after = OPTION_TABLE.after(table.state, verb, to=to)
    if after != table.state:
        table.state, table.since = after, clock.now()


def settle(table: OptionTable) -> None:
    match OPTION_TABLE.state(table.state).ball:
        case "initiator":
            holders = [initiating_holder(table.collaboration, _due(table))]
        case "sides":
            holders = [_side(table, side) for side in waiting_sides(table)]
        case _:
            holders = []
    balls.settle(
        "option_table", table.pk, table.collaboration, state=table.state, title=table.question,
        holders=holders,
    )  # fmt: skip


def waiting_sides(table: OptionTable) -> list[TableSide]:
    """Who has not scored, or not said yes."""
    sides = table.sides.select_related("department__head", "department__deputy")
    if table.state == "proposed":
        return list(sides.filter(agreed_at=None))
    return list(sides.filter(handed_in_at=None))


def initiating_holder(case: Collaboration, due: datetime | None) -> Holder:
    liaison = case.department.liaisons.exclude(person=case.person_in_charge).first()
    return Holder(
        department=case.department,
        person=case.person_in_charge,
        deputy=liaison.person if liaison else None,
        due_at=due,
    )


def speaking_holder(
    department: Department,
    case: Collaboration,
    due: datetime | None,
    *,
    first: Person | None = None,
) -> Holder:
    """`first`, otherwise a liaison, otherwise the head."""
    rows = department.liaisons.filter(person__is_active=True).select_related("person")
    liaison = next((row.person for row in rows), None)
    return Holder(
        department=department,
        person=first or liaison or department.head,
        deputy=department.deputy,
        waiting=case.person_in_charge,
        due_at=due,
    )


def _side(table: OptionTable, side: TableSide) -> Holder:
    """A liaison scores; a head is asked for the yes."""
    head = side.department.head if table.state == "proposed" else None
    return speaking_holder(side.department, table.collaboration, _due(table), first=head)


def _due(table: OptionTable) -> datetime | None:
    if not OPTION_TABLE.state(table.state).clock:
        return None
    return calendar().add_working_hours(table.since, HOURS)
