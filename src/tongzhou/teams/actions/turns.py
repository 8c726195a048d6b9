"""What the clock does: reminds, and ends what nobody renewed."""

from django.db import transaction

from tongzhou.core import clock
from tongzhou.journal.actions import record
from tongzhou.teams.actions.moves import facts_of
from tongzhou.teams.events import LoanReminded, TeamExpired, TeamExpiring
from tongzhou.teams.models import Loan, Team
from tongzhou.teams.states import TEAM


def expire(team: Team) -> bool:
    """Whether it ended now: its last day is over, and a renewal was not signed in time."""
    with transaction.atomic():
        held = Team.objects.select_for_update().get(pk=team.pk)
        if not TEAM.allows(held.state, "expire") or held.until >= clock.today():
            return False
        held.state, held.next_until = TEAM.after(held.state, "expire"), None
        held.ended_at = clock.now()
        held.save(update_fields=["state", "next_until", "ended_at"])
        record(TeamExpired(subject=held.pk, name=held.name), by=None)
        return True


def remind_of_expiry(team: Team) -> bool:
    with transaction.atomic():
        held = Team.objects.select_for_update().get(pk=team.pk)
        if held.state != "active" or held.reminded_at:
            return False
        held.reminded_at = clock.now()
        held.save(update_fields=["reminded_at"])
        record(TeamExpiring(subject=held.pk, name=held.name, until=held.until), by=None)
        return True


def remind_of_loan(loan: Loan) -> bool:
    with transaction.atomic():
        held = Loan.objects.select_for_update(of=("self",)).select_related("team").get(pk=loan.pk)
        if held.state != "asked" or held.reminded_at:
            return False
        held.reminded_at = clock.now()
        held.save(update_fields=["reminded_at"])
        record(LoanReminded(**facts_of(held, held.team)), by=None)
        return True
