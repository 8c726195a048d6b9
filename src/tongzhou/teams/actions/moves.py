"""What several verbs of a team share: locking, asking a home department, going on by itself."""

from typing import Any

from django.db.models import Sum

from tongzhou.core import clock
from tongzhou.journal.actions import record
from tongzhou.journal.events import DepartmentId, PersonId
from tongzhou.org.models import Person
from tongzhou.teams import policy
from tongzhou.teams.events import LoanAsked, TeamRenewed, TeamStarted
from tongzhou.teams.models import Loan, Team
from tongzhou.teams.states import LOAN, TEAM


def locked(team: Team, verb: str, by: Person) -> Team:
    """For its leader, where the lifecycle allows `verb`."""
    held = Team.objects.select_for_update(of=("self",)).select_related("leader").get(pk=team.pk)
    policy.may_lead(by, held).require()
    TEAM.check(held.state, verb)
    return held


def ask(loan: Loan, team: Team, *, by: Person) -> None:
    loan.state = LOAN.after(loan.state, "ask")
    loan.asked_at, loan.reminded_at, loan.reason = clock.now(), None, ""
    loan.save(update_fields=["state", "asked_at", "reminded_at", "reason"])
    event = LoanAsked(**facts_of(loan, team), until=team.asked_until)
    record(event, by=by)


def settle(team: Team) -> None:
    """A team goes on once every home department has answered and one has signed."""
    states = set(team.loans.values_list("state", flat=True))
    if "asked" in states or "signed" not in states:
        return
    if team.state == "forming":
        team.state = TEAM.after(team.state, "start")
        team.save(update_fields=["state"])
        record(TeamStarted(subject=team.pk, name=team.name, until=team.until), by=None)
    elif team.state == "renewing":
        assert team.next_until
        team.state, team.until, team.next_until = "active", team.next_until, None
        team.save(update_fields=["state", "until", "next_until"])
        record(TeamRenewed(subject=team.pk, name=team.name, until=team.until), by=None)


def share_of(person: Person, *, beside: Loan) -> int:
    """How many percent of the person's time other loans hold on the days of this one."""
    held = Loan.objects.binding(clock.today()).filter(person=person).exclude(pk=beside.pk)
    return held.aggregate(all=Sum("percent"))["all"] or 0


def facts_of(loan: Loan, team: Team) -> dict[str, Any]:
    return {
        "subject": team.pk,
        "name": team.name,
        "person": PersonId(loan.person_id),
        "department": DepartmentId(loan.home_id),
        "percent": loan.percent,
    }
