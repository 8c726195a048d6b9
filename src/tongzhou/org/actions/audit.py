"""Keeps who was refused and who took something out; swept after half a year."""

from datetime import timedelta
from random import random

from tongzhou.core import clock
from tongzhou.core.doors import without_tokens
from tongzhou.org.models import Access, Person

KEPT = timedelta(days=180)
SWEPT = 0.01
"""One in a hundred sweeps: no tick of its own is worth it."""


def note_access(
    person: Person, kind: str, *, method: str, page: str, status: int, address: str, by_token: bool
) -> None:
    Access.objects.create(
        at=clock.now(), kind=kind, person=person, method=method[:8],
        page=without_tokens(page)[:300], status=status, address=address[:45], by_token=by_token,
    )  # fmt: skip
    if random() < SWEPT:  # noqa: S311 — nothing is kept secret by it
        Access.objects.filter(at__lt=clock.now() - KEPT).delete()
