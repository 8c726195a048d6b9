"""Where a gap came up: the packages above say how to name and address their matters."""

from collections.abc import Callable
from typing import TypeVar
from uuid import UUID

from tongzhou.org.models import Person

Look = Callable[[UUID, Person], tuple[str, str] | None]
"""From the matter's id and the reader to label and address; None where it is not to be seen."""

L = TypeVar("L", bound=Look)
_ORIGINS: dict[str, Look] = {}


def origin(kind: str) -> Callable[[L], L]:
    def register(look: L) -> L:
        _ORIGINS[kind] = look
        return look

    return register


def where(kind: str, matter: UUID | None, person: Person) -> tuple[str, str] | None:
    look = _ORIGINS.get(kind)
    return look(matter, person) if look and matter else None
