"""A mail to oneself, at once: whether the organisation's server takes what it is given."""

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils import translation
from django.utils.translation import gettext as _

from tongzhou.channels.mail import is_configured
from tongzhou.core.addresses import addressed
from tongzhou.core.verdicts import NotPossibleNow
from tongzhou.org import policy
from tongzhou.org.models import Person


def send_trial(*, by: Person) -> None:
    """Raises `NotPossibleNow` with what the server said."""
    policy.may_manage_organisation(by).require()
    if not is_configured():
        raise NotPossibleNow(_("Set TONGZHOU_SMTP_HOST on the server and start it again."))
    if not by.mail:
        raise NotPossibleNow(_("Write your mail address into your details first."))
    try:
        _message(by).send()
    except OSError as error:
        said = _("The mail server did not take it: %(reason)s") % {"reason": str(error)[:300]}
        raise NotPossibleNow(said) from None


def _message(person: Person) -> EmailMessage:
    with translation.override(person.language):
        return EmailMessage(
            subject=_("Tongzhou can send mail"),
            body=_("This mail was sent to try it out. Nothing has to be done.\n\n%(address)s")
            % {"address": settings.BASE_URL},
            to=[addressed(person.name, person.mail)],
        )
