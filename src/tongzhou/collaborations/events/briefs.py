"""What can happen to a one-page brief."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from tongzhou.journal.events import Event, PersonId


@dataclass(frozen=True, kw_only=True)
class BriefForwarded(Event):
    """`subject` is the collaboration; the text itself is made when it is read."""

    kind = "brief.forwarded"
    sentence = _("%(actor)s forwarded the one-page brief to %(to)s. %(note)s")
    mail = True

    to: PersonId
    note: str = ""
