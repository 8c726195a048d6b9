"""Improvements somebody who leaves had agreed to pass to the successor."""

from collections.abc import Iterable

from django.utils.translation import pgettext_lazy

from tongzhou.collaborations.actions import moves
from tongzhou.collaborations.actions.bringing_in import bring_in_person
from tongzhou.journal.actions import record
from tongzhou.journal.events import PersonId
from tongzhou.org.handover import InHand
from tongzhou.org.models import Person
from tongzhou.outcomes.actions.improvements import settle_ball
from tongzhou.outcomes.events import ImprovementHandedOver
from tongzhou.outcomes.models import Improvement
from tongzhou.ui.addresses import address


def show(person: Person, reader: Person) -> Iterable[InHand]:
    rows = Improvement.objects.visible_to(reader).filter(owner=person, state="open")
    for one in rows:
        yield InHand(
            pgettext_lazy("in hand", "improvement"), one.text, address("improvement", one.pk)
        )


def pass_on(person: Person, successor: Person, by: Person | None) -> None:
    rows = Improvement.objects.filter(owner=person, state="open")
    for one in rows.select_related("retrospective__collaboration").order_by("pk"):
        case = moves.locked(one.retrospective.collaboration)
        one.retrospective.collaboration = case
        bring_in_person(case, successor, by=by)
        one.owner = successor
        deputy = {"deputy"} if one.deputy_id == successor.pk else set()
        if deputy:
            one.deputy = None
        one.save(update_fields=["owner", *deputy])
        settle_ball(one)
        event = ImprovementHandedOver(
            subject=one.pk, collaboration=case.pk, text=one.text, person=PersonId(successor.pk)
        )
        record(event, by=by)
