"""Meetings: called, changed, held with minutes and decisions, cancelled."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

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
)
from tongzhou.collaborations.models import Attendee, Collaboration, Decision, Meeting
from tongzhou.collaborations.policy.meetings import may_call, may_record
from tongzhou.collaborations.states import COLLABORATION, MEETING
from tongzhou.core import clock
from tongzhou.core.verdicts import Invalid, NotPossibleNow, Stale
from tongzhou.journal.actions import record
from tongzhou.org.calendars import calendar
from tongzhou.org.models import Person

HOURS_FOR_MINUTES = 8
"""Working hours after its end within which a meeting's minutes are due."""
LONGEST_DECISION = 400
LIVING = ("asking", "dividing", "signing", "delivering", "accepting", "reviewing")


@dataclass(frozen=True, kw_only=True)
class Plan:
    kind: str
    starts_at: datetime
    minutes_long: int = 60
    place: str = ""
    agenda: str = ""
    attendees: tuple[Person, ...] = ()


def call(collaboration: Collaboration, plan: Plan, *, by: Person) -> Meeting:
    with transaction.atomic():
        case = locked(collaboration)
        may_call(by, case).require()
        if case.state not in LIVING:
            label = COLLABORATION.state(case.state).label
            sentence = _("The collaboration is “%(state)s”: no meeting can be called now.")
            raise NotPossibleNow(sentence % {"state": label})
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
        _write(row, plan)
        row.version += 1
        row.save(update_fields=["starts_at", "minutes_long", "place", "agenda", "version"])
        _invite(row, plan.attendees)
        event = MeetingChanged(
            subject=row.pk, collaboration=row.collaboration_id, starts_at=plan.starts_at,
            place=plan.place,
        )  # fmt: skip
        record(event, by=by)
        _settle(row)


def hold(
    meeting: Meeting,
    *,
    minutes: str,
    decisions: Sequence[str],
    came: Collection[Person],
    seen: int,
    by: Person,
) -> None:
    """The minutes stand from then on; each decision is one sentence."""
    with transaction.atomic():
        row = _locked(meeting)
        may_record(by, row).require()
        _require_seen(row, seen, minutes=minutes, decisions="\n".join(decisions))
        row.state = MEETING.after(row.state, "hold")
        if not minutes.strip() and not decisions:
            raise Invalid(_("Write the minutes or at least one decision."))
        if any(len(text) > LONGEST_DECISION for text in decisions):
            wrong = _("A decision may have 400 characters: one sentence each.")
            raise Invalid(wrong, errors={"decisions": wrong})
        row.minutes, row.held_at, row.recorded_by = minutes.strip(), clock.now(), by
        row.version += 1
        row.save(update_fields=["state", "minutes", "held_at", "recorded_by", "version"])
        row.attendees.update(came=False)
        row.attendees.filter(person__in=[person.pk for person in came]).update(came=True)
        Decision.objects.bulk_create(
            Decision(meeting=row, position=place, text=text)
            for place, text in enumerate(decisions, start=1)
        )
        event = MeetingHeld(
            subject=row.pk, collaboration=row.collaboration_id, meeting_kind=row.kind,
            decisions=len(decisions),
        )  # fmt: skip
        record(event, by=by)
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


def _invite(meeting: Meeting, people: Collection[Person]) -> None:
    wanted = {person.pk for person in people}
    meeting.attendees.exclude(person__in=wanted).delete()
    known = set(meeting.attendees.values_list("person", flat=True))
    Attendee.objects.bulk_create(
        Attendee(meeting=meeting, person_id=pk) for pk in sorted(wanted - known)
    )


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
        title=str(Meeting.Kind(meeting.kind).label),
        holders=[holder] if meeting.state == "planned" else [],
    )
