"""What was acknowledged is there afterwards, however the process ended and however many wrote."""

import os
import signal
import sqlite3
from contextlib import closing, suppress
from pathlib import Path
from random import Random

import pytest

from tests.agreements.dying import close_connections
from tests.at_once import at_once
from tests.journal.events import lamp
from tongzhou.config.settings import SQLITE
from tongzhou.journal.models import Entry
from tongzhou.journal.verify import verify_chain

pytestmark = pytest.mark.django_db(transaction=True)
WRITERS = 20


@pytest.mark.check("T063")
@pytest.mark.parametrize("kills", [20, pytest.param(500, marks=pytest.mark.nightly)])
def test_what_was_acknowledged_before_a_kill_is_there_after_it(kills: int) -> None:
    chance = Random(63)
    for _kill in range(kills):
        told = _killed_after(chance.randint(1, 5))
        assert set(told) <= set(Entry.objects.values_list("seq", flat=True))
    assert verify_chain() == []


@pytest.mark.check("T063")
def test_sqlite_writes_to_the_disk_before_it_acknowledges(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "one.sqlite3")) as one:
        one.executescript(SQLITE["OPTIONS"]["init_command"])
        assert one.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        assert one.execute("PRAGMA synchronous").fetchone() == (2,), "FULL"


@pytest.mark.check("T056")
@pytest.mark.parametrize("times", [5, pytest.param(500, marks=pytest.mark.nightly)])
def test_of_twenty_who_write_at_once_nobody_is_turned_away(times: int) -> None:
    def write() -> int:
        return sum(1 for _time in range(times) if lamp())

    assert at_once(*[write] * WRITERS) == [times] * WRITERS
    assert Entry.objects.count() == times * WRITERS
    assert verify_chain() == []


def _killed_after(entries: int) -> list[int]:
    """Numbers of the entries a process acknowledged until it was killed in the middle of the next."""
    close_connections()
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        _write_until_killed(writing)
    os.close(writing)
    with os.fdopen(reading, "rb") as lines:
        told = [int(lines.readline()) for _entry in range(entries)]
        with suppress(ProcessLookupError):
            os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        return told + [int(one) for one in lines.read().splitlines() if one]


def _write_until_killed(writing: int) -> None:
    """Whatever goes wrong, the copy of the tests ends here."""
    try:
        while True:
            os.write(writing, b"%d\n" % lamp().seq)
    finally:
        os._exit(1)
