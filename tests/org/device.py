"""A device with a passkey, in software: what a phone answers when finger or PIN unlocked it."""

import hashlib
import json
from base64 import urlsafe_b64encode
from dataclasses import dataclass, field

import cbor2
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec

PRESENT, UNLOCKED, WITH_KEY = 0x01, 0x04, 0x40


@dataclass
class Device:
    """`unlocked` False is a device somebody found on a table."""

    origin: str = "http://testserver"
    unlocked: bool = True
    used: int = 0
    credential: bytes = b"\x07" * 32
    key: ec.EllipticCurvePrivateKey = field(
        default_factory=lambda: ec.generate_private_key(ec.SECP256R1())
    )

    def made(self, options: str) -> str:
        """What a browser sends after `navigator.credentials.create`."""
        asked = json.loads(options)
        told = self._told("webauthn.create", asked["challenge"])
        facts = self._facts(asked["rp"]["id"], WITH_KEY) + bytes(16)
        facts += len(self.credential).to_bytes(2) + self.credential + self._public()
        signed = cbor2.dumps({"fmt": "none", "attStmt": {}, "authData": facts})
        return self._answer({"clientDataJSON": _text(told), "attestationObject": _text(signed)})

    def given(self, options: str) -> str:
        """What a browser sends after `navigator.credentials.get`."""
        asked = json.loads(options)
        self.used += 1
        told = self._told("webauthn.get", asked["challenge"])
        facts = self._facts(asked["rpId"], 0)
        signature = self.key.sign(facts + hashlib.sha256(told).digest(), ec.ECDSA(hashes.SHA256()))
        return self._answer(
            {
                "clientDataJSON": _text(told),
                "authenticatorData": _text(facts),
                "signature": _text(signature),
                "userHandle": None,
            }
        )

    def _told(self, kind: str, challenge: str) -> bytes:
        return json.dumps({"type": kind, "challenge": challenge, "origin": self.origin}).encode()

    def _facts(self, place: str, more: int) -> bytes:
        flags = PRESENT | (UNLOCKED if self.unlocked else 0) | more
        name = hashlib.sha256(place.encode()).digest()
        return name + bytes([flags]) + self.used.to_bytes(4)

    def _public(self) -> bytes:
        point = self.key.public_key().public_numbers()
        return cbor2.dumps({1: 2, 3: -7, -1: 1, -2: point.x.to_bytes(32), -3: point.y.to_bytes(32)})

    def _answer(self, response: dict[str, str | None]) -> str:
        name = _text(self.credential)
        facts = {"id": name, "rawId": name, "type": "public-key", "clientExtensionResults": {}}
        return json.dumps({**facts, "response": response})


def _text(raw: bytes) -> str:
    return urlsafe_b64encode(raw).rstrip(b"=").decode()
