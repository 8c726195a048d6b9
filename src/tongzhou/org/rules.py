"""What the organisation decided for everybody: the rules of signing and of proof, where the server's
settings are the default, and the order of the pages at the side."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from time import monotonic
from typing import Any
from uuid import UUID

from django.conf import settings

from tongzhou.org.models.rules import Rule

KEPT_SECONDS: float = 10
SUBJECT = UUID(int=2)
"""What journal entries about the rules are about; there is one set of them."""
RAIL = "rail"
"""The name under which the order of the pages is kept."""
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
    return _fresh().own


def rail() -> tuple[str, ...]:
    """The pages at the side in the organisation's order; empty where it has none of its own."""
    return _fresh().rail


def forget() -> None:
    """The next question reads the rows again."""
    global _kept
    _kept = None


def keep(rows: Mapping[str, Any]) -> "_Kept":
    """These hold until the rows are read again; a rule of a later program is left alone."""
    global _kept
    known = asdict(of_the_server()).keys()
    own = {name: value for name, value in rows.items() if name in known}
    _kept = _Kept(own, tuple(rows.get(RAIL, "").split()), monotonic())
    return _kept


@dataclass(frozen=True)
class _Kept:
    own: dict[str, Any]
    rail: tuple[str, ...]
    at: float


_kept: _Kept | None = None


def _fresh() -> _Kept:
    kept = _kept
    if kept is None or monotonic() - kept.at > KEPT_SECONDS:
        kept = keep(dict(Rule.objects.values_list("name", "value")))
    return kept
