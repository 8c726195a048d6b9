"""Gives one person or department exactly these letters of a row."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from tongzhou.core.verdicts import Invalid
from tongzhou.org.models import Person
from tongzhou.plans import queries
from tongzhou.plans.actions.cells import LETTERS, set_role
from tongzhou.plans.actions.locks import locked
from tongzhou.plans.models import Task
from tongzhou.plans.rows import Row


def assign(task: Task, *, who: UUID, letters: str, by: Person) -> Row:
    """A new A takes the place of the old one; of the others each letter stays with its holders."""
    if set(letters) - set(LETTERS):
        raise Invalid(_("The letters are R, A, C and I."))
    with transaction.atomic():
        locked(task)
        row = queries.row(task.pk)
        for letter in LETTERS:
            held = {seat.key: seat for seat in row.seats.get(letter, ())}
            if (who in held) != (letter in letters):
                row = _changed(task, row, letter, who, by=by)
        return row


def _changed(task: Task, row: Row, letter: str, who: UUID, *, by: Person) -> Row:
    """One letter more or one less for `who`."""
    seats = row.seats.get(letter, ())
    departments = [seat.key for seat in seats if seat.person is None]
    people = [seat.key for seat in seats if seat.person]
    if who in people or who in departments:
        people = [key for key in people if key != who]
        departments = [key for key in departments if key != who]
    else:
        people = [who] if letter == "A" else [*people, who]
    return set_role(task, letter=letter, people=people, departments=departments, by=by)
