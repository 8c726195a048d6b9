"""Meetings: called, changed, held with minutes and decisions, cancelled."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from tongzhou.collaborations import balls
from tongzhou.collaborations.actions.moves import locked
from tongzhou.collaborations.balls import Holder
from tongzhou.collaborations.events.meetings import (
    MeetingCancelled,
    MeetingChanged,
    MeetingHeld,
    MeetingPlanned,
    MeetingReplied,
)
from tongzhou.collaborations.meeting_rules import (
    Resolution,
    has_begun,
    require_begun,
    require_future,
    require_worded,
)
from tongzhou.collaborations.models import (
    Attendance,
    Attendee,
    Collaboration,
    Decision,
    Meeting,
)
from tongzhou.collaborations.policy.meetings import may_call, may_record, may_reply
from tongzhou.collaborations.states import COLLABORATION, MEETING
from tongzhou.core import clock
from tongzhou.core.verdicts import Invalid, NotPossibleNow, Stale
from tongzhou.journal.actions import record
from tongzhou.journal.events import PersonId
from tongzhou.org.calendars import calendar
from tongzhou.org.models import Person

__all__ = ["Plan", "Resolution", "call", "cancel", "change", "has_begun", "hold", "reply"]
HOURS_FOR_MINUTES = 8
"""Working hours after its end within which a meeting's minutes are due."""
LONGEST_REASON = 200
LIVING = ("asking", "dividing", "signing", "delivering", "accepting", "reviewing")


@dataclass(frozen=True, kw_only=True)
class Plan:
    kind: str
    starts_at: datetime
    minutes_long: int = 60
    place: str = ""
    agenda: str = ""
    attendees: tuple[Person, ...] = ()


def require_living(case: Collaboration) -> None:
    """What is over, paused or not sent yet calls nobody together."""
    if case.state not in LIVING:
        label = COLLABORATION.state(case.state).label
        sentence = _("The collaboration is “%(state)s”: no meeting can be called now.")
        raise NotPossibleNow(sentence % {"state": label})


def call(collaboration: Collaboration, plan: Plan, *, by: Person) -> Meeting:
    with transaction.atomic():
        case = locked(collaboration)
        may_call(by, case).require()
        require_living(case)
        require_future(plan.starts_at)
        meeting = Meeting(collaboration=case, called_by=by, kind=plan.kind)
        _write(meeting, plan)
        meeting.save(force_insert=True)
        _invite(meeting, plan.attendees)
        event = MeetingPlanned(
            subject=meeting.pk, collaboration=case.pk, meeting_kind=plan.kind,
            starts_at=plan.starts_at, place=plan.place,
        )  # fmt: skip
        record(event, by=by)
        _settle(meeting)
    return meeting


def change(meeting: Meeting, plan: Plan, *, seen: int, by: Person) -> None:
    with transaction.atomic():
        row = _locked(meeting)
        may_record(by, row).require()
        if row.state != "planned":
            raise NotPossibleNow(_("Only a planned meeting can be changed."))
        _require_seen(row, seen, agenda=plan.agenda, place=plan.place)
        moved = row.starts_at != plan.starts_at
        if moved:
            require_future(plan.starts_at)
        _write(row, plan)
        row.version += 1
        row.save(update_fields=["starts_at", "minutes_long", "place", "agenda", "version"])
        removed = _invite(row, plan.attendees)
        if moved:
            row.attendees.update(attendance=Attendance.INVITED, reason="")
        event = MeetingChanged(
            subject=row.pk, collaboration=row.collaboration_id, starts_at=plan.starts_at,
            place=plan.place, removed=tuple(PersonId(pk) for pk in removed),
        )  # fmt: skip
        record(event, by=by)
        _settle(row)


def hold(
    meeting: Meeting,
    *,
    minutes: str,
    decisions: Sequence[str | Resolution],
    came: Collection[Person],
    excused: Collection[Person] = (),
    outcome: str = "",
    seen: int,
    by: Person,
) -> None:
    """The minutes stand from then on; each decision is one sentence, a talk ends with one."""
    resolved = [one if isinstance(one, Resolution) else Resolution(text=one) for one in decisions]
    with transaction.atomic():
        row = _locked(meeting)
        may_record(by, row).require()
        _require_seen(
            row, seen, minutes=minutes, outcome=outcome,
            decisions="\n".join(one.text for one in resolved),
        )  # fmt: skip
        row.state = MEETING.after(row.state, "hold")
        require_begun(row)
        require_worded(row, minutes, resolved, outcome)
        row.minutes, row.held_at, row.recorded_by = minutes.strip(), clock.now(), by
        row.outcome = outcome.strip()
        row.version += 1
        row.save(update_fields=["state", "minutes", "outcome", "held_at", "recorded_by", "version"])
        _note_attendance(row, came, excused)
        Decision.objects.bulk_create(
            Decision(meeting=row, position=place, **vars(one))
            for place, one in enumerate(resolved, start=1)
        )
        event = MeetingHeld(
            subject=row.pk, collaboration=row.collaboration_id, meeting_kind=row.kind,
            decisions=len(resolved), outcome=row.outcome,
        )  # fmt: skip
        record(event, by=by, keeps=[row, *row.decisions.all()])
        _settle(row)


def cancel(meeting: Meeting, *, reason: str, by: Person) -> None:
    with transaction.atomic():
        row = _locked(meeting)
        may_record(by, row).require()
        row.state = MEETING.after(row.state, "cancel")
        if not reason.strip():
            raise Invalid(_("Please say why."), errors={"reason": _("One sentence is enough.")})
        row.version += 1
        row.save(update_fields=["state", "version"])
        event = MeetingCancelled(
            subject=row.pk, collaboration=row.collaboration_id, reason=reason.strip()
        )
        record(event, by=by)
        _settle(row)


def reply(meeting: Meeting, *, coming: bool, reason: str = "", by: Person) -> None:
    """Whoever is invited says whether they come; a reason helps to find another hour."""
    with transaction.atomic():
        row = _locked(meeting)
        may_reply(by, row).require()
        if row.state != "planned":
            raise NotPossibleNow(_("The meeting is not planned any more."))
        if len(reason) > LONGEST_REASON or (not coming and not reason.strip()):
            wrong = _("Say in a short sentence why you cannot come.")
            raise Invalid(wrong, errors={"reason": wrong})
        answer = Attendance.COMING if coming else Attendance.EXCUSED
        row.attendees.filter(person=by).update(attendance=answer, reason=reason.strip())
        event = MeetingReplied(
            subject=row.pk, collaboration=row.collaboration_id, coming=coming, said=reason.strip()
        )
        record(event, by=by)


def _note_attendance(
    meeting: Meeting, came: Collection[Person], excused: Collection[Person]
) -> None:
    present, away = [one.pk for one in came], [one.pk for one in excused]
    rows = meeting.attendees
    rows.filter(person__in=present).update(attendance=Attendance.PRESENT)
    absent = rows.exclude(person__in=present)
    absent.filter(person__in=away).update(attendance=Attendance.EXCUSED)
    absent.exclude(person__in=away).update(attendance=Attendance.ABSENT)


def _locked(meeting: Meeting) -> Meeting:
    """The collaboration is locked first, as everybody does."""
    case = locked(meeting.collaboration)
    rows = Meeting.objects.select_for_update(of=("self",))
    row: Meeting = rows.select_related("called_by__department__head").get(pk=meeting.pk)
    row.collaboration = case
    return row


def _require_seen(meeting: Meeting, seen: int, **mine: str) -> None:
    if seen != meeting.version:
        theirs = {name: getattr(meeting, name, "") for name in mine}
        raise Stale(mine=mine, theirs={**theirs, "state": MEETING.state(meeting.state).label})


def _write(meeting: Meeting, plan: Plan) -> None:
    meeting.starts_at, meeting.minutes_long = plan.starts_at, plan.minutes_long
    meeting.place, meeting.agenda = plan.place.strip(), plan.agenda.strip()


def _invite(meeting: Meeting, people: Collection[Person]) -> list[UUID]:
    """Who is no longer invited."""
    wanted = {person.pk for person in people}
    known = set(meeting.attendees.values_list("person", flat=True))
    meeting.attendees.exclude(person__in=wanted).delete()
    Attendee.objects.bulk_create(
        Attendee(meeting=meeting, person_id=pk) for pk in sorted(wanted - known)
    )
    return sorted(known - wanted)


def _settle(meeting: Meeting) -> None:
    """Until the minutes are written they are whose who called it."""
    ends_at = meeting.starts_at + timedelta(minutes=meeting.minutes_long)
    holder = Holder(
        department=meeting.called_by.department,
        person=meeting.called_by,
        due_at=calendar().add_working_hours(ends_at, HOURS_FOR_MINUTES),
    )
    balls.settle(
        "meeting",
        meeting.pk,
        meeting.collaboration,
        state=meeting.state,
        title=meeting.collaboration.name,
        holders=[holder] if meeting.state == "planned" else [],
    )
