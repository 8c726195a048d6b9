"""One-time codes of six digits, as every authenticator app makes them (RFC 6238, SHA-1, 30 s)."""

import base64
import hashlib
import hmac
import secrets
from datetime import datetime
from urllib.parse import quote, urlencode

STEP = 30
DIGITS = 6
DRIFT = 1
"""Steps by which the clock of a phone may differ, either way."""


def new_secret() -> str:
    return base64.b32encode(secrets.token_bytes(20)).decode()


def code_at(secret: str, counter: int) -> str:
    digest = hmac.new(base64.b32decode(secret), counter.to_bytes(8, "big"), hashlib.sha1).digest()
    offset = digest[-1] & 0x0F
    number = int.from_bytes(digest[offset : offset + 4], "big") & 0x7FFFFFFF
    return str(number % 10**DIGITS).zfill(DIGITS)


def counter_at(moment: datetime) -> int:
    return int(moment.timestamp()) // STEP


def matched(secret: str, code: str, moment: datetime, *, after: int) -> int | None:
    """The step that a code belongs to; none at or before `after`, so that no code works twice."""
    now = counter_at(moment)
    for counter in range(max(now - DRIFT, after + 1), now + DRIFT + 1):
        if hmac.compare_digest(code_at(secret, counter), code):
            return counter
    return None


def address_of(secret: str, *, issuer: str, account: str) -> str:
    """What the app reads as a QR code."""
    label = quote(f"{issuer}:{account}", safe=":")
    return f"otpauth://totp/{label}?{urlencode({'secret': secret, 'issuer': issuer})}"
