"""Remembers which forms were already sent."""

from datetime import timedelta
from uuid import UUID

from django.db import IntegrityError

from tongzhou.core import clock
from tongzhou.journal.models import Command

KEPT = timedelta(days=7)


class RepeatedError(Exception):
    """The key was spent before; the transaction it was to be spent in is over."""


def claim(key: UUID, *, person: UUID, path: str, body: str) -> None:
    """Spend the key in the running transaction.

    While another transaction holds it, PostgreSQL waits here for its end; SQLite waited at BEGIN.
    """
    command = Command(key=key, person=person, path=path, body=body, at=clock.now())
    try:
        command.save(force_insert=True)
    except IntegrityError:
        raise RepeatedError(key) from None


def finish(key: UUID, *, status: int, location: str, content: str) -> None:
    """Note the outcome that a repetition of the form will be given."""
    Command.objects.filter(key=key).update(status=status, location=location, content=content)


def sweep() -> None:
    """Forget keys that no browser will send again."""
    Command.objects.filter(at__lt=clock.now() - KEPT).delete()
