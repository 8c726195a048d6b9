"""What the page of a team shows one reader."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tongzhou.core.lifecycle import State
from tongzhou.org.models import Person
from tongzhou.org.standing import as_head
from tongzhou.teams import policy, queries
from tongzhou.teams.forms import LoanForm, ReasonForm, RenewalForm
from tongzhou.teams.models import Loan, Team
from tongzhou.teams.states import LOAN, TEAM


@dataclass(frozen=True, slots=True)
class LoanLine:
    """`share` is what the person is lent for in all teams; `standing` how the reader may sign."""

    loan: Loan
    state: State
    share: int
    due_at: datetime | None
    may_decide: bool
    on_behalf_of: str


def page_of(team: Team, person: Person, *, must_prove: bool) -> dict[str, Any]:
    loans = queries.loans_of(team)
    shares = queries.shares_of(loan.person_id for loan in loans)
    leads = bool(policy.may_lead(person, team))
    return {
        "team": team,
        "state": TEAM.state(team.state),
        "lines": [_line(loan, shares[loan.person_id], person) for loan in loans],
        "leads": leads,
        "may": {move.verb for move in TEAM.moves_from(team.state)} if leads else set(),
        "superior": queries.superior_of(team),
        "must_prove": must_prove,
        "loan_form": LoanForm(by=person),
        "renewal_form": RenewalForm(),
        "ending_form": ReasonForm(),
        "refusal_form": ReasonForm(),
    }


def _line(loan: Loan, share: int, person: Person) -> LoanLine:
    asked = loan.state == "asked"
    standing = as_head(person, loan.home) if asked else None
    absent = standing.on_behalf_of if standing else None
    return LoanLine(
        loan=loan,
        state=LOAN.state(loan.state),
        share=share,
        due_at=queries.answer_due(loan) if asked else None,
        may_decide=standing is not None,
        on_behalf_of=absent.name if absent else "",
    )
