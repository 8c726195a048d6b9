"""Rows somebody who leaves was responsible for pass to the successor.

Who is accountable was signed: that stays until a change request names somebody else, and the
department head acts meanwhile.
"""

from collections.abc import Iterable
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from tongzhou.journal.actions import record
from tongzhou.org.handover import InHand, leads_besides
from tongzhou.org.models import Person
from tongzhou.plans import queries
from tongzhou.plans.actions.locks import locked, touched
from tongzhou.plans.actions.writing import write
from tongzhou.plans.models import Role, Task, TaskQuerySet
from tongzhou.plans.rows import Seat
from tongzhou.ui.addresses import address

OVER = ("archived", "cancelled", "discarded")
DONE = ("accepted", "accepted_with_remains")
WORDS = {
    "R": _("responsible for"),
    "A": _("accountable, until a change request names another, for"),
}


def show(person: Person, reader: Person) -> Iterable[InHand]:
    roles = Role.objects.filter(task__in=_carried(person).visible_to(reader), person=person)
    related = ("task__department__head", "task__department__deputy")
    for role in roles.filter(letter__in=WORDS).select_related(*related):
        other = leads_besides(person, role.task.department)
        yield InHand(
            WORDS[role.letter], role.task.name, address("plan", role.task.collaboration_id),
            other.name if other else "",
        )  # fmt: skip


def pass_on(person: Person, successor: Person, by: Person | None) -> None:
    rows = _carried(person).filter(roles__letter="R", roles__person=person).distinct()
    for task in rows.select_related("collaboration").order_by("collaboration", "pk"):
        held = locked(task)
        before = queries.row(held.pk)
        event = write(
            held, before, "responsible", tuple(_instead(before.seats["R"], person, successor))
        )
        if event:
            touched(held)
            record(event, by=by)


def _instead(seats: Iterable[Seat], person: Person, successor: Person) -> Iterable[UUID]:
    keys = [successor.pk if seat.key == person.pk else seat.key for seat in seats]
    return dict.fromkeys(keys)


def _carried(person: Person) -> TaskQuerySet:
    open_rows = Task.objects.standing().exclude(state__in=DONE)
    return open_rows.filter(roles__person=person).exclude(collaboration__state__in=OVER).distinct()
