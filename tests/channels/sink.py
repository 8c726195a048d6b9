"""A mail server on the loopback that keeps what it is given."""

import email
import socket
from email.message import Message
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session


class Sink:
    """`refused` addresses are unknown here; `broken` answers every message with an error, of
    `disliked` addresses with one that is meant to last.
    """

    def __init__(self) -> None:
        self.mails: list[tuple[list[str], Message]] = []
        self.refused: set[str] = set()
        self.disliked: set[str] = set()
        self.broken = False

    async def handle_RCPT(  # noqa: N802 — the name aiosmtpd calls
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if address in self.refused:
            return "550 no such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        if self.broken:
            return "451 try again later"
        if self.disliked.intersection(envelope.rcpt_tos):
            return "554 looks like spam"
        content: Any = envelope.content
        self.mails.append((envelope.rcpt_tos, email.message_from_bytes(content)))
        return "250 OK"


def start(sink: Sink) -> Controller:
    controller = Controller(sink, hostname="127.0.0.1", port=free_port())
    controller.start()
    return controller


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
