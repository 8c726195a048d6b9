"""An invitation: whoever is invited says whether they come."""

from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from tongzhou.channels.taps.offer import Blank, Choice, Offer, Purpose, Typed
from tongzhou.collaborations.actions import meetings
from tongzhou.collaborations.models import Attendee, Meeting
from tongzhou.core.verdicts import NotPossibleNow
from tongzhou.org.models import Person
from tongzhou.ui.formats import moment


def offer(person: Person, subject: UUID) -> Offer | None:
    meeting = _find(person, subject)
    own = Attendee.objects.filter(meeting=subject, person=person).first()
    if meeting is None or own is None:
        return None
    case = meeting.collaboration
    facts = [(_("When"), moment(meeting.starts_at)), (_("Where"), meeting.place)]
    facts += [(_("Agenda"), meeting.agenda), (_("Called by"), meeting.called_by.name)]
    is_planned = meeting.state == "planned"
    return Offer(
        title=meeting.get_kind_display(), case=f"{case.number} {case.name}",
        state=own.get_attendance_display() if is_planned else meeting.get_state_display(),
        tone={"coming": "moss", "invited": "amber"}.get(own.attendance, ""),
        url=reverse("meeting", args=[meeting.pk]), version=str(meeting.version),
        facts=tuple((label, text) for label, text in facts if text),
        choices=_choices(own) if is_planned else (),
    )  # fmt: skip


def _choices(own: Attendee) -> tuple[Choice, ...]:
    why = Blank("reason", _("Why not"), is_required=True, help=_("It helps to find another hour."))
    return (
        Choice("come", _("I am coming"), is_primary=own.attendance != "coming"),
        Choice("excuse", _("I cannot come"), blanks=(why,)),
    )


def act(person: Person, subject: UUID, choice: str, typed: Typed) -> None:
    meeting = _find(person, subject)
    if meeting is None or choice not in ("come", "excuse"):
        raise NotPossibleNow(_("This matter is no longer yours to answer."))
    coming = choice == "come"
    reason = "" if coming else typed.get("reason", "")
    meetings.reply(meeting, coming=coming, reason=reason, by=person)


def _find(person: Person, subject: UUID) -> Meeting | None:
    rows = Meeting.objects.visible_to(person).select_related("collaboration", "called_by")
    return rows.filter(pk=subject).first()


PURPOSE = Purpose("meeting", ("meeting.planned", "meeting.changed"), offer, act)
