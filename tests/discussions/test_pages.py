"""The panel, the page without script, and what it costs."""

from collections.abc import Callable
from datetime import timedelta
from types import ModuleType
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.collaborations.asking import sent
from tests.company import Company
from tests.files.handing_in import upload
from tongzhou.collaborations.models import Ask, Collaboration
from tongzhou.discussions.actions import comments
from tongzhou.discussions.models import Attachment, Comment
from tongzhou.discussions.subjects import find
from tongzhou.org.models import Person

SignedIn = Callable[[Person], Client]
PANEL = {"HX-Request": "true", "HX-Target": "discussion"}


@pytest.fixture
def ask(company: Company) -> Ask:
    return sent(company)


def test_a_comment_is_sent_with_files_and_read_by_the_other_side(
    ask: Ask, company: Company, signed_in: SignedIn
) -> None:
    sent = {"text": "素材见附件 @刘洋", "uploads": [upload(), upload("方案.pdf", b"%PDF-1.7")]}
    answer = signed_in(company.lin).post(f"/asks/{ask.pk}/comments", {**sent, "once": uuid4().hex})
    assert answer.status_code == 303
    page = signed_in(company.liu).get(f"/asks/{ask.pk}/discussion").content.decode()
    assert "素材见附件" in page
    assert "方案.pdf" in page


def test_a_comment_sent_twice_is_there_once(
    ask: Ask, company: Company, signed_in: SignedIn
) -> None:
    browser, sent = signed_in(company.lin), {"text": "好", "once": uuid4().hex}
    for _time in range(2):
        browser.post(f"/asks/{ask.pk}/comments", sent)
    assert Comment.objects.count() == 1


def test_a_refused_comment_keeps_what_was_typed(
    ask: Ask, company: Company, signed_in: SignedIn
) -> None:
    sent = {"text": "请看这个程序", "uploads": upload("a.exe", b"MZ"), "once": uuid4().hex}
    answer = signed_in(company.lin).post(f"/asks/{ask.pk}/comments", sent, headers=PANEL)
    assert answer.status_code == 422
    assert "请看这个程序" in answer.content.decode()


def test_with_script_only_the_panel_comes_back(
    ask: Ask, company: Company, signed_in: SignedIn
) -> None:
    panel = signed_in(company.lin).get(f"/asks/{ask.pk}/discussion", headers=PANEL)
    assert b"<html" not in panel.content
    page = signed_in(company.lin).get(f"/asks/{ask.pk}").content.decode()
    assert f"/asks/{ask.pk}/discussion" in page


def test_the_address_of_a_comment_leads_to_its_place(
    ask: Ask, company: Company, signed_in: SignedIn
) -> None:
    matter = find("ask", ask.pk, by=company.lin)
    assert matter
    said = comments.write(matter, "好", by=company.lin)
    answer = signed_in(company.liu).get(f"/comments/{said.pk}")
    assert answer.headers["Location"] == f"/asks/{ask.pk}/discussion#comment-{said.pk}"
    assert signed_in(company.feng).get(f"/comments/{said.pk}").status_code == 404


def test_somebody_else_cannot_change_or_remove_it(
    ask: Ask, company: Company, signed_in: SignedIn
) -> None:
    matter = find("ask", ask.pk, by=company.lin)
    assert matter
    said = comments.write(matter, "好", uploads=[upload()], by=company.lin)
    attached = Attachment.objects.get()
    for address in (f"/comments/{said.pk}/edit", f"/comments/{said.pk}/removals",
                    f"/attachments/{attached.pk}/removals"):  # fmt: skip
        sent = {"text": "不好", "once": uuid4().hex}
        assert signed_in(company.liu).post(address, sent).status_code == 403


def test_removing_offers_to_undo_it(ask: Ask, company: Company, signed_in: SignedIn) -> None:
    matter = find("ask", ask.pk, by=company.lin)
    assert matter
    said = comments.write(matter, "好", by=company.lin)
    browser = signed_in(company.lin)
    panel = browser.post(f"/comments/{said.pk}/removals", {"once": uuid4().hex}, headers=PANEL)
    assert f"/comments/{said.pk}/restorals" in panel.content.decode()
    browser.post(f"/comments/{said.pk}/restorals", {"once": uuid4().hex})
    assert Comment.objects.get().removed_at is None


def test_suggestions_find_names_by_pinyin_and_departments(
    ask: Ask, company: Company, signed_in: SignedIn
) -> None:
    address = f"/collaborations/{ask.collaboration_id}/mentions"
    browser = signed_in(company.lin)
    assert "王强" in browser.get(f"{address}?q=wq").content.decode()
    assert "客服部" in browser.get(f"{address}?q=客服").content.decode()
    assert signed_in(company.feng).get(f"{address}?q=w").status_code == 404


def test_suggestions_begin_with_those_who_take_part(
    ask: Ask, company: Company, signed_in: SignedIn
) -> None:
    browser = signed_in(company.lin)
    here = browser.get(f"/collaborations/{ask.collaboration_id}/mentions").content.decode()
    anywhere = browser.get("/mentions").content.decode()
    for name in ("刘洋", "王磊", "周婷"):
        assert name in here
    assert "周婷" not in anywhere


@pytest.mark.check("T179")
def test_a_discussion_asks_as_much_for_fifty_comments_as_for_one(
    ask: Ask, company: Company, signed_in: SignedIn, clock: ModuleType
) -> None:
    browser, counts = signed_in(company.lin), []
    matter = find("ask", ask.pk, by=company.lin)
    assert matter
    for more in (1, 49):
        for turn in range(more):
            said = comments.write(matter, f"第 {turn} 句 @冯源", uploads=[upload()], by=company.lin)
            comments.edit(said, f"第 {turn} 句，改过 @冯源", by=company.lin)
            clock.advance(timedelta(seconds=3))
        browser.get(f"/asks/{ask.pk}/discussion")
        with CaptureQueriesContext(connection) as captured:
            browser.get(f"/asks/{ask.pk}/discussion")
        counts.append(len(captured))
    assert counts[0] == counts[1] <= 20


@pytest.mark.parametrize("mode", ["follow", "mute", ""])
def test_everybody_who_sees_it_chooses_what_to_hear(
    ask: Ask, company: Company, signed_in: SignedIn, mode: str
) -> None:
    case = Collaboration.objects.get()
    sent = {"mode": mode, "once": uuid4().hex}
    address = f"/collaborations/{case.pk}/stances"
    assert signed_in(company.liu).post(address, sent).status_code == 303
    assert [one.mode for one in case.stances.all()] == ([mode] if mode else [])
