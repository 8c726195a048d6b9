"""Links that speak for one person: a token kept nowhere but as its hash, void with a new password."""

import hashlib
import secrets

from tongzhou.org.models import Person


def fresh_token() -> str:
    """256 bits, in letters that survive a mail."""
    return secrets.token_urlsafe(32)


def hashed(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def round_of(person: Person) -> str:
    """Changes with the password and whenever all sessions are ended."""
    return person.get_session_auth_hash()
