"""Whom a team borrows: asked for by its leader, signed or declined by the home department."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from tongzhou.core import clock
from tongzhou.core.verdicts import Invalid, NotPossibleNow, Sentence
from tongzhou.journal.actions import record
from tongzhou.org.models import Person
from tongzhou.teams import policy
from tongzhou.teams.actions.moves import ask, facts_of, locked, settle, share_of
from tongzhou.teams.events import LoanDeclined, LoanReleased, LoanSigned
from tongzhou.teams.models import Loan, Team
from tongzhou.teams.states import LOAN, TEAM

WHOLE = 100


def borrow(team: Team, *, by: Person, person: Person, percent: int) -> Loan:
    """Planned while the team is a draft; asked for at once when it is not."""
    with transaction.atomic():
        held = locked(team, "borrow", by)
        _check(held, person, percent)
        loan = Loan.objects.create(
            team=held, person=person, home=person.department, percent=percent
        )
        if held.state != "draft":
            ask(loan, held, by=by)
    return loan


def sign(loan: Loan, *, by: Person, proof: str = "") -> Loan:
    """The home department lends the person until the last day the team asks for."""
    with transaction.atomic():
        held, team = _locked(loan, "sign")
        standing = policy.as_lender(by, held)
        person = Person.objects.select_for_update(of=("self",)).get(pk=held.person_id)
        _check_share(held, person)
        held.state, held.until = LOAN.after(held.state, "sign"), team.asked_until
        _decide(held, by=by, standing_for=standing.on_behalf_of)
        event = LoanSigned(**facts_of(held, team), until=held.until, proof=proof)
        record(event, by=by, on_behalf_of=standing.on_behalf_of)
        settle(team)
    return held


def decline(loan: Loan, *, by: Person, reason: str) -> Loan:
    """The person stays at home, or goes back when what was signed before is over."""
    with transaction.atomic():
        held, team = _locked(loan, "decline")
        standing = policy.as_lender(by, held)
        text = reason.strip()[:300]
        if not text:
            raise _wrong("reason", _("One sentence why, please: the leader looks for another way."))
        held.state, held.reason = LOAN.after(held.state, "decline"), text
        _decide(held, by=by, standing_for=standing.on_behalf_of)
        event = LoanDeclined(**facts_of(held, team), reason=text)
        record(event, by=by, on_behalf_of=standing.on_behalf_of)
        settle(team)
    return held


def release(loan: Loan, *, by: Person) -> Loan:
    with transaction.atomic():
        team = locked(loan.team, "release", by)
        held = Loan.objects.select_for_update(of=("self",)).get(pk=loan.pk)
        was_planned = held.state == "planned"
        held.state = LOAN.after(held.state, "release")
        held.save(update_fields=["state"])
        if not was_planned:
            record(LoanReleased(**facts_of(held, team)), by=by)
        settle(team)
    return held


def _check(team: Team, person: Person, percent: int) -> None:
    if not 1 <= percent <= WHOLE:
        raise _wrong("percent", _("Between 1 and 100 percent."))
    if not person.is_active:
        closed = _("The account of %(person)s is closed.") % {"person": person.name}
        raise _wrong("person", closed)
    if team.loans.exclude(state="released").filter(person=person).exists():
        known = _("%(person)s is already in this team.") % {"person": person.name}
        raise _wrong("person", known)


def _locked(loan: Loan, verb: str) -> tuple[Loan, Team]:
    """The team first, as in every verb of it."""
    team = (
        Team.objects.select_for_update(of=("self",)).select_related("leader").get(pk=loan.team_id)
    )
    rows = Loan.objects.select_for_update(of=("self",))
    held = rows.select_related("home", "person").get(pk=loan.pk)
    if team.state == "ended":
        TEAM.check(team.state, "borrow")
    LOAN.check(held.state, verb)
    return held, team


def _check_share(loan: Loan, person: Person) -> None:
    others = share_of(person, beside=loan)
    if others + loan.percent > WHOLE:
        facts = {"person": person.name, "share": others, "percent": loan.percent}
        sentence = _(
            "%(person)s is already lent for %(share)s %%; with %(percent)s %% more it would be over"
            " 100 %%. Decline, or ask the leader for a smaller share."
        )
        raise NotPossibleNow(sentence % facts)


def _decide(loan: Loan, *, by: Person, standing_for: Person | None) -> None:
    loan.decided_by, loan.decided_for, loan.decided_at = by, standing_for, clock.now()
    loan.save(update_fields=["state", "until", "reason", "decided_by", "decided_for", "decided_at"])


def _wrong(field: str, sentence: Sentence) -> Invalid:
    return Invalid(sentence, errors={field: sentence})
