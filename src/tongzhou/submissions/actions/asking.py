"""Who of a department is asked, from the moment a campaign opens."""

from django.utils.translation import gettext_lazy as _

from tongzhou.core.verdicts import NotPossibleNow
from tongzhou.org.models import Department, Liaison, Person
from tongzhou.submissions.models import Campaign
from tongzhou.submissions.rhythms import moment_of


def ask_everybody(campaign: Campaign) -> None:
    """Liaisons are those of this moment: a draft may have lain for weeks."""
    for one in campaign.respondents.select_related("department__head", "department__deputy"):
        if not one.is_personal:
            one.person = _asked_of(one.department)
        one.due_at, one.step = campaign.due_at, 0
        one.next_at = moment_of(1, campaign.due_at)
        one.save(update_fields=["person", "due_at", "step", "next_at"])


def _asked_of(department: Department) -> Person:
    seats = Liaison.objects.filter(department=department, person__is_active=True)
    first = seats.select_related("person").order_by("pk").first()
    found = first.person if first else department.head or department.deputy
    if found is None:
        raise NotPossibleNow(
            _("%(department)s has neither liaison nor head: nobody can be asked there.")
            % {"department": department}
        )
    return found
