from datetime import datetime
from email.message import Message

import pytest

from tests.channels.sink import Sink
from tests.collaborations.asking import sent
from tests.collaborations.test_meeting import plan
from tests.company import Company
from tongzhou.channels import mail as mails
from tongzhou.collaborations.actions import meetings
from tongzhou.collaborations.models import Meeting
from tongzhou.core import clock as clock_module
from tongzhou.journal import worker

pytestmark = pytest.mark.django_db


def mails_to(sink: Sink, person: str) -> list[Message]:
    return [mail for to, mail in sink.mails if to == [f"{person}@example.com"]]


def calendars(mail: Message) -> list[tuple[str | None, str]]:
    """Method and text of each calendar part."""
    return [
        (part.get_param("method"), part.get_payload(decode=True).decode())  # type: ignore[misc,union-attr]
        for part in mail.walk()
        if part.get_content_type() == "text/calendar"
    ]


def deliver() -> None:
    worker.read_on()
    mails.send_pending()


def called(company: Company) -> Meeting:
    meeting = meetings.call(sent(company).collaboration, plan(company), by=company.li)
    deliver()
    return meeting


def invitations(sink: Sink, person: str) -> list[tuple[str | None, str]]:
    return [one for mail in mails_to(sink, person) for one in calendars(mail)]


def test_whoever_is_invited_gets_an_invitation_their_calendar_takes(
    company: Company, sink: Sink, clock: object
) -> None:
    meeting = called(company)

    [(method, text)] = invitations(sink, "wang")

    assert method == "REQUEST"
    unfolded = text.replace("\r\n ", "")
    for line in (
        "METHOD:REQUEST", f"UID:{meeting.pk}@tongzhou", "SEQUENCE:0",
        "DTSTART:20230705T060000Z", 'ORGANIZER;CN="李敏":mailto:li@example.com',
        'ATTENDEE;CN="王磊";ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:wang@example.com',
    ):  # fmt: skip
        assert f"{line}\r\n" in unfolded
    assert invitations(sink, "zhou") == []


def test_a_change_updates_and_takes_out_whoever_is_no_longer_invited(
    company: Company, sink: Sink, clock: object
) -> None:
    meeting = called(company)
    later = datetime(2023, 7, 6, 9, 0, tzinfo=clock_module.zone())
    fewer = plan(company, starts_at=later, attendees=(company.li, company.wang))
    meetings.change(meeting, fewer, seen=1, by=company.li)
    deliver()

    method, text = invitations(sink, "wang")[-1]
    assert method == "REQUEST"
    assert "SEQUENCE:1\r\n" in text
    assert "DTSTART:20230706T010000Z\r\n" in text
    method, text = invitations(sink, "zhao")[-1]
    assert method == "CANCEL"
    assert "STATUS:CANCELLED\r\n" in text


def test_a_cancelled_meeting_leaves_every_calendar(
    company: Company, sink: Sink, clock: object
) -> None:
    meeting = called(company)
    meetings.cancel(meeting, reason="改为书面", by=company.li)
    deliver()

    for person in ("wang", "zhao"):
        method, text = invitations(sink, person)[-1]
        assert method == "CANCEL"
        assert "SEQUENCE:1\r\n" in text
        assert f"UID:{meeting.pk}@tongzhou\r\n" in text
