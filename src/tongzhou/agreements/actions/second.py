"""The fingerprint by a second algorithm, for organisations that ask for SM3 (GB/T 32905)."""

from collections.abc import Iterable

from tongzhou.agreements.binding import second_root
from tongzhou.agreements.events import AgreementFingerprinted
from tongzhou.agreements.models import Row, Version
from tongzhou.core import canonical
from tongzhou.journal.actions import record
from tongzhou.org.models import Person
from tongzhou.org.rules import rules


def fingerprint(version: Version, rows: Iterable[Row], *, by: Person | None) -> None:
    """Into the journal, where the chain holds it; nothing where the house does not ask for it."""
    if not (rules().sm3 and canonical.has_second()):
        return
    sm3 = second_root(version.collaboration_id, version.number, [row.content for row in rows])
    event = AgreementFingerprinted(
        subject=version.pk,
        collaboration=version.collaboration_id,
        number=version.number,
        sm3=sm3,
    )
    record(event, by=by)
