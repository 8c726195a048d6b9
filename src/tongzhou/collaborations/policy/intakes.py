"""Who decides what a department wants to know with a request."""

from django.utils.translation import gettext_lazy as _

from tongzhou.core.verdicts import Verdict, allow_if
from tongzhou.org.models import Department, Person
from tongzhou.org.standing import as_head


def may_publish(by: Person, department: Department) -> Verdict:
    return allow_if(
        as_head(by, department) is not None,
        _("Only the head of %(department)s, the deputy or the head's delegate may set this.")
        % {"department": department},
    )


may_retire = may_publish
