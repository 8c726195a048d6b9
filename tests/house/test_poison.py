"""What attackers type stays text: on every page, in mail, calendars, group messages and files."""

import re
from collections.abc import Callable
from datetime import UTC, datetime
from email import message_from_bytes
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.http import HttpResponse
from django.test import Client

from tests.company import Company
from tests.poison.looking import faults
from tests.poison.places import addresses
from tests.poison.pouring import MARK, PAYLOADS, pour
from tests.told import told
from tongzhou.channels.mail import compose
from tongzhou.channels.robots import Line, News, dingtalk, feishu, wecom
from tongzhou.discussions.rendering import rendered
from tongzhou.notices.models import Notice
from tongzhou.org.models import Person

HOME = "https://tongzhou.example.com/"
AT = datetime.fromtimestamp(1_700_000_000, tz=UTC)
SignedIn = Callable[[Person], Client]


def body_of(answer: HttpResponse) -> bytes:
    return b"".join(answer) if answer.streaming else answer.content


@pytest.mark.check("T116")
@pytest.mark.check("T117")
@pytest.mark.parametrize(
    ("chapters", "login", "least"),
    [
        (1, "lin", 12),
        pytest.param(5, "li", 60, marks=pytest.mark.nightly),
        pytest.param(5, "administrator", 40, marks=pytest.mark.nightly),
    ],
)
def test_poison_in_every_text_stays_text_everywhere(
    company: Company, signed_in: SignedIn, chapters: int, login: str, least: int
) -> None:
    told(company, chapters)
    assert pour() > 100
    browser, met = signed_in(getattr(company, login)), 0
    found: dict[str, list[str]] = {}
    for address in addresses(only_things=chapters == 1):
        answer = browser.get(address)
        body = body_of(answer)
        if answer.status_code == 200:
            met += MARK.encode() in body
            found[address] = _faults(answer, body)
    assert {address: wrong for address, wrong in found.items() if wrong} == {}
    assert met > least, "pages show what was poured in"
    for notice in Notice.objects.select_related("person", "entry", "collaboration")[:10]:
        _look_at_mail(compose(notice.person, [notice]).message().as_bytes())


def _faults(answer: HttpResponse, body: bytes) -> list[str]:
    kind = answer.get("Content-Type", "")
    if kind.startswith("text/html"):
        return faults(body.decode())
    if kind.startswith("text/calendar"):
        return [
            line for line in body.decode().split("\r\n") if not re.match(r"[ A-Z]", line or " ")
        ]
    if "spreadsheetml" in kind:
        return _formulas(body)
    return []


def _formulas(book: bytes) -> list[str]:
    with ZipFile(BytesIO(book)) as parts:
        sheets = [one for one in parts.namelist() if one.startswith("xl/worksheets/sheet")]
        return [
            one
            for one in sheets
            if MARK.encode() in b"".join(re.findall(rb"<f>.*?</f>", parts.read(one)))
        ]


def _look_at_mail(message: bytes) -> None:
    parsed = message_from_bytes(message)
    assert "X-Evil" not in parsed
    for part in parsed.walk():
        if part.get_content_type() == "text/html":
            html = part.get_payload(decode=True).decode()
            assert faults(html) == []
            assert not re.search(r'="(?!https?://|mailto:|cid:)[^"]*(?:script|vbscript):', html)


@pytest.mark.check("T116")
def test_no_markdown_becomes_more_than_text() -> None:
    assert len(PAYLOADS) >= 300
    assert {one: faults(rendered(one, {})) for one in PAYLOADS if faults(rendered(one, {}))} == {}


@pytest.mark.check("T117")
@pytest.mark.parametrize("messenger", [wecom, dingtalk, feishu])
def test_group_messages_lead_nowhere_else(messenger: object) -> None:
    for one in PAYLOADS:
        news = News(one[:100], (Line(one, one[:60], HOME + "a"),) * 2, HOME)
        letter = messenger.compose(news, HOME + "robot", "", AT)  # type: ignore[attr-defined]
        said = letter.body.decode()
        targets = re.findall(r"\]\(([^)\s]*)", said)
        assert all(target.startswith(HOME) for target in targets), one
        assert "<at" not in said, one
        assert "<img" not in said, one
