"""One-time codes of six digits, as every authenticator app makes them (RFC 6238, SHA-1, 30 s)."""

from datetime import datetime

import pyotp

STEP = 30
DRIFT = 1
"""Steps by which the clock of a phone may differ, either way."""


def new_secret() -> str:
    return pyotp.random_base32()


def code_at(secret: str, counter: int) -> str:
    return pyotp.HOTP(secret).at(counter)


def counter_at(moment: datetime) -> int:
    return int(moment.timestamp()) // STEP


def matched(secret: str, code: str, moment: datetime, *, after: int) -> int | None:
    """The step that a code belongs to; none at or before `after`, so that no code works twice."""
    now, codes = counter_at(moment), pyotp.HOTP(secret)
    for counter in range(max(now - DRIFT, after + 1), now + DRIFT + 1):
        if codes.verify(code, counter):
            return counter
    return None


def address_of(secret: str, *, issuer: str, account: str) -> str:
    """What the app reads as a QR code."""
    return pyotp.TOTP(secret).provisioning_uri(name=account, issuer_name=issuer)
