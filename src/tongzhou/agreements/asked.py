"""What a change request is asked to hold, as values: rows, new rows, shared terms, requests."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

Values = Mapping[str, Any]
"""Field → value, as a version of the agreement keeps it."""


@dataclass(frozen=True, kw_only=True)
class Asked:
    """`back` are rows or requests, or None for the shared terms, that shall stay as they are."""

    rows: Mapping[UUID, Values] = field(default_factory=dict)
    added: Sequence[Values] = ()
    dropped: Sequence[UUID] = ()
    shared: Values = field(default_factory=dict)
    asks: Mapping[UUID, Values] = field(default_factory=dict)
    back: Sequence[UUID | None] = ()


NOTHING = Asked()
