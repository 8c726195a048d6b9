"""A department that is named in the table takes part from then on."""

from collections.abc import Iterable
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from tongzhou.collaborations.actions import bringing_in
from tongzhou.collaborations.models import Collaboration
from tongzhou.collaborations.policy import initiates
from tongzhou.core.verdicts import Refused
from tongzhou.org.models import Department, Person


def bring_in(
    collaboration: Collaboration, departments: Iterable[UUID], *, by: Person | None
) -> None:
    """Make parties of those that are none yet: that shows them the collaboration, so only the

    initiator may, or nobody in particular when a signed change is applied.
    """
    known = set(collaboration.parties.values_list("department", flat=True))
    wanted = [key for key in dict.fromkeys(departments) if key not in known]
    added = list(Department.objects.filter(pk__in=wanted).order_by("path"))
    if added and by and not initiates(by, collaboration):
        raise Refused(_("Only the initiator may bring in another department."))
    for department in added:
        bringing_in.bring_in(collaboration, department, by=by)
