"""The browsers a person is signed in with, in words one recognises."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.contrib.sessions.models import Session
from django.utils import timezone

from tongzhou.org.models import Browser, Person

BROWSERS = (
    ("wxwork", "企业微信"), ("DingTalk", "钉钉"), ("Lark", "飞书"), ("MicroMessenger", "微信"),
    ("Edg", "Edge"), ("Firefox", "Firefox"), ("Chrome", "Chrome"), ("Safari", "Safari"),
)  # fmt: skip
SYSTEMS = (
    ("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows"),
    ("Mac OS", "macOS"), ("Linux", "Linux"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Line:
    id: UUID
    name: str
    address: str
    at: datetime
    is_here: bool


def browsers_of(person: Person, *, here: str | None) -> list[Line]:
    """Those whose session still opens, the latest first."""
    living = Session.objects.filter(expire_date__gt=timezone.now())
    rows = Browser.objects.visible_to(person).filter(session__in=living.values("session_key"))
    return [
        Line(row.pk, _name(row.agent), row.address, row.at, is_here=row.session == here)
        for row in rows[:50]
    ]


def _name(agent: str) -> str:
    found = [
        next((name for part, name in known if part in agent), "") for known in (BROWSERS, SYSTEMS)
    ]
    return " · ".join(filter(None, found)) or agent[:40] or "?"
