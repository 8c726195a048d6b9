"""What somebody wrote above our mail; who they say they are, and what the mail server thinks of it."""

import re
from dataclasses import dataclass, field
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from email.utils import parseaddr
from hashlib import sha256
from uuid import UUID

from django.conf import settings
from mailparser_reply import EmailReplyParser

from tongzhou.channels.inbound.threads import notice_in

MARK = "✂ ----------------------------------------"
"""Stands at the top of our mails: whatever comes from there on is ours."""
QUOTED = re.compile(
    r"^\s*(?:>.*|-{2,}\s*(?:原始邮件|原始郵件|Original Message)\s*-{2,}.*|.{0,120}(?:写道|寫道|wrote)\s*[:：])\s*$"
)
SENDER_LINE = re.compile(r"^\s*(?:发件人|寄件者|寄件人|From)\s*[:：].*$")
LANGUAGES = ["zh", "en"]
AUTOMATIC = ("x-auto-response-suppress", "list-id", "x-autoreply", "x-autorespond")
IN_BULK = {"bulk", "junk", "list", "auto_reply"}
MOST_FILES = 5


@dataclass(frozen=True, slots=True)
class Letter:
    """`verdict`: pass, fail or none, of the mail server's DMARC, SPF and DKIM checks."""

    id: str
    notice: UUID | None
    sender: str
    text: str
    is_automatic: bool
    verdict: str
    files: list[tuple[str, bytes]] = field(default_factory=list)


def read(raw: bytes) -> Letter:
    message = BytesParser(policy=policy.default).parsebytes(raw)
    references = f"{_header(message, 'References')} {_header(message, 'In-Reply-To')}"
    said_id = _header(message, "Message-ID")
    return Letter(
        id=sha256((said_id or raw.decode("utf-8", "replace")).encode()).hexdigest(),
        notice=notice_in(references),
        sender=parseaddr(_header(message, "From"))[1].lower(),
        text=_above_ours(_text(message)),
        is_automatic=_is_automatic(message),
        verdict=_verdict(message),
        files=_files(message),
    )


def _header(message: EmailMessage, name: str) -> str:
    """A header that cannot be read says nothing."""
    try:
        return str(message.get(name, ""))
    except (ValueError, IndexError, AttributeError, TypeError):
        return ""


def _text(message: EmailMessage) -> str:
    """The plain words; a mail of HTML alone says nothing, it could hide what it is."""
    part = message.get_body(preferencelist=("plain",))
    if part is None:
        return ""
    try:
        return str(part.get_content()).replace("\x00", "")
    except (LookupError, ValueError):
        content = part.get_payload(decode=True)
        return content.decode("utf-8", "replace") if isinstance(content, bytes) else ""


def _above_ours(text: str) -> str:
    above = text.split(MARK, 1)[0]
    reply = EmailReplyParser(languages=LANGUAGES).parse_reply(text=above) or ""
    lines = reply.splitlines()
    while lines and (
        not lines[-1].strip() or QUOTED.match(lines[-1]) or SENDER_LINE.match(lines[-1])
    ):
        lines.pop()
    return "\n".join(lines).strip()


def _is_automatic(message: EmailMessage) -> bool:
    """Absences, bounces, lists: answering them would never end (RFC 3834)."""
    if _header(message, "Auto-Submitted").lower() not in ("", "no"):
        return True
    if _header(message, "Precedence").lower() in IN_BULK or _header(message, "Return-Path") == "<>":
        return True
    is_report = message.get_content_type() == "multipart/report"
    return is_report or any(message.get(name) is not None for name in AUTOMATIC)


def _verdict(message: EmailMessage) -> str:
    """Only of the server that is trusted, which strips what others put there in its name."""
    trusted = settings.REPLY_TRUSTS
    for told in message.get_all("Authentication-Results", []) if trusted else []:
        server, _semicolon, results = str(told).partition(";")
        if server.strip().split(" ")[0].lower() == trusted.lower():
            found = re.findall(r"\b(?:dmarc|spf|dkim)\s*=\s*(\w+)", results.lower())
            return "fail" if "fail" in found else "pass" if "pass" in found else "none"
    return "none"


def _files(message: EmailMessage) -> list[tuple[str, bytes]]:
    found = []
    for part in message.iter_attachments():
        content = part.get_payload(decode=True)
        name = part.get_filename()
        if name and isinstance(content, bytes) and len(content) <= settings.FILE_LIMIT:
            found.append((name, content))
    return found[:MOST_FILES]
