"""The mailbox people answer to, over IMAP: what is unread is read, taken and marked as read."""

import imaplib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings

from tongzhou.channels import outbound
from tongzhou.channels.actions import replies
from tongzhou.channels.inbound.reading import read
from tongzhou.journal.portions import a_portion

AT_ONCE = 50
LONGEST = 25_000_000
"""Bytes; larger mails are left alone and marked as read."""
PATIENCE = 15


def is_configured() -> bool:
    return bool(settings.IMAP_HOST and settings.REPLY_TO)


def fetch() -> bool:
    """Whether more is waiting. A mail that cannot be taken stays unread and holds up none behind it."""
    if not is_configured():
        return False
    with _opened() as box:
        _said, found = box.uid("SEARCH", "UNSEEN")
        waiting = found[0].decode().split() if found and found[0] else []
        return a_portion(waiting, lambda uid: _take(box, uid), most=AT_ONCE)


def _take(box: imaplib.IMAP4, uid: str) -> None:
    """Marked after it was taken: a mail may come twice, never not at all."""
    if raw := _content(box, uid):
        replies.take(read(raw))
    box.uid("STORE", uid, "+FLAGS", r"(\Seen)")


def _content(box: imaplib.IMAP4, uid: str) -> bytes:
    """Empty for a mail that is too large."""
    sizes = _fetched(box, uid, "(RFC822.SIZE)")
    told = b"".join(one for one in sizes if isinstance(one, bytes)).upper()
    if int(told.partition(b"RFC822.SIZE")[2].strip(b" )").split(b" ")[0]) > LONGEST:
        return b""
    parts = _fetched(box, uid, "(BODY.PEEK[])")
    return next(one[1] for one in parts if isinstance(one, tuple))


def _fetched(box: imaplib.IMAP4, uid: str, wanted: str) -> list[Any]:
    """What the server does not give now is asked for another time, not taken for nothing."""
    said, found = box.uid("FETCH", uid, wanted)
    if said != "OK":
        raise OSError(f"the mail server does not give out mail {uid}")
    return found


@contextmanager
def _opened() -> Iterator[imaplib.IMAP4]:
    place = (settings.IMAP_HOST, settings.IMAP_PORT)
    box = (
        imaplib.IMAP4_SSL(*place, ssl_context=outbound.trusted(), timeout=PATIENCE)
        if settings.IMAP_TLS
        else imaplib.IMAP4(*place, timeout=PATIENCE)
    )
    try:
        box.login(settings.IMAP_USER, settings.IMAP_PASSWORD)
        box.select("INBOX")
        yield box
    finally:
        box.logout()
