"""The rules of signing and of proof: what the organisation decided, else what the server is set to."""

from dataclasses import asdict, dataclass, replace
from time import monotonic
from typing import Any
from uuid import UUID

from django.conf import settings

from tongzhou.org.models.rules import Rule

KEPT_SECONDS = 10
SUBJECT = UUID(int=2)
"""What journal entries about the rules are about; there is one set of them."""
MINUTES, DAYS = (1, 480), (0, 30)
"""As far as the server's settings go as well (docs/settings.md)."""


@dataclass(frozen=True, slots=True)
class Rules:
    """`stamps` is the address of a time-stamp authority, empty for none."""

    proof_minutes: int
    sign_for_several: bool
    objection_days: int
    sm3: bool
    stamps: str


def rules() -> Rules:
    """The own ones are kept in the process for seconds, so that several processes agree soon."""
    return replace(of_the_server(), **own())


def of_the_server() -> Rules:
    return Rules(
        proof_minutes=settings.PROOF_MINUTES,
        sign_for_several=settings.SIGN_FOR_SEVERAL,
        objection_days=settings.OBJECTION_DAYS,
        sm3=settings.SM3,
        stamps=settings.TIMESTAMP,
    )


def own() -> dict[str, Any]:
    """By name, what the organisation decided itself."""
    if _kept is None or monotonic() - _kept.at > KEPT_SECONDS:
        _keep()
    assert _kept is not None
    return _kept.own


def forget() -> None:
    """The next question reads the rows again."""
    global _kept
    _kept = None


@dataclass(frozen=True)
class _Kept:
    own: dict[str, Any]
    at: float


_kept: _Kept | None = None


def _keep() -> None:
    """A rule of a later program is left alone."""
    global _kept
    known = asdict(of_the_server()).keys()
    rows = Rule.objects.values_list("name", "value")
    _kept = _Kept({name: value for name, value in rows if name in known}, monotonic())
