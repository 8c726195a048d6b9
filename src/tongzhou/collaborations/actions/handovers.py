"""What somebody who leaves was in charge of passes to the successor."""

from collections.abc import Iterable

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tongzhou.collaborations import balls
from tongzhou.collaborations.access import CaseQuerySet
from tongzhou.collaborations.actions import moves
from tongzhou.collaborations.actions.asks import open_in, settle_all
from tongzhou.collaborations.actions.bringing_in import bring_in_person
from tongzhou.collaborations.events.cases import CaseHandedOver
from tongzhou.collaborations.models import Ball, Collaboration
from tongzhou.journal.actions import record
from tongzhou.journal.events import PersonId
from tongzhou.org.handover import InHand, leads_besides
from tongzhou.org.models import Person
from tongzhou.ui.addresses import address

OVER = ("archived", "cancelled", "discarded")


def show(person: Person, reader: Person) -> Iterable[InHand]:
    """What the reader may not see is counted, never named."""
    cases = _in_charge(person)
    seen = cases.visible_to(reader).select_related("department__head", "department__deputy")
    for case in seen:
        other = leads_besides(person, case.department)
        yield InHand(
            _("in charge of"), case.name, address("collaboration", case.pk),
            other.name if other else "",
        )  # fmt: skip
    held = Ball.objects.filter(person=person)
    known = held.visible_to(reader).select_related("collaboration__department", "department__head")
    for ball in known.exclude(kind="collaboration"):
        following = balls.next_in_line(ball, ball.collaboration)
        yield InHand(
            _("has to move in"), ball.title, address(ball.kind, ball.matter),
            following.name if following else "",
        )  # fmt: skip
    hidden = cases.count() + held.exclude(kind="collaboration").count()
    hidden -= seen.count() + known.exclude(kind="collaboration").count()
    if hidden:
        yield InHand(
            _("confidential"), str(_("%(count)s matters you may not see") % {"count": hidden})
        )


def pass_on(person: Person, successor: Person, by: Person | None) -> None:
    mine = Q(person_in_charge=person) | Q(asks__person=person) | Q(balls__person=person)
    cases = Collaboration.objects.filter(mine).exclude(state__in=OVER).distinct()
    for found in cases.order_by("pk"):
        case = moves.locked(found)
        bring_in_person(case, successor, by=by)
        _pass_case(case, person, successor, by)
        forwarded = open_in(case).filter(person=person)
        forwarded.filter(department=successor.department_id).update(person=successor)
        forwarded.update(person=None)
        Ball.objects.filter(collaboration=case, person=person).update(person=successor)
        settle_all(case)


def _in_charge(person: Person) -> CaseQuerySet:
    cases = Collaboration.objects.filter(person_in_charge=person)
    return cases.exclude(state__in=OVER)


def _pass_case(case: Collaboration, person: Person, successor: Person, by: Person | None) -> None:
    if case.person_in_charge_id != person.pk:
        return
    case.person_in_charge = successor
    case.version += 1
    case.save(update_fields=["person_in_charge", "version"])
    event = CaseHandedOver(
        subject=case.pk, collaboration=case.pk, before=PersonId(person.pk),
        person=PersonId(successor.pk),
    )  # fmt: skip
    record(event, by=by)
    moves.settle(case)
