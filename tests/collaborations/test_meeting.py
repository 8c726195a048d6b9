from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from tests.collaborations.asking import drafted_case, sent
from tests.company import Company
from tongzhou.collaborations.actions import meetings
from tongzhou.collaborations.models import Ball, Collaboration, Meeting
from tongzhou.collaborations.queries.meetings import first_plan, invitation, likely_people
from tongzhou.core import clock as clock_module
from tongzhou.core.verdicts import Invalid, NotPossibleNow, Refused, Stale
from tongzhou.org.models import Person

SignedIn = Callable[[Person], Client]


def plan(company: Company, **changes: Any) -> meetings.Plan:
    given: dict[str, Any] = {
        "kind": "kickoff",
        "starts_at": datetime(2023, 7, 5, 14, 0, tzinfo=clock_module.zone()),
        "place": "3 号会议室",
        "agenda": "目标\n资源, 能力",
        "attendees": (company.li, company.wang, company.zhao),
    }
    return meetings.Plan(**{**given, **changes})


@pytest.fixture
def case(company: Company) -> Collaboration:
    return sent(company).collaboration


def test_a_kickoff_is_called_held_and_its_decisions_stand(
    company: Company, case: Collaboration, clock: object
) -> None:
    meeting = meetings.call(case, plan(company), by=company.lin)
    ball = Ball.objects.get(kind="meeting")
    assert (ball.person, ball.matter) == (company.lin, meeting.pk)

    meetings.hold(
        meeting, minutes="目标一致", decisions=["8月25日上线", "周五 17:30 更新"],
        came=[company.li, company.wang], seen=1, by=company.lin,
    )  # fmt: skip

    meeting.refresh_from_db()
    assert meeting.state == "held"
    assert [decision.text for decision in meeting.decisions.all()] == [
        "8月25日上线",
        "周五 17:30 更新",
    ]
    came = dict(meeting.attendees.values_list("person__login", "came"))
    assert came == {"li": True, "wang": True, "zhao": False}
    assert not Ball.objects.filter(kind="meeting").exists()


def test_heads_and_liaisons_of_the_parties_are_proposed(
    company: Company, case: Collaboration, clock: object
) -> None:
    people = {person.login for person in likely_people(case)}
    invited = set(first_plan(case, "kickoff")["invited"])

    assert people == {"li", "he", "lin", "wang", "sun", "liu", "zhao", "zhou"}
    assert {company.li.pk, company.wang.pk, company.zhou.pk} <= invited
    assert len(first_plan(case, "talk")["invited"]) == 2


def test_minutes_need_words_and_a_planned_meeting(company: Company, case: Collaboration) -> None:
    meeting = meetings.call(case, plan(company), by=company.li)
    with pytest.raises(Invalid):
        meetings.hold(meeting, minutes=" ", decisions=[], came=[], seen=1, by=company.li)
    meetings.cancel(meeting, reason="改为线上", by=company.li)

    with pytest.raises(NotPossibleNow):
        meetings.hold(meeting, minutes="有", decisions=[], came=[], seen=2, by=company.li)


def test_two_people_writing_the_minutes_do_not_overwrite_each_other(
    company: Company, case: Collaboration
) -> None:
    meeting = meetings.call(case, plan(company), by=company.li)
    meetings.hold(meeting, minutes="一", decisions=[], came=[], seen=1, by=company.li)

    with pytest.raises(Stale) as refusal:
        meetings.hold(meeting, minutes="二", decisions=[], came=[], seen=1, by=company.lin)
    assert refusal.value.mine["minutes"] == "二"


def test_outsiders_and_members_call_no_meeting_but_partner_liaisons_do(
    company: Company, case: Collaboration
) -> None:
    for person in (company.gao, company.wang_gong, company.auditor):
        with pytest.raises(Refused):
            meetings.call(case, plan(company), by=person)

    meeting = meetings.call(case, plan(company, kind="special"), by=company.liu)

    assert meeting.called_by == company.liu
    with pytest.raises(Refused):
        meetings.cancel(meeting, reason="无", by=company.zhou)


def test_no_meeting_is_called_for_a_draft(company: Company) -> None:
    with pytest.raises(NotPossibleNow):
        meetings.call(drafted_case(company), plan(company), by=company.li)


def test_the_invitation_is_a_calendar_file(company: Company, case: Collaboration) -> None:
    meeting = meetings.call(case, plan(company), by=company.li)

    text = invitation(meeting)

    assert "DTSTART:20230705T060000Z\r\n" in text
    assert "DESCRIPTION:目标\\n资源\\, 能力\r\n" in text
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))


def form(company: Company, **changes: Any) -> dict[str, Any]:
    given: dict[str, Any] = {
        "once": uuid4().hex, "kind": "kickoff", "on": "2023-07-05", "at": "14:00",
        "minutes_long": "60", "place": "3 号会议室", "agenda": "目标",
        "invited": [company.li.pk, company.wang.pk], "others": "吴凡",
    }  # fmt: skip
    return {**given, **changes}


def test_a_meeting_lives_in_the_browser(
    company: Company, case: Collaboration, signed_in: SignedIn, clock: object
) -> None:
    browser = signed_in(company.li)
    assert browser.get(f"/collaborations/{case.pk}/meetings/new").status_code == 200
    assert browser.post(f"/collaborations/{case.pk}/meetings", form(company)).status_code == 303
    meeting = Meeting.objects.get()
    assert set(meeting.attendees.values_list("person__login", flat=True)) == {"li", "wang", "wu"}
    assert browser.get(f"/meetings/{meeting.pk}").status_code == 200
    assert browser.get(f"/meetings/{meeting.pk}/edit").status_code == 200
    assert browser.get(f"/meetings/{meeting.pk}/invitation.ics").status_code == 200

    minutes = {
        "minutes": "一致同意",
        "decisions": "先优化\n再分享",
        "came": [company.li.pk],
        "version": 1,
    }
    assert browser.post(f"/meetings/{meeting.pk}/minutes", minutes).status_code == 303

    page = browser.get(f"/meetings/{meeting.pk}").content.decode()
    assert "先优化" in page
    assert browser.get(f"/collaborations/{case.pk}/meetings").status_code == 200
    assert signed_in(company.qian).get(f"/meetings/{meeting.pk}").status_code == 404


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("on", "2023年2月30日"),
        ("at", "25:00"),
        ("minutes_long", "0"),
        ("kind", "party"),
        ("others", "无名氏"),
    ],
)
def test_a_wrong_plan_is_told_at_its_field(
    company: Company, case: Collaboration, signed_in: SignedIn, field: str, text: str
) -> None:
    page = signed_in(company.li).post(
        f"/collaborations/{case.pk}/meetings", form(company, **{field: text})
    )

    assert page.status_code == 422
    assert "3 号会议室" in page.content.decode()
    assert not Meeting.objects.exists()
