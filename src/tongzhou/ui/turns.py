"""What takes long is done for one person one at a time: the next waits its turn, the rest come again.

Counted in the process that renders pages, of which a node has one. Nobody keeps the others waiting
by asking for twenty files at once, and nothing has to be cleared away after a crash.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from threading import Condition
from typing import Any, TypeVar
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from tongzhou.core.verdicts import TooOften

T = TypeVar("T")
FILES, SEARCHES = 2, 4
"""How many of one person may be at work or wait: a file takes seconds, a search a moment."""
A_WHILE = 5
PATIENCE = 60
"""Seconds: when to come again, how long one waits for the turn."""

_changed = Condition()
_in_line: Counter[UUID] = Counter()
_at_work: set[UUID] = set()


def in_turn(most: int) -> Callable[[Callable[..., T]], Callable[..., T]]:
    """At most so many of this person are at work or wait, in all views together."""

    def decorated(view: Callable[..., T]) -> Callable[..., T]:
        @wraps(view)
        def waiting(request: Any, *args: Any, **kwargs: Any) -> T:
            with turn(request.user.pk, most):
                return view(request, *args, **kwargs)

        return waiting

    return decorated


@contextmanager
def turn(person: UUID, most: int) -> Iterator[None]:
    _begin(person, most)
    try:
        yield
    finally:
        with _changed:
            _at_work.discard(person)
            _leave(person)
            _changed.notify_all()


def in_line(person: UUID) -> int:
    """How many of this person are at work or wait."""
    with _changed:
        return _in_line[person]


def _begin(person: UUID, most: int) -> None:
    with _changed:
        if _in_line[person] >= most:
            raise _busy()
        _in_line[person] += 1
        if not _changed.wait_for(lambda: person not in _at_work, PATIENCE):
            _leave(person)
            raise _busy()
        _at_work.add(person)


def _leave(person: UUID) -> None:
    _in_line[person] -= 1
    if not _in_line[person]:
        del _in_line[person]


def _busy() -> TooOften:
    sentence = _("What you asked for before is still being made. Please try again in a moment.")
    return TooOften(sentence, retry_after=A_WHILE)
