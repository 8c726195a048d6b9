"""Who may form a virtual team, and who lends people to it."""

from django.utils.translation import gettext_lazy as _

from tongzhou.core.verdicts import Refused, Verdict, allow_if
from tongzhou.org.models import Department, Person
from tongzhou.org.standing import Standing, as_head, as_person
from tongzhou.teams.models import Loan, Team


def may_draft(by: Person) -> Verdict:
    return allow_if(
        by.is_active and not by.is_auditor,
        _("An auditor reads everything and changes nothing."),
    )


def may_lead(by: Person, team: Team) -> Verdict:
    """Also whoever stands in for the leader."""
    standing = None if by.is_auditor else as_person(by, team.leader)
    return allow_if(standing is not None, _only_leader(team))


def may_lend(by: Person, home: Department) -> Verdict:
    return allow_if(as_head(by, home) is not None, _only_head(home))


def as_lender(by: Person, loan: Loan) -> Standing:
    """In which capacity `by` decides; raises `Refused`, saying who may."""
    standing = as_head(by, loan.home)
    if standing is None:
        raise Refused(_only_head(loan.home))
    return standing


def _only_leader(team: Team) -> str:
    return _("Only the leader %(person)s may do this.") % {"person": team.leader.name}


def _only_head(home: Department) -> str:
    sentence = _(
        "Only the head of %(department)s, the deputy or the head's delegate may lend people."
    )
    return sentence % {"department": home.name}
