"""Invitations by mail: a meeting that calendars of any make take in, update and take out again."""

from dataclasses import dataclass

from tongzhou.collaborations.models import Meeting
from tongzhou.collaborations.queries.invitations import invitation
from tongzhou.notices.models import Notice

INVITING = ("meeting.planned", "meeting.changed", "meeting.cancelled")


@dataclass(frozen=True)
class Invitation:
    """A calendar file and the method its content type has to name."""

    method: str
    text: str

    @property
    def mime(self) -> str:
        return f"text/calendar; method={self.method}"


def is_invitation(notice: Notice) -> bool:
    return notice.kind in INVITING


def invitation_of(notice: Notice) -> Invitation | None:
    """As the meeting stands when the mail leaves; whoever is no longer invited is told to drop it."""
    if not is_invitation(notice):
        return None
    rows = Meeting.objects.select_related("collaboration", "called_by")
    meeting = rows.filter(pk=notice.entry.subject).first()
    if meeting is None:
        return None
    invited = meeting.attendees.filter(person=notice.person).exists()
    method = "CANCEL" if meeting.state == "cancelled" or not invited else "REQUEST"
    return Invitation(method, invitation(meeting, method))
