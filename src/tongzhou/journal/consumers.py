"""Who reads the journal, and what is done every so often; registered in consumers.py of packages.

A consumer is handed entries in order, at most 100 at a time, in a transaction that also moves its
cursor: its effects in the database happen exactly once. Effects outside (mail) belong into a tick
that works off rows, with a lease.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from tongzhou.core import planner
from tongzhou.journal.actions import commands
from tongzhou.journal.models import Entry

Reader = Callable[[list[Entry]], None]
Chore = Callable[[], bool | None]
"""True: there is more to do; its next turn comes as soon as the others have had theirs."""


@dataclass(frozen=True, slots=True)
class Tick:
    chore: Chore
    every: timedelta


CONSUMERS: dict[str, Reader] = {}
TICKS: dict[str, Tick] = {}


def consumer(name: str) -> Callable[[Reader], Reader]:
    def register(function: Reader) -> Reader:
        _refuse_twice(name)
        CONSUMERS[name] = function
        return function

    return register


def tick(name: str, *, every: int) -> Callable[[Chore], Chore]:
    """`every` counts seconds; two workers never take the same turn.

    The chore opens its own transactions and keeps them short.
    """

    def register(function: Chore) -> Chore:
        _refuse_twice(name)
        TICKS[name] = Tick(function, timedelta(seconds=every))
        return function

    return register


def _refuse_twice(name: str) -> None:
    if name in CONSUMERS or name in TICKS:
        raise TypeError(f"two consumers are called {name}")


@tick("commands", every=3600)
def sweep_commands() -> None:
    commands.sweep()


@tick("planner", every=6 * 3600)
def keep_counting() -> None:
    planner.keep_counting()
