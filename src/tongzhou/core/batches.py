"""Long readings: some rows at a time, and a word in between about how far it is."""

from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any, TypeVar

from django.db.models import Model, QuerySet

M = TypeVar("M", bound=Model)
Told = Callable[[int, int], None]
"""Hears how many of how many are done (0: nobody knows how many there will be)."""


def silent(_done: int, _total: int) -> None:
    """Nobody listens."""


def batched(rows: QuerySet[M, Any], size: int) -> Iterator[list[M]]:
    """Never more than `size` of them in memory."""
    found = rows.iterator(chunk_size=size)
    while some := list(islice(found, size)):
        yield some
