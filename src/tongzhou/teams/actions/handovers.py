"""Teams somebody who leaves has led, and teams the person was lent to."""

from collections.abc import Iterable
from uuid import UUID

from django.db import transaction
from django.utils.translation import pgettext_lazy

from tongzhou.journal.actions import record
from tongzhou.journal.events import PersonId
from tongzhou.org.handover import InHand
from tongzhou.org.models import Person
from tongzhou.teams.actions.moves import facts_of, settle
from tongzhou.teams.events import LoanReleased, TeamHandedOver
from tongzhou.teams.models import Loan, Team
from tongzhou.teams.states import GOING, LOAN
from tongzhou.ui.addresses import address


def show(person: Person, reader: Person) -> Iterable[InHand]:
    teams = Team.objects.visible_to(reader).exclude(state="ended")
    for team in teams.filter(leader=person):
        yield InHand(pgettext_lazy("in hand", "leads"), team.name, address("team", team.pk))
    lent = Loan.objects.visible_to(reader).filter(person=person, team__state__in=GOING)
    for loan in lent.filter(state__in=("asked", "signed")).select_related("team"):
        yield InHand(
            pgettext_lazy("in hand", "is lent to"), loan.team.name, address("team", loan.team_id)
        )


def pass_on(person: Person, successor: Person, by: Person | None) -> None:
    """Leading passes on; being lent does not: somebody else would have to be signed for."""
    led = Team.objects.select_for_update().filter(leader=person).exclude(state="ended")
    for team in led.order_by("pk"):
        team.leader = successor
        team.save(update_fields=["leader"])
        event = TeamHandedOver(subject=team.pk, name=team.name, person=PersonId(successor.pk))
        record(event, by=by)


def give_back(person: UUID) -> None:
    rows = Loan.objects.filter(person=person, team__state__in=GOING)
    for loan in rows.exclude(state="released").select_related("team").order_by("team"):
        with transaction.atomic():
            team = Team.objects.select_for_update().get(pk=loan.team_id)
            held = Loan.objects.select_for_update(of=("self",)).get(pk=loan.pk)
            if held.state == "released":
                continue
            held.state = LOAN.after(held.state, "release")
            held.save(update_fields=["state"])
            record(LoanReleased(**facts_of(held, team)), by=None)
            settle(team)
