"""An administrator looked into what is confidential."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from tongzhou.journal.events import Event, PersonId


@dataclass(frozen=True, kw_only=True)
class OpeningStarted(Event):
    kind = "collaboration.opened"
    sentence = _("The administrator %(actor)s may read this until %(until)s. Reason: %(reason)s")
    mail = True
    reason: str
    until: datetime


@dataclass(frozen=True, kw_only=True)
class OpeningEnded(Event):
    kind = "collaboration.opening_ended"
    sentence = _("The administrator %(person)s no longer reads this.")
    person: PersonId
