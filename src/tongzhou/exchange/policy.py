"""Who offers value for a department, and who confirms what came."""

from django.utils.translation import gettext_lazy as _

from tongzhou.collaborations.policy.seats import liaises
from tongzhou.core.verdicts import Refused, Verdict, allow_if
from tongzhou.exchange.models import Gain
from tongzhou.org.models import Department, Person
from tongzhou.org.standing import Standing, belongs_to


def may_offer(by: Person, giver: Department) -> Verdict:
    """Whoever works there knows what the work brought others."""
    allowed = not by.is_auditor and (belongs_to(by, giver) or liaises(by, giver) is not None)
    return allow_if(
        allowed, _("People of %(department)s say what it did.") % {"department": giver.name}
    )


def may_receive(by: Person, gain: Gain) -> Verdict:
    return allow_if(liaises(by, gain.receiver) is not None, _only_the_receiver(gain))


def receiving(by: Person, gain: Gain) -> Standing:
    standing = liaises(by, gain.receiver)
    if standing is None:
        raise Refused(_only_the_receiver(gain))
    return standing


def may_withdraw(by: Person, gain: Gain) -> Verdict:
    allowed = gain.by_id == by.pk or liaises(by, gain.giver) is not None
    return allow_if(
        allowed,
        _("Who said it, or the liaison or head of %(department)s, takes it back.")
        % {"department": gain.giver.name},
    )


def _only_the_receiver(gain: Gain) -> str:
    return _("The liaison or head of %(department)s says whether it came.") % {
        "department": gain.receiver.name
    }
