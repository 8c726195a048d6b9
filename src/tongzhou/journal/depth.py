"""How many systems an act came through, so that two of them cannot keep each other busy for ever.

A person's act has depth 0. What another system does because it was told of something carries the
depth it was told; its entries remember it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_depth: ContextVar[int] = ContextVar("depth", default=0)
DEEPEST = 99


def current() -> int:
    return _depth.get()


@contextmanager
def of(told: str) -> Iterator[None]:
    """`told` as another system sends it; whatever is no number counts as 0."""
    token = _depth.set(min(int(told), DEEPEST) if told.isascii() and told.isdecimal() else 0)
    try:
        yield
    finally:
        _depth.reset(token)
