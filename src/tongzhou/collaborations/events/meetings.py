"""What can happen to a meeting."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from tongzhou.journal.events import Event, PersonId


@dataclass(frozen=True, kw_only=True)
class MeetingPlanned(Event):
    kind = "meeting.planned"
    sentence = _("%(actor)s called a meeting: %(starts_at)s, %(place)s.")
    mail = True

    meeting_kind: str
    starts_at: datetime
    place: str


@dataclass(frozen=True, kw_only=True)
class MeetingChanged(Event):
    kind = "meeting.changed"
    sentence = _("%(actor)s changed a meeting: %(starts_at)s, %(place)s.")
    mail = True

    starts_at: datetime
    place: str
    removed: tuple[PersonId, ...] = ()


@dataclass(frozen=True, kw_only=True)
class MeetingReplied(Event):
    kind = "meeting.replied"
    sentence = _("%(actor)s replied to the invitation. %(said)s")

    coming: bool
    said: str = ""


@dataclass(frozen=True, kw_only=True)
class MeetingHeld(Event):
    kind = "meeting.held"
    sentence = _("%(actor)s recorded the minutes of a meeting: %(decisions)s decisions.")

    meeting_kind: str
    decisions: int
    outcome: str = ""


@dataclass(frozen=True, kw_only=True)
class MeetingCancelled(Event):
    kind = "meeting.cancelled"
    sentence = _("%(actor)s cancelled a meeting: %(reason)s")
    mail = True

    reason: str
