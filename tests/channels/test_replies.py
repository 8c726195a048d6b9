from collections.abc import Iterator
from datetime import timedelta
from email.message import EmailMessage, Message
from types import ModuleType
from typing import Any

import pytest

from tests.channels.letterbox import Letterbox, letterbox
from tests.channels.sink import Sink
from tests.collaborations.asking import sent
from tests.company import Company
from tongzhou.channels import mail
from tongzhou.channels.inbound import mailbox
from tongzhou.channels.inbound.reading import MARK, read
from tongzhou.channels.models import MailReply
from tongzhou.collaborations.models import Ask, Collaboration
from tongzhou.discussions.models import Comment
from tongzhou.journal import worker
from tongzhou.notices.models import Notice
from tongzhou.org.models import Person

pytestmark = pytest.mark.django_db


@pytest.fixture
def box(settings: Any, sink: Sink) -> Iterator[Letterbox]:
    with letterbox() as one:
        settings.IMAP_HOST, settings.IMAP_PORT, settings.IMAP_TLS = "127.0.0.1", one.port, False
        settings.IMAP_USER, settings.IMAP_PASSWORD = "reply", "secret"
        settings.REPLY_TO = "reply@tongzhou.example.com"
        yield one


def told(company: Company, sink: Sink, clock: ModuleType) -> tuple[Ask, Message]:
    """Whoever answers for 产品部 has a mail about the request."""
    ask = sent(company)
    worker.read_on()
    clock.advance(timedelta(minutes=2))
    mail.send_pending()
    found = [one for _to, one in sink.mails if "Reply-To" in one]
    return ask, next(one for one in found if holder(one).department_id == company.product.pk)


def holder(message: Message) -> Person:
    return Person.objects.get(
        mail="".join(str(message["To"]).split()).partition("<")[2].rstrip(">")
    )


def answer(message: Message, text: str, **headers: str) -> bytes:
    """As a mail program sends it: with our mail quoted below."""
    reply = EmailMessage()
    reply["From"] = headers.pop("sender", f"某人 <{holder(message).mail}>")
    reply["To"] = "".join(str(message["Reply-To"]).split())
    reply["Subject"] = "Re: 请求"
    reply["Message-ID"] = headers.pop("id", "<1@client.example>")
    reply["In-Reply-To"] = "".join(str(message["Message-ID"]).split())
    for name, value in headers.items():
        reply[name.replace("_", "-")] = value
    quoted = f"\n\n在 2023年7月3日 10:00，同舟 写道：\n\n> {MARK}\n> 你好，\n> 请答复。\n"
    reply.set_content(text + quoted)
    return reply.as_bytes()


def outcome(box: Letterbox, raw: bytes) -> str:
    box.put(raw)
    assert not mailbox.fetch(), "nothing more is waiting"
    return MailReply.objects.get(pk=read(raw).id).outcome


@pytest.mark.check("T100")
def test_what_is_written_above_our_mail_becomes_a_comment_on_the_matter(
    company: Company, sink: Sink, box: Letterbox, clock: ModuleType, signed_in: Any
) -> None:
    ask, message = told(company, sink, clock)
    assert outcome(box, answer(message, "8月25日前可以交两项。\n社交分享要晚一周。")) == "taken"
    comment = Comment.objects.get()
    assert comment.text == "8月25日前可以交两项。\n社交分享要晚一周。"
    assert (comment.kind, comment.subject) == ("ask", ask.pk)
    assert comment.by == holder(message)
    assert Ask.objects.get(pk=ask.pk).state == ask.state, "a mail answers nothing"
    assert box.unread() == []
    page = signed_in(company.administrator).get("/administration/mails").content.decode()
    assert "已成为评论" in page


@pytest.mark.check("T098")
def test_the_same_mail_again_is_one_comment(
    company: Company, sink: Sink, box: Letterbox, clock: ModuleType
) -> None:
    _ask, message = told(company, sink, clock)
    for _time in range(3):
        box.put(answer(message, "可以。"))
    mailbox.fetch()
    assert Comment.objects.count() == 1


def test_a_mail_that_does_not_come_out_holds_up_none_behind_it_and_comes_later(
    company: Company, sink: Sink, box: Letterbox, clock: ModuleType
) -> None:
    _ask, message = told(company, sink, clock)
    first = box.put(answer(message, "先写的"))
    box.put(answer(message, "后写的", id="<2@client.example>"))
    box.withheld.add(first)
    with pytest.raises(OSError, match="does not give out mail 1"):
        mailbox.fetch()
    assert [one.text for one in Comment.objects.all()] == ["后写的"]
    assert box.unread() == [first]
    box.withheld.clear()
    mailbox.fetch()
    assert Comment.objects.count() == 2
    assert box.unread() == []


@pytest.mark.check("T101")
@pytest.mark.parametrize(
    "headers",
    [
        {"Auto_Submitted": "auto-replied"},
        {"X_Auto_Response_Suppress": "All"},
        {"Precedence": "bulk"},
        {"Return_Path": "<>"},
        {"List_Id": "<all.example.com>"},
    ],
)
def test_machines_are_not_answered_and_say_nothing(
    headers: dict[str, str], company: Company, sink: Sink, box: Letterbox, clock: ModuleType
) -> None:
    _ask, message = told(company, sink, clock)
    assert outcome(box, answer(message, "我正在休假。", **headers)) == "automatic"
    assert not Comment.objects.exists()


@pytest.mark.check("T101")
def test_a_mail_of_ours_that_is_sent_back_to_us_ends_there(
    company: Company, sink: Sink, box: Letterbox, clock: ModuleType
) -> None:
    """A rule in somebody's mailbox that passes everything on makes no circle."""
    _ask, message = told(company, sink, clock)
    already = len(sink.mails)
    assert outcome(box, message.as_bytes()) == "automatic"
    worker.read_on()
    clock.advance(timedelta(minutes=5))
    mail.send_pending()
    assert not Comment.objects.exists()
    assert len(sink.mails) == already


@pytest.mark.check("T100")
def test_whoever_only_knows_the_mail_says_nothing_in_another_persons_name(
    company: Company, sink: Sink, box: Letterbox, clock: ModuleType, settings: Any
) -> None:
    settings.REPLY_TRUSTS = "mx.example.com"
    _ask, message = told(company, sink, clock)
    assert outcome(box, answer(message, "好", sender="evil@elsewhere.example")) == "stranger"
    failed = answer(message, "好", id="<2@x>", Authentication_Results="mx.example.com; dmarc=fail")
    assert outcome(box, failed) == "stranger"
    other = answer(message, "好", id="<3@x>", Authentication_Results="evil.example; dmarc=pass")
    assert outcome(box, other) == "taken"
    assert MailReply.objects.get(outcome="taken").verdict == "none"
    assert Comment.objects.count() == 1


def test_a_mail_that_answers_none_of_ours_is_left_alone(
    company: Company, sink: Sink, box: Letterbox, clock: ModuleType
) -> None:
    _ask, message = told(company, sink, clock)
    notice = Notice.objects.first()
    assert notice
    for number, made_up in enumerate(
        (f"<{notice.pk}.{'0' * 32}@tongzhou.example.com>", "<x@y>", "")
    ):
        message.replace_header("Message-ID", made_up)
        assert outcome(box, answer(message, "好", id=f"<{number}@x>")) == "unknown"
    assert not Comment.objects.exists()


def test_an_answer_that_cannot_be_added_comes_back_with_the_reason(
    company: Company, sink: Sink, box: Letterbox, clock: ModuleType
) -> None:
    _ask, message = told(company, sink, clock)
    Collaboration.objects.update(state="archived")
    assert outcome(box, answer(message, "晚了一步")) == "refused"
    worker.read_on()
    heard = Notice.objects.filter(entry__kind="mail_reply.refused")
    assert [one.person for one in heard] == [holder(message)]


@pytest.mark.parametrize(
    "text",
    ["", "\n\n在 2023年7月3日，同舟 写道：\n", "发件人：同舟\n"],
    ids=["none", "quoted", "head"],
)
def test_a_mail_without_a_word_of_its_own_is_no_comment(
    text: str, company: Company, sink: Sink, box: Letterbox, clock: ModuleType
) -> None:
    _ask, message = told(company, sink, clock)
    assert outcome(box, answer(message, text)) == "empty"


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\xff\xfe\x00garbage",
        b"From: a\r\nContent-Type: text/plain; charset=nonsense\r\n\r\nhello",
        b"Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n--x--",
        b"References: " + b"<a@b> " * 20_000 + b"\r\n\r\nx",
        b"From: =?utf-8?q?=ff?= <\r\nSubject: x\x00\r\n\r\nx\x00y",
    ],
    ids=["empty", "bytes", "charset", "parts", "references", "headers"],
)
def test_no_mail_whatever_it_holds_stops_the_reader(raw: bytes) -> None:
    assert read(raw).notice is None
