"""Who answers the question of the quarter."""

from django.utils.translation import gettext_lazy as _

from tongzhou.core.verdicts import Verdict, allow_if
from tongzhou.org.models import Person


def may_answer(by: Person) -> Verdict:
    return allow_if(
        by.is_active and not by.is_auditor, _("Auditors read and do not take part in the question.")
    )
