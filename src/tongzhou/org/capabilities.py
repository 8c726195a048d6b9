"""Links that speak for one person: a token kept nowhere but as its hash, void with a new password."""

import hashlib
import secrets
from datetime import datetime, timedelta

from tongzhou.org.models import Person

LIVES = timedelta(days=14)
KEPT = timedelta(days=60)
"""After that a link is not even found any more."""
SECOND_THOUGHTS = timedelta(minutes=15)
A_MOMENT = timedelta(minutes=1)


def fresh_token() -> str:
    """256 bits, in letters that survive a mail."""
    return secrets.token_urlsafe(32)


def hashed(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def round_of(person: Person) -> str:
    """Changes with the password, with the address mails go to, and whenever all sessions are ended."""
    return hashed(f"{person.get_session_auth_hash()} {person.mail}")


def takes_effect(now: datetime, deadline: datetime | None = None) -> datetime | None:
    """When what a link said is said: in a while, but in time for what was still in time.

    None: at once, because the deadline leaves no moment to think again in.
    """
    later = now + SECOND_THOUGHTS
    if deadline is None or deadline <= now:
        return later
    latest = deadline - A_MOMENT
    return min(later, latest) if latest >= now + A_MOMENT else None
