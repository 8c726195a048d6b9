"""Who may remind somebody by hand."""

from django.utils.translation import gettext_lazy as _

from tongzhou.collaborations.models import Ball
from tongzhou.collaborations.policy.cases import initiates
from tongzhou.core.verdicts import Verdict, allow_if
from tongzhou.org.hierarchy import stands_for
from tongzhou.org.models import Person


def may_prod(by: Person, ball: Ball) -> Verdict:
    """Whoever waits for it, or stands in for them; and the initiating side."""
    waits = ball.waiting_id is not None and ball.waiting_id in set(stands_for(by))
    return allow_if(
        waits or initiates(by, ball.collaboration) is not None,
        _("Only whoever waits for it, or the initiating department, may remind."),
    )
