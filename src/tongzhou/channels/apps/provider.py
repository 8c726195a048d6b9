"""What the three messengers have in common for an app of one's own, before any of their forms."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from tongzhou.channels.apps.directory import Directory

SKEW = timedelta(minutes=5)
"""How far the clock of whoever calls back may differ."""

SIGNED_BY_TOKEN = frozenset({"wecom", "dingtalk"})


@dataclass(frozen=True, slots=True)
class Keys:
    """An app as its console shows it, unsealed: only for as long as something is being done.

    `base` stands for the provider's own servers where the organisation runs its own.
    """

    kind: str
    tenant: str
    client: str
    agent: str
    secret: str = field(repr=False)
    token: str = field(default="", repr=False)
    key: str = field(default="", repr=False)
    base: str = ""

    @property
    def takes_clicks(self) -> bool:
        """Whether buttons can come back to us: what calls back is signed and sealed, or nothing.

        The Encrypt Key of Feishu does both; elsewhere an empty token would be signed by anybody.
        """
        return bool(self.key and (self.token or self.kind not in SIGNED_BY_TOKEN))


@dataclass(frozen=True, slots=True)
class Button:
    """It leads to `url`; where `comes_back` it is a click with `key` if the messenger can.

    `asks` adds a line to write in, where there is room for one.
    """

    key: str
    label: str
    url: str
    comes_back: bool = False
    is_primary: bool = False
    asks: str = ""


@dataclass(frozen=True, slots=True)
class Card:
    """`number` is the app's own for this message: no number is sent twice.

    `note` says what became of it; a card with a note has no buttons left.
    """

    number: str
    title: str
    case: str
    sentence: str
    url: str
    open_label: str
    at: str
    facts: tuple[tuple[str, str], ...] = ()
    buttons: tuple[Button, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Incoming:
    """A call as it arrived, before anything of it is believed."""

    query: Mapping[str, str]
    headers: Mapping[str, str]
    body: bytes
    at: datetime


@dataclass(frozen=True, slots=True)
class Click:
    """`account` is the provider's id of who clicked, `code` lets the card be changed once."""

    account: str
    number: str
    key: str
    sentence: str = ""
    code: str = ""


@dataclass(frozen=True, slots=True)
class Received:
    """A call that is genuine. `nonce` is good once; `event` is the same when it is repeated.

    `answer` is what the provider waits for at once; a click is answered by `Provider.reply`.
    """

    nonce: str
    event: str = ""
    answer: bytes | None = None
    click: Click | None = None
    directory_changed: bool = False


class Forged(Exception):
    """Not signed, not sealed or not meant for this app, too old, or no message at all."""


class Failed(Exception):
    """The provider refused. `wait`: seconds to pause; `personal`: it concerns this one person."""

    def __init__(self, reason: str, *, wait: int = 0, personal: bool = False) -> None:
        super().__init__(reason)
        self.reason, self.wait, self.personal = reason, wait, personal


@dataclass(frozen=True, slots=True)
class Provider:
    """`send` gives the reference by which `settle` changes the card later."""

    per_minute: int
    issue: Callable[[Keys], tuple[str, int]]
    send: Callable[[Keys, str, Card], str]
    settle: Callable[[Keys, str, str, Card], None]
    keeps: timedelta
    receive: Callable[[Keys, Incoming], Received]
    reply: Callable[[Keys, Click, str, Card | None, datetime], bytes]
    door: Callable[[Keys, str, str, str, str], str]
    whois: Callable[[Keys, str, str, str], str]
    directory: Callable[[Keys], Directory]
    per_day_each: int = 0
    """For each account it knows; 0: as many as one likes."""


def message_of(content: bytes) -> dict[str, Any]:
    """One object of JSON, before anybody signed for it: not nested without end, no half characters."""
    try:
        said = json.loads(content)
        json.dumps(said, ensure_ascii=False).encode()
    except (ValueError, RecursionError) as error:
        raise Forged("no message") from error
    if not isinstance(said, dict):
        raise Forged("no message")
    return said


def is_fresh(stamp: str, at: datetime) -> bool:
    """Seconds or milliseconds since 1970, within the skew."""
    if not (stamp.isascii() and stamp.isdigit() and len(stamp) < 15):
        return False
    seconds = int(stamp) / (1000 if len(stamp) > 11 else 1)
    return abs(at.timestamp() - seconds) <= SKEW.total_seconds()
