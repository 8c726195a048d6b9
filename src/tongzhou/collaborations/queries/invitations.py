"""A meeting as a calendar file: for one's own calendar, or as an invitation that comes by mail."""

from datetime import UTC, datetime, timedelta
from email.utils import parseaddr

from django.conf import settings

from tongzhou.collaborations.models import Attendance, Attendee, Meeting
from tongzhou.core import clock

LINE = 73
"""Octets of a line of iCalendar, before the line break."""
SAID = {
    Attendance.COMING: "ACCEPTED",
    Attendance.PRESENT: "ACCEPTED",
    Attendance.EXCUSED: "DECLINED",
}


def invitation(meeting: Meeting, method: str = "PUBLISH") -> str:
    """`method` REQUEST invites or updates, CANCEL takes the meeting out again (RFC 5546).

    The same UID with a higher SEQUENCE replaces what a calendar holds.
    """
    ends_at = meeting.starts_at + timedelta(minutes=meeting.minutes_long)
    title = f"{Meeting.Kind(meeting.kind).label} · {meeting.collaboration.name}"
    is_off = method == "CANCEL" or meeting.state == "cancelled"
    lines = [
        "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Tongzhou//Meetings//ZH", f"METHOD:{method}",
        "BEGIN:VEVENT", f"UID:{meeting.pk}@tongzhou", f"SEQUENCE:{meeting.version - 1}",
        f"DTSTAMP:{_stamp(clock.now())}", f"DTSTART:{_stamp(meeting.starts_at)}",
        f"DTEND:{_stamp(ends_at)}", f"SUMMARY:{_escaped(title)}",
        f"LOCATION:{_escaped(meeting.place)}", f"DESCRIPTION:{_escaped(meeting.agenda)}",
        f"URL:{settings.BASE_URL}/meetings/{meeting.pk}",
        f"STATUS:{'CANCELLED' if is_off else 'CONFIRMED'}", *_people(meeting),
        "END:VEVENT", "END:VCALENDAR",
    ]  # fmt: skip
    return "".join(f"{_folded(line)}\r\n" for line in lines)


def _people(meeting: Meeting) -> list[str]:
    by = meeting.called_by
    sender = by.mail or parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
    organizer = f"ORGANIZER;CN={_quoted(by.name)}:mailto:{sender}"
    rows = meeting.attendees.select_related("person")
    return [organizer, *(_attendee(row) for row in rows if row.person.mail)]


def _attendee(row: Attendee) -> str:
    said = SAID.get(Attendance(row.attendance), "NEEDS-ACTION")
    return (
        f"ATTENDEE;CN={_quoted(row.person.name)};ROLE=REQ-PARTICIPANT;PARTSTAT={said};RSVP=TRUE"
        f":mailto:{row.person.mail}"
    )


def _quoted(name: str) -> str:
    """A parameter value; it may hold no quotes and no line breaks."""
    plain = "".join(char for char in name if char.isprintable() and char != '"')
    return f'"{plain}"'


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
