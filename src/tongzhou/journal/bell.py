"""Rung when a transaction with entries is committed, so that who waits for news hears it at once.

On PostgreSQL the database itself passes it on to every process (NOTIFY); on SQLite it is heard in
this process, and whoever waits looks again soon for what other processes wrote.
"""

from collections.abc import Callable
from threading import Event
from typing import Any

from django.db import connection

CHANNEL = "tongzhou_journal"
LOOK_AGAIN = 0.1
"""Seconds until SQLite is asked what the worker wrote; PostgreSQL says so by itself."""
AT_MOST = 1.0
"""Seconds after which somebody who waits has a look in any case."""

PLACE = ("dbname", "user", "password", "host", "port", "sslmode", "sslrootcert")
Wait = Callable[[], None]

_rung = Event()


class Deaf(Exception):
    """The connection on which the database speaks is gone."""


def ring() -> None:
    _rung.set()


def hearing() -> tuple[Wait, Wait]:
    """How to wait for the next news in this thread, and how to stop listening."""
    if connection.vendor != "postgresql":
        return _wait_here, lambda: None
    ear = _ear()
    return lambda: _wait_for(ear), ear.close


def _wait_here() -> None:
    _rung.wait(LOOK_AGAIN)
    _rung.clear()


def _wait_for(ear: Any) -> None:
    from psycopg import Error

    try:
        for _said in ear.notifies(timeout=AT_MOST, stop_after=1):
            pass
    except Error as error:
        raise Deaf(str(error)) from error


def _ear() -> Any:
    """A connection of its own: it sits in no transaction and belongs to no pool."""
    import psycopg

    known = connection.get_connection_params()
    wanted = {name: known[name] for name in PLACE if known.get(name)}
    try:
        ear = psycopg.connect(**wanted, autocommit=True)
        ear.execute(f"LISTEN {CHANNEL}")
    except psycopg.Error as error:
        raise Deaf(str(error)) from error
    return ear
