"""One asks, many hand in, nobody chases: campaigns, what comes in, reminders, repetition."""

from collections.abc import Callable
from datetime import date, datetime
from types import ModuleType

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.at_once import at_once
from tests.company import Company
from tests.forms import send
from tests.reminders.asking import remind_of_submissions
from tests.submissions import collecting
from tests.submissions.collecting import of, opened, plan, rows
from tongzhou.core import clock as core_clock
from tongzhou.core.verdicts import Invalid, NotPossibleNow, Refused
from tongzhou.journal.worker import run_once
from tongzhou.notices.models import Notice
from tongzhou.org.models import Person
from tongzhou.org.roster.tables import read_tables
from tongzhou.submissions import consumers, queries
from tongzhou.submissions.actions import campaigns, handing, reminding
from tongzhou.submissions.models import Campaign, Handing, Respondent

Browser = Callable[[Person], Client]


def at(day: int, hour: int, month: int = 7) -> datetime:
    return datetime(2023, month, day, hour, tzinfo=core_clock.zone())


def reminded(campaign: Campaign) -> list[tuple[int, str]]:
    found = campaign.respondents.model.objects.filter(campaign=campaign)
    steps = found.filter(reminders__isnull=False).values_list(
        "reminders__step", "reminders__person__name"
    )
    return sorted(steps)


def test_whoever_is_asked_hears_of_it_and_finds_it_on_the_first_page(
    company: Company, signed_in: Browser
) -> None:
    campaign = opened(company)
    run_once()
    told = Notice.objects.filter(kind="campaign.opened").values_list("person__login", flat=True)
    assert set(told) == {"liu", of(campaign, company.sales).person.login, "qian"}
    page = signed_in(company.liu).get("/").content.decode()
    assert "6 月推广费用" in page
    assert f"/respondents/{of(campaign, company.product).pk}" in page


def test_only_a_liaison_or_head_asks_other_departments(company: Company) -> None:
    made = campaigns.draft(plan(company), department=company.marketing, by=company.lin)
    with pytest.raises(Refused):
        campaigns.open_campaign(made, by=company.liu)
    with pytest.raises(Refused):
        campaigns.draft(plan(company), department=company.marketing, by=company.auditor)
    with pytest.raises(Invalid) as nobody:
        campaigns.draft(
            plan(company, departments=[], people=[]), department=company.marketing, by=company.lin
        )
    assert "departments" in nobody.value.errors


def test_what_follows_is_agreed_beforehand_or_not_said(company: Company) -> None:
    with pytest.raises(Invalid) as unsaid:
        campaigns.draft(
            plan(company, consequence="下月预算顺延"), department=company.marketing, by=company.lin
        )
    assert "agreed" in unsaid.value.errors


def test_values_are_read_by_their_kind_and_wrong_ones_are_named(company: Company) -> None:
    campaign = opened(company)
    one = of(campaign, company.product)
    with pytest.raises(handing.WrongCells) as wrong:
        handing.hand_in(
            one, rows(campaign, ("电视", "很多"), ("线上", "1,200", "yes")), by=company.liu
        )
    first, second = (str(q.key) for q in campaign.questions.all()[:2])
    assert set(wrong.value.cells) == {(0, first), (0, second)}
    handed = handing.hand_in(
        one, rows(campaign, ("线上", "１，２００.50"), ("", "")), by=company.liu
    )
    assert handed.rows == [{first: "线上", second: "1200.5"}]
    one.refresh_from_db()
    assert (one.state, one.was_on_time) == ("handed_in", True)


def test_a_workbook_is_refused_by_the_cell_and_taken_when_it_is_right(
    company: Company, signed_in: Browser
) -> None:
    campaign = opened(company)
    one = of(campaign, company.product)
    browser, url = signed_in(company.liu), f"/respondents/{one.pk}/uploads"
    head = ("渠道", "费用（元）", "已付清")
    wrong = collecting.workbook(head, ("线上", 100, "是"), ("线下", "约三千", "否"))
    refused = send(browser, url, file=SimpleUploadedFile("a.xlsx", wrong))
    assert refused.status_code == 422
    assert "B3" in refused.content.decode()
    assert not Handing.objects.exists()
    right = collecting.workbook(head, ("线上", 100, "是"), ("线下", 3000.5, "否"))
    assert send(browser, url, file=SimpleUploadedFile("a.xlsx", right)).status_code == 303
    table = signed_in(company.lin).get(f"/campaigns/{campaign.pk}/table.xlsx").content
    [(_sheet, lines)] = read_tables(table)
    assert [line[4:] for line in lines[1:]] == [["线上", "100", "是"], ["线下", "3000.5", "否"]]
    template = browser.get(f"/campaigns/{campaign.pk}/template.xlsx").content
    assert read_tables(template)[0][1][0] == list(head)


def test_a_form_on_the_phone_keeps_what_was_typed_and_says_what_would_be_right(
    company: Company, signed_in: Browser
) -> None:
    campaign = opened(company, is_table=False)
    one, browser = of(campaign, company.product), signed_in(company.liu)
    keys = [f"r0-{q.key}" for q in campaign.questions.all()]
    typed = dict(zip(keys, ("线上", "三千多", "yes"), strict=True))
    refused = send(browser, f"/respondents/{one.pk}/handings", **typed)
    assert (refused.status_code, "三千多" in refused.content.decode()) == (422, True)
    typed[keys[1]] = "3000"
    sent = send(browser, f"/respondents/{one.pk}/handings", **typed)
    assert sent.status_code == 303
    page = queries.page(campaign, company.lin)
    assert [(one.label, one.total) for one in page["sums"]] == [("费用（元）", 3000)]
    assert (page["rate"], len(page["missing"])) == (100, 2)


def test_what_others_handed_in_is_read_by_the_asking_side_alone(
    company: Company, signed_in: Browser
) -> None:
    campaign = opened(company)
    one = of(campaign, company.sales)
    handing.hand_in(one, rows(campaign, ("线上", "987654")), by=one.person)
    liu = signed_in(company.liu)
    shown = liu.get(f"/campaigns/{campaign.pk}")
    assert (shown.status_code, "987654" in shown.content.decode()) == (200, False)
    assert liu.get(f"/respondents/{one.pk}").status_code == 404
    assert liu.get(f"/campaigns/{campaign.pk}/table.xlsx").status_code == 403
    assert signed_in(company.huang).get(f"/campaigns/{campaign.pk}").status_code == 404
    assert "987654" in signed_in(company.lin).get(f"/campaigns/{campaign.pk}").content.decode()


def test_a_returned_version_gets_a_working_day_and_the_new_one_can_be_taken(
    company: Company, clock: ModuleType
) -> None:
    campaign = opened(company)
    one = of(campaign, company.product)
    handing.hand_in(one, rows(campaign, ("线上", "1")), by=company.liu)
    clock.move_to(at(10, 10))
    handing.give_back(one, number=1, reason="少了线下", by=company.lin)
    one.refresh_from_db()
    assert (one.state, one.due_at) == ("returned", at(11, 10))
    handing.hand_in(one, rows(campaign, ("线上", "1"), ("线下", "2")), by=company.liu)
    with pytest.raises(NotPossibleNow):
        handing.take(one, number=1, by=company.lin)
    handing.take(one, number=2, by=company.lin)
    one.refresh_from_db()
    assert (one.state, one.handings.count()) == ("accepted", 2)


@pytest.mark.check("T075")
@pytest.mark.check("T076")
def test_reminders_climb_while_it_is_missing_and_stop_when_it_is_there(
    company: Company, clock: ModuleType
) -> None:
    campaign = opened(company, departments=[company.product], people=[])
    clock.move_to(at(6, 9))
    remind_of_submissions()
    assert reminded(campaign) == []
    for moment in (at(6, 10), at(6, 11), at(7, 18), at(10, 10), at(11, 9), at(12, 17)):
        clock.move_to(moment)
        remind_of_submissions()
    steps = [(1, "刘洋"), (2, "刘洋"), (3, "孙悦"), (4, "王磊")]
    assert reminded(campaign) == steps
    late = opened(company, departments=[company.sales], people=[], due_on=date(2023, 7, 14))
    one = of(late, company.sales)
    handing.hand_in(one, rows(late, ("线上", "1")), by=one.person)
    clock.move_to(at(14, 17))
    remind_of_submissions()
    assert reminded(late) == []


@pytest.mark.check("T079")
def test_after_an_outage_only_the_last_step_is_taken(company: Company, clock: ModuleType) -> None:
    campaign = opened(company, departments=[company.product], people=[])
    clock.move_to(at(20, 10))
    remind_of_submissions()
    remind_of_submissions()
    assert reminded(campaign) == [(4, "王磊")]


def test_the_next_month_opens_by_itself_once_and_not_after_it_was_stopped(
    company: Company, clock: ModuleType
) -> None:
    campaign = opened(company, rhythm="monthly")
    clock.move_to(at(3, 9, month=8))
    consumers.follow()
    assert not Campaign.objects.filter(previous=campaign).exists()
    clock.move_to(at(4, 11, month=8))
    consumers.follow()
    consumers.follow()
    following = Campaign.objects.get(previous=campaign)
    assert (following.state, following.due_at) == ("open", at(7, 17, month=8).replace(minute=30))
    assert following.respondents.count() == 3
    assert [q.key for q in following.questions.all()] == [q.key for q in campaign.questions.all()]
    campaigns.stop(following, by=company.lin)
    clock.move_to(at(8, 11, month=9))
    consumers.follow()
    assert Campaign.objects.count() == 2


def test_a_closed_collection_takes_nothing_in_and_reminds_nobody(
    company: Company, clock: ModuleType
) -> None:
    campaign = opened(company)
    campaigns.close(campaign, by=company.li)
    clock.move_to(at(10, 10))
    remind_of_submissions()
    one = of(campaign, company.product)
    with pytest.raises(NotPossibleNow):
        handing.hand_in(one, rows(campaign, ("线上", "1")), by=company.liu)
    assert (reminded(campaign), reminding.due(9)) == ([], [])


def test_the_list_the_draft_and_the_editor_work_without_script(
    company: Company, signed_in: Browser
) -> None:
    browser = signed_in(company.lin)
    assert browser.get("/submissions").status_code == 200
    typed = {
        "name": "6 月推广费用", "purpose": "月度预算复核", "due_on": "2023-07-07", "rhythm": "monthly",
        "departments": [str(company.product.pk)], "people": "钱伟", "question_label": "费用",
        "question_key": "", "question_kind": "number", "question_help": "", "question_choices": "",
    }  # fmt: skip
    refused = send(browser, "/submissions/new", **{**typed, "people": "没有这个人"})
    assert (refused.status_code, "没有这个人" in refused.content.decode()) == (422, True)
    assert send(browser, "/submissions/new", **typed).status_code == 303
    made = Campaign.objects.get()
    assert set(made.respondents.values_list("is_personal", flat=True)) == {True, False}
    edited = {**typed, "name": "七月费用", "version": "1", "people": ""}
    assert send(browser, f"/campaigns/{made.pk}/edit", **edited).status_code == 303
    assert send(signed_in(company.li), f"/campaigns/{made.pk}/openings").status_code == 303
    made.refresh_from_db()
    assert (made.name, made.state, made.respondents.count()) == ("七月费用", "open", 1)
    assert browser.get("/submissions").content.decode().count("七月费用") == 1


@pytest.mark.django_db(transaction=True)
def test_many_who_hand_in_for_one_department_at_once_leave_versions_in_order(
    company: Company,
) -> None:
    campaign = opened(company)
    one = of(campaign, company.product)
    typed = rows(campaign, ("线上", "1"))
    at_once(*[lambda: handing.hand_in(one, typed, by=company.liu)] * 5)
    assert [h.number for h in Handing.objects.filter(respondent=one)] == [5, 4, 3, 2, 1]
    assert Respondent.objects.get(pk=one.pk).state == "handed_in"
