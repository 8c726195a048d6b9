"""Chores in portions: after an outage, or on a Monday morning, thousands of rows are due at once."""

import logging
from collections.abc import Callable, Iterable
from itertools import islice
from typing import TypeVar

One = TypeVar("One")
AT_ONCE = 100
"""Rows of one turn: a second or two, in which no other chore has its own."""

log = logging.getLogger(__name__)


def a_portion(rows: Iterable[One], work: Callable[[One], object], most: int = AT_ONCE) -> bool:
    """Does the first of them; whether there are more.

    What was done must no longer be among `rows` next time. A row that fails holds up none behind
    it; the chore fails at the end, so that its reason is kept and it comes back after a pause.
    """
    some = list(islice(rows, most + 1))
    failures = []
    for one in some[:most]:
        try:
            work(one)
        except Exception as failed:
            log.exception("a chore failed for %s", one)
            failures.append(failed)
    if failures:
        raise failures[-1]
    return len(some) > most
