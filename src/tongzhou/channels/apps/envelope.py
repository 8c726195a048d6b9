"""The sealed envelope WeCom invented and DingTalk took over: SHA-1 over sorted parts, AES-256-CBC.

Inside: 16 random bytes, the length (4 bytes, big end first), the message, whom it is meant for;
padded to blocks of 32 bytes.
"""

import base64
import hashlib
import hmac
import secrets
import struct
from dataclasses import dataclass, field

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from tongzhou.channels.apps.provider import Forged

BLOCK = 32
RANDOM = 16


@dataclass(frozen=True, slots=True)
class Envelope:
    """`owner` is the corporation, or the app, that both sides know."""

    token: str = field(repr=False)
    key: str = field(repr=False)
    owner: str

    def signature(self, stamp: str, nonce: str, sealed: str) -> str:
        parts = "".join(sorted((self.token, stamp, nonce, sealed)))
        return hashlib.sha1(parts.encode()).hexdigest()  # noqa: S324 — the provider's choice

    def check(self, signature: str, stamp: str, nonce: str, sealed: str) -> None:
        if not sealed.isascii():
            raise Forged("cannot be opened")
        wanted = self.signature(stamp, nonce, sealed)
        if not hmac.compare_digest(wanted.encode(), signature.encode()):
            raise Forged("wrong signature")

    def open(self, sealed: str) -> bytes:
        """Raises `Forged` for whatever was not sealed with this key for this owner."""
        try:
            content = base64.b64decode(sealed, validate=True)
            plain = self._unsealed(content)
            (length,) = struct.unpack(">I", plain[RANDOM : RANDOM + 4])
        except (ValueError, struct.error) as error:
            raise Forged("cannot be opened") from error
        message, owner = plain[RANDOM + 4 :][:length], plain[RANDOM + 4 + length :]
        if not hmac.compare_digest(owner, self.owner.encode()) or len(message) != length:
            raise Forged("meant for somebody else")
        return message

    def seal(self, message: bytes) -> str:
        head = secrets.token_bytes(RANDOM) + struct.pack(">I", len(message))
        plain = head + message + self.owner.encode()
        left = BLOCK - len(plain) % BLOCK
        padded = plain + bytes([left]) * left
        into = self._cipher().encryptor()
        return base64.b64encode(into.update(padded) + into.finalize()).decode()

    def _unsealed(self, content: bytes) -> bytes:
        out = self._cipher().decryptor()
        padded = out.update(content) + out.finalize()
        left = padded[-1] if padded else 0
        if not 1 <= left <= BLOCK or padded[-left:] != bytes([left]) * left:
            raise Forged("cannot be opened")
        return padded[:-left]

    def _cipher(self) -> Cipher[modes.CBC]:
        key = key_of(self.key)
        return Cipher(algorithms.AES(key), modes.CBC(key[:16]))


def key_of(text: str) -> bytes:
    """The 43 characters of EncodingAESKey are base64 without its last sign."""
    try:
        key = base64.b64decode(text + "=", validate=True)
    except ValueError as error:
        raise Forged("no key") from error
    if len(key) != BLOCK:
        raise Forged("no key")
    return key
