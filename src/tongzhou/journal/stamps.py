"""Time stamps of somebody else on the anchors (RFC 3161): made into words, read and checked.

A stamp says that the authority saw this anchor at its time. Whoever writes the whole history anew,
anchors included, cannot make the stamp that belongs to it.
"""

import base64
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path

from cryptography.x509 import Certificate, load_pem_x509_certificates
from django.conf import settings
from django.utils.translation import gettext as _
from rfc3161_client import (
    PKIStatus,
    TimeStampRequest,
    TimestampRequestBuilder,
    TimeStampResponse,
    VerificationError,
    VerifierBuilder,
    decode_timestamp_response,
)

from tongzhou.journal.models import Anchor, Entry


class NoStamp(Exception):
    """What came back is no stamp for what was asked."""


@dataclass(frozen=True, slots=True)
class Stamps:
    """How many agree with the journal, and the moment the authority gave the last of them."""

    count: int
    last: datetime
    signer_checked: bool

    def said(self) -> str:
        until = self.last.isoformat(timespec="seconds")
        found = f"{self.count} time stamps: the chain agrees with them, the last of {until}"
        if self.signer_checked:
            return f"{found}, signed by the authority."
        return f"{found}; set TONGZHOU_TIMESTAMP_ROOTS to check who signed them."


def asked_for(anchor: Anchor) -> TimeStampRequest:
    return TimestampRequestBuilder().data(anchor.line.encode()).build()


def checked(anchor: Anchor, request: TimeStampRequest, answer: bytes) -> str:
    """The answer as it is kept. Raises `NoStamp`."""
    response = _read(answer)
    if response.tst_info.nonce != request.nonce:
        raise NoStamp("the answer belongs to another question")
    _check(anchor, response)
    return base64.b64encode(answer).decode()


def verify_stamps() -> tuple[Stamps | None, list[str]]:
    """The stamps that stand, and a sentence for each that does not fit anchor or journal."""
    found = [(anchor, _moment(anchor)) for anchor in Anchor.objects.exclude(stamp=None)]
    moments = [moment for _anchor, moment in found if moment]
    wrong = [*_without(anchor for anchor, moment in found if not moment), *_differing(found)]
    roots = bool(settings.TIMESTAMP_ROOTS)
    return (Stamps(len(moments), max(moments), roots) if moments else None), wrong


def _without(anchors: Iterator[Anchor]) -> Iterator[str]:
    for anchor in anchors:
        facts = {"day": anchor.day.isoformat()}
        yield _("The time stamp of %(day)s is for something else, or is none.") % facts


def _differing(found: list[tuple[Anchor, datetime | None]]) -> Iterator[str]:
    stamped = {anchor.seq: anchor for anchor, moment in found if moment}
    stand = dict(Entry.objects.filter(seq__in=stamped).values_list("seq", "hash"))
    for seq, anchor in sorted(stamped.items()):
        if stand.get(seq) != anchor.hash:
            facts = {"day": anchor.day.isoformat(), "seq": seq}
            yield _("Entry %(seq)s is gone or not what was stamped on %(day)s.") % facts


def _moment(anchor: Anchor) -> datetime | None:
    try:
        response = _read(base64.b64decode(anchor.stamp or "", validate=True))
        _check(anchor, response)
    except (NoStamp, ValueError):
        return None
    moment: datetime = response.tst_info.gen_time
    return moment


def _read(answer: bytes) -> TimeStampResponse:
    try:
        response = decode_timestamp_response(answer)
    except ValueError as error:
        raise NoStamp(f"not readable: {error}") from None
    if PKIStatus(response.status) not in (PKIStatus.GRANTED, PKIStatus.GRANTED_WITH_MODS):
        raise NoStamp(f"refused: {response.status_string}")
    return response


def _check(anchor: Anchor, response: TimeStampResponse) -> None:
    digest = hashlib.sha512(anchor.line.encode()).digest()
    if response.tst_info.message_imprint.message != digest:
        raise NoStamp("it stamps something else")
    if not settings.TIMESTAMP_ROOTS:
        return
    verifier = VerifierBuilder()
    for root in _roots(settings.TIMESTAMP_ROOTS):
        verifier = verifier.add_root_certificate(root)
    try:
        verifier.build().verify(response, digest)
    except VerificationError as error:
        raise NoStamp(f"not signed by the authority: {error}") from None


@cache
def _roots(place: str) -> list[Certificate]:
    return load_pem_x509_certificates(Path(place).read_bytes())
