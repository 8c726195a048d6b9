"""What the inbox, the frame, the page of preferences and the operator ask."""

from tongzhou.notices.queries.inbox import (
    PAGE,
    Day,
    Told,
    by_day,
    cases_of,
    dead_mails,
    inbox,
    last_refusal,
    mails_today,
    told_of,
    unreachable,
    unread_count,
    waiting_mails,
)
from tongzhou.notices.queries.wishes import wishes_of

__all__ = [
    "PAGE", "Day", "Told", "by_day", "cases_of", "dead_mails", "inbox", "last_refusal", "mails_today", "told_of",
    "unreachable", "unread_count", "waiting_mails", "wishes_of",
]  # fmt: skip
