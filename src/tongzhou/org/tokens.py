"""API tokens are shown once; only their hash is kept."""

import hashlib

PREFIX = "tz_"


def hashed(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
