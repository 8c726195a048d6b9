"""Who collects, who hands in."""

from django.utils.translation import gettext_lazy as _

from tongzhou.core.verdicts import Refused, Verdict, allow_if
from tongzhou.org.models import Department, Person
from tongzhou.org.standing import Standing, as_liaison, as_person, belongs_to
from tongzhou.submissions.models import Campaign, Respondent


def may_draft(by: Person, department: Department) -> Verdict:
    return allow_if(
        not by.is_auditor and belongs_to(by, department),
        _("Members of %(department)s collect for it.") % {"department": department},
    )


def may_collect(by: Person, campaign: Campaign) -> Verdict:
    """Change, close, look through what came in."""
    return allow_if(
        _collects(by, campaign) is not None,
        _("%(person)s collects this, or the liaison or head of %(department)s.")
        % {"person": campaign.by, "department": campaign.department},
    )


def may_open(by: Person, campaign: Campaign) -> Verdict:
    """It costs other departments time, so somebody answers for it."""
    return allow_if(
        as_liaison(by, campaign.department) is not None,
        _("The liaison or head of %(department)s asks other departments.")
        % {"department": campaign.department},
    )


def may_hand_in(by: Person, respondent: Respondent) -> Verdict:
    return allow_if(
        _answers(by, respondent) is not None,
        _("%(person)s hands this in, or the liaison or head of %(department)s.")
        % {"person": respondent.person, "department": respondent.department},
    )


def standing_of_respondent(by: Person, respondent: Respondent) -> Standing:
    found = _answers(by, respondent)
    if found is None:
        raise Refused(may_hand_in(by, respondent).reason)
    return found


def standing_of_collector(by: Person, campaign: Campaign) -> Standing:
    found = _collects(by, campaign)
    if found is None:
        raise Refused(may_collect(by, campaign).reason)
    return found


def _collects(by: Person, campaign: Campaign) -> Standing | None:
    if by.is_auditor:
        return None
    return as_person(by, campaign.by) or as_liaison(by, campaign.department)


def _answers(by: Person, respondent: Respondent) -> Standing | None:
    if by.is_auditor:
        return None
    return as_person(by, respondent.person) or as_liaison(by, respondent.department)
