"""The mailbox people answer to, over IMAP: what is unread is read, taken and marked as read."""

import imaplib
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings

from tongzhou.channels import outbound
from tongzhou.channels.actions import replies
from tongzhou.channels.inbound.reading import read

AT_ONCE = 50
LONGEST = 25_000_000
"""Bytes; larger mails are left alone and marked as read."""
PATIENCE = 15


def is_configured() -> bool:
    return bool(settings.IMAP_HOST and settings.REPLY_TO)


def fetch() -> int:
    """How many mails were looked at. Taken first, marked afterwards: a mail may come twice, never not."""
    if not is_configured():
        return 0
    with _opened() as box:
        _said, found = box.uid("SEARCH", "UNSEEN")
        waiting = found[0].split()[:AT_ONCE] if found and found[0] else []
        for uid in waiting:
            name = uid.decode()
            if raw := _content(box, name):
                replies.take(read(raw))
            box.uid("STORE", name, "+FLAGS", r"(\Seen)")
    return len(waiting)


def _content(box: imaplib.IMAP4, uid: str) -> bytes:
    """Empty for a mail that is too large."""
    _said, sizes = box.uid("FETCH", uid, "(RFC822.SIZE)")
    told = b"".join(one for one in sizes if isinstance(one, bytes))
    size = told.upper().partition(b"RFC822.SIZE")[2].strip(b" )").split(b" ")[0]
    if not size.isdigit() or int(size) > LONGEST:
        return b""
    _said, parts = box.uid("FETCH", uid, "(BODY.PEEK[])")
    return next((one[1] for one in parts if isinstance(one, tuple)), b"")


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
