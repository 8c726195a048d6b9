"""Meetings of a collaboration, and what a new one starts with."""

from datetime import UTC, datetime, timedelta
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from tongzhou.collaborations.models import Collaboration, Meeting
from tongzhou.core import clock
from tongzhou.org.calendars import calendar
from tongzhou.org.models import Department, Liaison, Person

LINE = 73
"""Octets of a line of iCalendar, before the line break."""


def meetings_of(case: Collaboration) -> list[Meeting]:
    """With attendees and decisions, the latest first."""
    rows = Meeting.objects.filter(collaboration=case).select_related("called_by", "recorded_by")
    return list(rows.prefetch_related("attendees__person__department", "decisions"))


def likely_people(case: Collaboration) -> list[Person]:
    """Heads, deputies and liaisons of the parties and the person in charge."""
    parties = Department.objects.filter(takes_part__collaboration=case)
    seats = Q(heads__in=parties) | Q(deputises__in=parties) | Q(liaises__department__in=parties)
    rows = Person.objects.active().filter(seats | Q(pk=case.person_in_charge_id))
    return list(rows.select_related("department").distinct())


def plan_of(meeting: Meeting) -> dict[str, Any]:
    """What the form shows of a meeting that is planned."""
    local = meeting.starts_at.astimezone(clock.zone())
    people = [row.person for row in meeting.attendees.select_related("person")]
    offered = {person.pk for person in likely_people(meeting.collaboration)}
    return {
        "kind": meeting.kind,
        "on": local.date(),
        "at": local.time(),
        "minutes_long": meeting.minutes_long,
        "place": meeting.place,
        "agenda": meeting.agenda,
        "invited": [person.pk for person in people if person.pk in offered],
        "others": "、".join(person.login for person in people if person.pk not in offered),
    }


def first_plan(case: Collaboration, kind: str) -> dict[str, Any]:
    """Tomorrow at ten, with heads and liaisons; a talk is between the two heads."""
    return {
        "kind": kind,
        "on": calendar().add_working_days(clock.today(), 1),
        "at": "10:00",
        "minutes_long": 30 if kind == Meeting.Kind.TALK else 60,
        "agenda": agenda(kind),
        "invited": _invited(case, kind),
    }


def agenda(kind: str) -> str:
    """What a meeting of this kind usually goes through, one point a line."""
    match kind:
        case Meeting.Kind.KICKOFF:
            points = [
                _("1. Goal: what is to be reached, and why now"),
                _("2. Resources and abilities: what each department can bring"),
                _("3. Division of work and dates: who does what by when"),
                _("4. Risks: what may go wrong, and who says so first"),
            ]
        case Meeting.Kind.TALK:
            points = [
                _("1. What does your department want to reach this quarter?"),
                _("2. What would make this work worth your while?"),
                _("3. What must not happen?"),
            ]
        case Meeting.Kind.SPECIAL:
            points = [
                _("1. Facts: the figures of both sides"),
                _("2. Impact on each side"),
                _("3. Two or three ways out, and the decision"),
            ]
        case Meeting.Kind.RETROSPECTIVE:
            points = [
                _("1. Goal and result"),
                _("2. What went well"),
                _("3. What fell short, and why"),
                _("4. Improvements: who, by when"),
            ]
        case _:
            points = [_("1. Progress"), _("2. Risks"), _("3. Next week")]
    return "\n".join(points)


def invitation(meeting: Meeting) -> str:
    """An iCalendar file any calendar program takes."""
    ends_at = meeting.starts_at + timedelta(minutes=meeting.minutes_long)
    title = f"{Meeting.Kind(meeting.kind).label} · {meeting.collaboration.name}"
    status = "CANCELLED" if meeting.state == "cancelled" else "CONFIRMED"
    lines = [
        "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Tongzhou//Meetings//ZH", "METHOD:PUBLISH",
        "BEGIN:VEVENT", f"UID:{meeting.pk}@tongzhou", f"SEQUENCE:{meeting.version - 1}",
        f"DTSTAMP:{_stamp(clock.now())}", f"DTSTART:{_stamp(meeting.starts_at)}",
        f"DTEND:{_stamp(ends_at)}", f"SUMMARY:{_escaped(title)}",
        f"LOCATION:{_escaped(meeting.place)}", f"DESCRIPTION:{_escaped(meeting.agenda)}",
        f"STATUS:{status}", "END:VEVENT", "END:VCALENDAR",
    ]  # fmt: skip
    return "".join(f"{_folded(line)}\r\n" for line in lines)


def _invited(case: Collaboration, kind: str) -> list[Any]:
    parties = Department.objects.filter(takes_part__collaboration=case)
    heads = [pk for pk in parties.values_list("head", flat=True) if pk]
    if kind == Meeting.Kind.TALK:
        return heads[:2]
    liaisons = Liaison.objects.filter(department__in=parties).values_list("person", flat=True)
    return [*heads, *liaisons]


def _stamp(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def _escaped(text: str) -> str:
    plain = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return plain.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\\n")


def _folded(line: str) -> str:
    """Long lines go on after a line break and a space; no character is cut in two."""
    parts, current = [], ""
    for character in line:
        if len((current + character).encode()) > LINE:
            parts.append(current)
            current = ""
        current += character
    return "\r\n ".join([*parts, current])
