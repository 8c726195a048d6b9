"""What strangers hand in is read or refused, quickly: Markdown, mails, workbooks, sealed callbacks.

Made up by hypothesis from pieces that parsers stumble over, not found by coverage: Atheris has no
wheels for every Python the program runs on.
"""

import base64
import string
import time
from collections.abc import Callable
from contextlib import suppress
from functools import wraps
from typing import TypeVar

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from tests.plans.sheets import xlsx
from tongzhou.channels.apps.envelope import Envelope
from tongzhou.channels.apps.provider import Forged
from tongzhou.channels.inbound.reading import MARK, read
from tongzhou.core.verdicts import Invalid
from tongzhou.discussions.rendering import rendered
from tongzhou.plans.exchange.reading import Wanted, read_plan

pytestmark = pytest.mark.check("T126")
HANGS = 2
"""Seconds the processor works on one piece; how long a busy machine takes is nobody's fault."""
T = TypeVar("T")
FEW = settings(
    max_examples=40, deadline=None, derandomize=True, database=None,
    suppress_health_check=[HealthCheck.too_slow],
)  # fmt: skip
MANY = settings(FEW, max_examples=4_000)
MARKS = st.sampled_from(
    ["**", "_", "`", "```\n", "[", "](", ")", "![", "<", ">", "&#x", "|", "\n\n", "\n- ", "\n> ", "@王磊",
     "<script>", "javascript:", "data:text/html", "\\", "\t", "http://", "~~", "\u202e", "\x00", "#", "1. "]
)  # fmt: skip
marked = st.lists(MARKS | st.text(max_size=6), max_size=60).map("".join)
HEADERS = st.sampled_from(
    ["From", "To", "Subject", "Message-ID", "References", "In-Reply-To", "Content-Type", "Auto-Submitted",
     "Authentication-Results", "Content-Transfer-Encoding", "MIME-Version", "Content-Disposition"]
)  # fmt: skip
SAID = st.sampled_from(
    [b"multipart/mixed; boundary=x", b"text/plain; charset=nonsense", b"=?utf-8?b?////?=", b"base64",
     b"<a@b>", b"quoted-printable", b"message/rfc822", b"attachment; filename*=utf-8''%ff", b"dmarc=pass"]
) | st.binary(max_size=40)  # fmt: skip
lines = st.tuples(HEADERS, SAID).map(lambda one: one[0].encode() + b": " + one[1])
PARTS = st.sampled_from(
    [b"--x", b"--x--", b"", MARK.encode(), "某人写道：".encode(), b"> ", b"=3D="]
)
mails = st.tuples(
    st.lists(lines, max_size=12), st.lists(PARTS | st.binary(max_size=60), max_size=12)
)
raw = mails.map(lambda one: b"\r\n".join([*one[0], b"", *one[1]]))
BOOK = xlsx([["任务名称", "负责人", "开始", "结束"], ["方案", "王磊", "2026-07-01", "2026-07-09"]])
bites = st.lists(st.tuples(st.integers(0, len(BOOK) - 1), st.integers(0, 255)), max_size=12)
KEY = base64.b64encode(bytes(range(32))).decode()[:43]
sealed = st.text(string.ascii_letters + string.digits + "+/=", max_size=200) | st.text(max_size=40)


def quickly(read_it: Callable[[T], None]) -> Callable[[T], None]:
    @wraps(read_it)
    def timed(piece: T) -> None:
        since = time.process_time()
        read_it(piece)
        assert time.process_time() - since < HANGS

    return timed


@quickly
def harmless(text: str) -> None:
    tree = LexborHTMLParser(rendered(text, {"王磊": ("王磊", "/people/1")}))
    assert tree.css("script, svg, iframe, object, style, form") == []
    for node in tree.css("*"):
        assert not any(name.startswith("on") for name in node.attributes)


@quickly
def understood(mail: bytes) -> None:
    letter = read(mail)
    assert MARK not in letter.text
    assert "\x00" not in letter.text


@quickly
def opened(places: list[tuple[int, int]]) -> None:
    data = bytearray(BOOK)
    for place, byte in places:
        data[place] = byte
    with suppress(Invalid):
        read_plan(bytes(data), Wanted(2026))


@quickly
def unsealed(text: str) -> None:
    with pytest.raises(Forged):
        Envelope("token", KEY, "corp").open(text)


@given(marked)
@FEW
def test_markdown(text: str) -> None:
    harmless(text)


@given(raw)
@FEW
def test_mails(mail: bytes) -> None:
    understood(mail)


@given(bites)
@FEW
def test_workbooks(places: list[tuple[int, int]]) -> None:
    opened(places)


@given(sealed)
@FEW
def test_callbacks(text: str) -> None:
    unsealed(text)


@pytest.mark.nightly
@given(marked)
@MANY
def test_much_markdown(text: str) -> None:
    harmless(text)


@pytest.mark.nightly
@given(raw)
@MANY
def test_many_mails(mail: bytes) -> None:
    understood(mail)


@pytest.mark.nightly
@given(bites)
@MANY
def test_many_workbooks(places: list[tuple[int, int]]) -> None:
    opened(places)


@pytest.mark.nightly
@given(sealed)
@MANY
def test_many_callbacks(text: str) -> None:
    unsealed(text)
