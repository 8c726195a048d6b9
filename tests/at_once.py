"""Several people at the same moment: threads, each with a connection of its own."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.db import OperationalError, connection

from tongzhou.core.verdicts import WithoutEffect

Act = Callable[[], object]


def at_once(*acts: Act) -> list[object]:
    """The outcome of each; a refusal is an outcome too."""
    gate = Barrier(len(acts))

    def run(act: Act) -> object:
        try:
            gate.wait()
            return act()
        except (WithoutEffect, OperationalError) as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))
