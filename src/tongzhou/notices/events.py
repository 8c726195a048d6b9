"""What happens to the mails that carry notices."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from tongzhou.journal.events import Event, PersonId


@dataclass(frozen=True, kw_only=True)
class MailGivenUp(Event):
    """An address was refused for good; told once a day for each person."""

    kind = "mail.given_up"
    sentence = _("Mails to %(person)s are refused: %(reason)s")

    person: PersonId
    reason: str


@dataclass(frozen=True, kw_only=True)
class MailTriedAgain(Event):
    kind = "mail.tried_again"
    sentence = _("%(actor)s had the mails to %(person)s sent again.")

    person: PersonId
