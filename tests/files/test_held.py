"""A file chosen in a form that was refused need not be chosen again."""

from collections.abc import Callable
from datetime import timedelta
from types import ModuleType
from uuid import uuid4

import pytest
from django.test import Client
from selectolax.lexbor import LexborHTMLParser

from tests.collaborations.asking import sent
from tests.company import Company
from tests.files.handing_in import upload
from tongzhou.collaborations.models import Ask
from tongzhou.discussions.actions.comments import LONGEST
from tongzhou.discussions.models import Comment
from tongzhou.files import room
from tongzhou.files.models import StoredFile
from tongzhou.org.models import Person

SignedIn = Callable[[Person], Client]


@pytest.fixture
def ask(company: Company) -> Ask:
    return sent(company)


def refused(browser: Client, ask: Ask) -> list[str]:
    """The claims on the page that comes back for a comment that is too long."""
    form = {"text": "长" * (LONGEST + 1), "uploads": [upload("甲.txt"), upload("乙.txt", b"2")]}
    page = browser.post(f"/asks/{ask.pk}/comments", {**form, "once": uuid4().hex})
    assert page.status_code == 422
    boxes = LexborHTMLParser(page.content.decode()).css("input[name=uploads-held]")
    return [str(box.attributes["value"]) for box in boxes]


def test_what_was_chosen_before_a_refusal_is_sent_again_without_choosing(
    ask: Ask, company: Company, signed_in: SignedIn
) -> None:
    browser = signed_in(company.lin)
    first, _left_out = refused(browser, ask)
    assert not StoredFile.objects.exists()
    form = {"text": "短一些", "uploads-held": first, "uploads": upload("丙.txt", b"3")}
    answer = browser.post(f"/asks/{ask.pk}/comments", {**form, "once": uuid4().hex})
    assert answer.status_code == 303
    said = Comment.objects.get()
    assert {one.file.name for one in said.attachments.all()} == {"甲.txt", "丙.txt"}
    kept = StoredFile.objects.get(name="甲.txt")
    assert kept.path.read_bytes() == upload("甲.txt").read()


def test_nobody_claims_what_somebody_else_has_chosen(
    ask: Ask, company: Company, signed_in: SignedIn
) -> None:
    claims = refused(signed_in(company.lin), ask)
    form = {"text": "拿来", "uploads-held": claims, "once": uuid4().hex}
    assert signed_in(company.liu).post(f"/asks/{ask.pk}/comments", form).status_code == 409
    assert not Comment.objects.exists()


@pytest.mark.parametrize("claim", ["", "x", "e30:1:2"])
def test_a_damaged_claim_is_no_file(
    ask: Ask, company: Company, signed_in: SignedIn, claim: str
) -> None:
    form = {"text": "看附件", "uploads-held": claim, "once": uuid4().hex}
    assert signed_in(company.lin).post(f"/asks/{ask.pk}/comments", form).status_code == 409


def test_a_program_is_not_kept_for_another_try(
    ask: Ask, company: Company, signed_in: SignedIn
) -> None:
    form = {"text": "请看", "uploads": upload("a.exe", b"MZ"), "once": uuid4().hex}
    page = signed_in(company.lin).post(f"/asks/{ask.pk}/comments", form)
    assert page.status_code == 422
    assert "uploads-held" not in page.content.decode()


def test_what_waited_for_a_day_has_to_be_chosen_again(
    ask: Ask, company: Company, signed_in: SignedIn, clock: ModuleType,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    browser = signed_in(company.lin)
    claims = refused(browser, ask)
    monkeypatch.setattr("tongzhou.files.holding.HELD_FOR", timedelta(seconds=-1))
    form = {"text": "晚了", "uploads-held": claims, "once": uuid4().hex}
    answer = browser.post(f"/asks/{ask.pk}/comments", form)
    assert answer.status_code == 409
    assert "请重新选择" in answer.content.decode()


@pytest.mark.check("T148")
def test_refused_forms_fill_no_disk(
    ask: Ask,
    company: Company,
    signed_in: SignedIn,
    monkeypatch: pytest.MonkeyPatch,
    clock: ModuleType,
) -> None:
    browser = signed_in(company.lin)
    assert len(refused(browser, ask)) == 2
    monkeypatch.setattr(room, "MOST_REFUSED", 0)
    clock.advance(timedelta(minutes=2))
    assert refused(browser, ask) == []
