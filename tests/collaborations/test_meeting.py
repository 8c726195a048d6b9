from collections.abc import Callable
from datetime import date, datetime
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from tests.collaborations.asking import drafted_case, sent
from tests.company import Company
from tongzhou.collaborations.actions import answers, meetings
from tongzhou.collaborations.actions.meetings import Resolution
from tongzhou.collaborations.models import Ball, Collaboration, Meeting
from tongzhou.collaborations.queries.invitations import invitation
from tongzhou.collaborations.queries.meetings import first_plan, likely_people
from tongzhou.core import clock as clock_module
from tongzhou.core.verdicts import Invalid, NotPossibleNow, Refused, Stale
from tongzhou.org.models import Person

SignedIn = Callable[[Person], Client]
BEGINS = datetime(2023, 7, 5, 14, 0, tzinfo=clock_module.zone())


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
    assert ball.title == case.name, "what is written down is in nobody's language"

    clock_module.move_to(BEGINS)
    meetings.hold(
        meeting, minutes="目标一致", decisions=[
            "8月25日上线", Resolution(text="周五 17:30 更新", owner=company.wang, due=date(2023, 7, 7)),
        ], came=[company.li, company.wang], excused=[company.zhao], seen=1, by=company.lin,
    )  # fmt: skip

    meeting.refresh_from_db()
    assert meeting.state == "held"
    assert [decision.text for decision in meeting.decisions.all()] == [
        "8月25日上线",
        "周五 17:30 更新",
    ]
    came = dict(meeting.attendees.values_list("person__login", "attendance"))
    assert came == {"li": "present", "wang": "present", "zhao": "excused"}
    decision = meeting.decisions.get(position=2)
    assert (decision.owner, decision.due) == (company.wang, date(2023, 7, 7))
    assert not Ball.objects.filter(kind="meeting").exists()


def test_heads_and_liaisons_of_the_parties_are_proposed(
    company: Company, case: Collaboration, clock: object
) -> None:
    people = {person.login for person in likely_people(case)}
    invited = set(first_plan(case, "kickoff")["invited"])

    assert people == {"li", "he", "lin", "wang", "sun", "liu", "zhao", "zhou"}
    assert {company.li.pk, company.wang.pk, company.zhou.pk} <= invited
    assert len(first_plan(case, "talk")["invited"]) == 2


def test_minutes_need_words_and_a_planned_meeting(
    company: Company, case: Collaboration, clock: object
) -> None:
    meeting = meetings.call(case, plan(company), by=company.li)
    clock_module.move_to(BEGINS)
    with pytest.raises(Invalid):
        meetings.hold(meeting, minutes=" ", decisions=[], came=[], seen=1, by=company.li)
    meetings.cancel(meeting, reason="改为线上", by=company.li)

    with pytest.raises(NotPossibleNow):
        meetings.hold(meeting, minutes="有", decisions=[], came=[], seen=2, by=company.li)


def test_two_people_writing_the_minutes_do_not_overwrite_each_other(
    company: Company, case: Collaboration, clock: object
) -> None:
    meeting = meetings.call(case, plan(company), by=company.li)
    clock_module.move_to(BEGINS)
    meetings.hold(meeting, minutes="一", decisions=[], came=[], seen=1, by=company.li)

    with pytest.raises(Stale) as refusal:
        meetings.hold(meeting, minutes="二", decisions=[], came=[], seen=1, by=company.lin)
    assert refusal.value.mine["minutes"] == "二"


def test_outsiders_and_members_call_no_meeting_but_partner_liaisons_do(
    company: Company, case: Collaboration, clock: object
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


def test_the_invitation_is_a_calendar_file(
    company: Company, case: Collaboration, clock: object
) -> None:
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

    minutes: dict[str, Any] = {
        "minutes": "一致同意",
        "decision_text": ["先优化", "再分享", ""],
        "decision_owner": [str(company.wang.pk), "", ""],
        "decision_due": ["12月4日", "", "2月30日"],
        "came": [company.li.pk],
        "version": 1,
    }
    early = browser.post(f"/meetings/{meeting.pk}/minutes", minutes)
    assert early.status_code == 422
    minutes["decision_due"][2] = ""
    assert browser.post(f"/meetings/{meeting.pk}/minutes", minutes).status_code == 409
    clock_module.move_to(BEGINS)
    assert browser.post(f"/meetings/{meeting.pk}/minutes", minutes).status_code == 303

    page = browser.get(f"/meetings/{meeting.pk}").content.decode()
    assert "先优化" in page
    assert "12月4日" in page
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
        ("on", "2023-07-01"),
    ],
)
def test_a_wrong_plan_is_told_at_its_field(
    company: Company, case: Collaboration, signed_in: SignedIn, clock: object, field: str, text: str
) -> None:
    page = signed_in(company.li).post(
        f"/collaborations/{case.pk}/meetings", form(company, **{field: text})
    )

    assert page.status_code == 422
    assert "3 号会议室" in page.content.decode()
    assert not Meeting.objects.exists()


def test_minutes_are_not_written_before_the_meeting_begins(
    company: Company, case: Collaboration, clock: object
) -> None:
    meeting = meetings.call(case, plan(company), by=company.li)

    with pytest.raises(NotPossibleNow) as early:
        meetings.hold(meeting, minutes="已开", decisions=[], came=[], seen=1, by=company.li)

    assert "14:00" in str(early.value.sentence)


def test_a_meeting_is_neither_called_nor_moved_into_the_past(
    company: Company, case: Collaboration, clock: object
) -> None:
    past = datetime(2023, 7, 3, 9, 0, tzinfo=clock_module.zone())
    with pytest.raises(Invalid):
        meetings.call(case, plan(company, starts_at=past), by=company.li)
    meeting = meetings.call(case, plan(company), by=company.li)

    with pytest.raises(Invalid):
        meetings.change(meeting, plan(company, starts_at=past), seen=1, by=company.li)


def test_the_invited_reply_and_are_asked_again_when_the_hour_changes(
    company: Company, case: Collaboration, signed_in: SignedIn, clock: object
) -> None:
    meeting = meetings.call(case, plan(company), by=company.li)
    replies = f"/meetings/{meeting.pk}/replies"

    assert signed_in(company.wang).post(replies, {"coming": "1"}).status_code == 303
    assert signed_in(company.zhao).post(replies, {"coming": "0"}).status_code == 422
    excused = {"coming": "0", "reason": "出差"}
    assert signed_in(company.zhao).post(replies, excused).status_code == 303
    assert signed_in(company.lin).post(replies, {"coming": "1"}).status_code == 403
    assert "出差" in signed_in(company.li).get(f"/meetings/{meeting.pk}").content.decode()
    said = dict(meeting.attendees.values_list("person__login", "attendance"))
    assert said == {"li": "invited", "wang": "coming", "zhao": "excused"}

    later = plan(company, starts_at=datetime(2023, 7, 6, 9, tzinfo=clock_module.zone()))
    meetings.change(meeting, later, seen=1, by=company.li)
    assert set(meeting.attendees.values_list("attendance", flat=True)) == {"invited"}


def test_a_talk_of_two_heads_begins_with_three_questions_from_the_facts(
    company: Company, case: Collaboration, clock: object
) -> None:
    ask = case.asks.get(department=company.product)
    answers.decline(ask, reason="8 月排期已满", by=company.wang)

    plan_of_talk = first_plan(case, "talk", company.product)

    questions = plan_of_talk["agenda"].splitlines()
    assert len(questions) == 3
    assert "新功能使用率 30%" in questions[0]
    assert "8 月排期已满" in questions[1]
    assert plan_of_talk["invited"] == [company.li.pk, company.wang.pk]


def test_a_talk_ends_with_one_sentence(
    company: Company, case: Collaboration, signed_in: SignedIn, clock: object
) -> None:
    browser = signed_in(company.li)
    form_page = browser.get(
        f"/collaborations/{case.pk}/meetings/new?kind=talk&with={company.sales.pk}"
    )
    assert str(company.zhao.pk) in form_page.content.decode()
    talk = meetings.call(
        case, plan(company, kind="talk", attendees=(company.li, company.zhao)), by=company.li
    )
    assert Ball.objects.get(kind="meeting").person == company.li
    clock_module.move_to(BEGINS)

    silent = browser.post(f"/meetings/{talk.pk}/minutes", {"minutes": "聊过", "version": 1})
    assert silent.status_code == 422
    said = {"outcome": "先给 50 条，其余 8 月补齐", "version": 1}
    assert browser.post(f"/meetings/{talk.pk}/minutes", said).status_code == 303

    assert "先给 50 条" in browser.get(f"/collaborations/{case.pk}/meetings").content.decode()
    assert not Ball.objects.filter(kind="meeting").exists()
