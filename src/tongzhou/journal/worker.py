"""Reads the journal on behalf of the consumers and does what is due: one thread each.

Everything it needs to know is in the database, so it can be killed at any moment, and any number
of workers may run beside each other (docs/decisions).
"""

import logging
from collections.abc import Callable
from functools import partial
from threading import Event as Flag
from threading import Thread

from django.db import DatabaseError, connection

from tongzhou.core import clock
from tongzhou.journal.actions import cursors
from tongzhou.journal.consumers import CONSUMERS, TICKS
from tongzhou.journal.models import Cursor, Head

IDLE = 1.0
"""Seconds between two looks when nothing is new."""
GOODBYE = 0.8
"""Seconds a chore gets to end when the worker is told to stop; its lease covers the rest."""

log = logging.getLogger(__name__)


def run_once() -> int:
    """Do every chore that is due and hand out everything new; how many entries were handed out."""
    handed = 0
    do_chores()
    while passed := read_on():
        handed += passed
    return handed


def run_forever(stop: Flag) -> None:
    """Until `stop` is set: entries in this thread, chores in another; slow mail delays no entry."""
    chores = Thread(target=_keep_doing, args=(do_chores, stop), name="chores", daemon=True)
    chores.start()
    _keep_doing(read_on, stop)
    chores.join(GOODBYE)


def read_on() -> int:
    """One batch for every consumer that is behind and not pausing; how many entries."""
    _register()
    head = Head.objects.values_list("seq", flat=True).get(id=1)
    now = clock.now()
    behind = [
        row.consumer
        for row in Cursor.objects.filter(consumer__in=CONSUMERS, seq__lt=head)
        if row.retry_at is None or row.retry_at <= now
    ]
    batches: cursors.Batches = {}
    return sum(_guarded(name, partial(cursors.advance, read=batches)) for name in behind)


def do_chores() -> int:
    """Every chore that is due, once; always 0, so that whoever keeps doing it pauses."""
    _register()
    rows = {row.consumer: row for row in Cursor.objects.filter(consumer__in=TICKS)}
    due = [
        name
        for name, one in TICKS.items()
        if name in rows and cursors.is_due(rows[name], one.every)
    ]
    return sum(_guarded(name, _do) for name in due)


def _keep_doing(work: Callable[[], int], stop: Flag) -> None:
    while not stop.is_set():
        try:
            busy = work()
        except DatabaseError:
            log.exception("the database did not answer; trying again")
            connection.close()
            busy = 0
        if not busy:
            stop.wait(IDLE)
    connection.close()


def _register() -> None:
    known = set(Cursor.objects.values_list("consumer", flat=True))
    if missing := {*CONSUMERS, *TICKS} - known:
        cursors.register(missing)


def _do(name: str) -> int:
    if not cursors.take_turn(name):
        return 0
    there_is_more = TICKS[name].chore()
    cursors.note_success(name)
    if there_is_more:
        cursors.come_back(name)
    return 0


def _guarded(name: str, work: Callable[[str], int]) -> int:
    """The work of one consumer. It may fail in any way: noted, retried, holding up nobody else."""
    try:
        return work(name)
    except Exception as error:
        log.exception("consumer %s failed", name)
        cursors.note_failure(name, error)
        return 0
