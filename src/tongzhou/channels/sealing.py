"""Secrets that other systems gave us are kept sealed: a copy of the database alone opens nothing.

The key is made from the installation's secret key, which lies beside the database, not in it.
"""

import base64

from cryptography.fernet import Fernet, InvalidToken
from django.utils.crypto import salted_hmac


def seal(text: str) -> str:
    return _box().encrypt(text.encode()).decode() if text else ""


def unseal(sealed: str) -> str:
    """Empty when the installation's secret key is another one by now: it has to be typed again."""
    try:
        return _box().decrypt(sealed.encode()).decode() if sealed else ""
    except InvalidToken:
        return ""


def _box() -> Fernet:
    key = salted_hmac("tongzhou.sealed", "channels", algorithm="sha256").digest()
    return Fernet(base64.urlsafe_b64encode(key))
