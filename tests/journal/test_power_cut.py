"""The power fails: of what was written only what the disk was told to keep is sure to be there.

SQLite alone: its file formats are known and its files lie here. A block device that forgets is not at
hand everywhere, so the two halves are shown apart: nothing is acknowledged before its bytes are synced
(seen in the calls of the system), and whatever becomes of the bytes behind, nothing synced is lost.
"""

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest
from django.db import connection

from tests.agreements.dying import close_connections
from tests.journal.events import lamp
from tongzhou.config.settings import SQLITE

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.check("T063"),
    pytest.mark.skipif(connection.vendor != "sqlite", reason="asks SQLite's own files"),
]
COMMITS = 4
FRAME, PAGE, WAL_HEAD = 24, 4096, 32
TRACED = "trace=pwrite64,write,fsync,fdatasync"


@pytest.fixture
def database() -> Iterator[Path]:
    """Nothing but the database: the log is empty, and nobody empties it meanwhile."""
    name = Path(connection.settings_dict["NAME"])
    _say("PRAGMA wal_checkpoint(TRUNCATE)")
    _say("PRAGMA wal_autocheckpoint=0")
    yield name
    _say("PRAGMA wal_autocheckpoint=1000")


@pytest.mark.parametrize("cuts", [25, pytest.param(400, marks=pytest.mark.nightly)])
def test_a_log_cut_or_torn_behind_what_was_synced_loses_nothing(
    database: Path, tmp_path: Path, cuts: int
) -> None:
    before, log = database.read_bytes(), Path(f"{database}-wal")
    ends = [_end(log) for _commit in range(COMMITS) if lamp()]
    whole, chance = log.read_bytes(), Random(cuts)
    for _cut in range(cuts):
        kept = chance.choice([chance.randint(ends[0], len(whole)), chance.choice(ends)])
        lost = len(whole) - kept
        tail = chance.choice([b"", bytes(lost), chance.randbytes(lost)])
        found = _found(tmp_path, before, whole[:kept] + tail)
        assert found == sum(end <= kept for end in ends)


def test_a_checkpoint_cut_in_the_middle_loses_nothing(database: Path, tmp_path: Path) -> None:
    before, log = database.read_bytes(), Path(f"{database}-wal")
    for _commit in range(COMMITS):
        lamp()
    whole = log.read_bytes()
    _say("PRAGMA wal_checkpoint(FULL)")
    after, chance = database.read_bytes(), Random(1)
    for _cut in range(10):
        places = range(0, len(after), PAGE)
        pages = [chance.choice([before, after])[place : place + PAGE] for place in places]
        assert _found(tmp_path, b"".join(pages), whole) == COMMITS


@pytest.mark.skipif(not shutil.which("strace"), reason="needs strace")
def test_nothing_is_acknowledged_before_the_disk_was_told_to_keep_it(tmp_path: Path) -> None:
    calls = _calls_of_a_process_that_writes(tmp_path / "calls")
    told = [
        place for place, call in enumerate(calls) if call.startswith("write(") and "told" in call
    ]
    assert len(told) == COMMITS
    for first, last in zip([0, *told], told, strict=False):
        of_log = [call for call in calls[first:last] if "-wal>" in call]
        assert [call for call in of_log if call.startswith("pwrite64(")]
        assert of_log[-1].startswith(("fsync(", "fdatasync("))


def _say(pragma: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(pragma)


def _end(log: Path) -> int:
    """Behind the last page of the log; whatever stands there later belongs to a later commit."""
    return log.stat().st_size


def _found(folder: Path, database: bytes, log: bytes) -> int:
    """How many entries stand there when the machine comes back; the files are sound."""
    copy = folder / "after.sqlite3"
    for kind in ("-shm", "-wal", ""):
        Path(f"{copy}{kind}").unlink(missing_ok=True)
    copy.write_bytes(database)
    Path(f"{copy}-wal").write_bytes(log)
    with sqlite3.connect(copy) as again:
        sound = again.execute("PRAGMA quick_check").fetchone()[0]
        (count,) = again.execute("SELECT count(*) FROM journal_entry").fetchone()
    again.close()
    assert sound == "ok"
    return int(count)


def _calls_of_a_process_that_writes(calls: Path) -> list[str]:
    close_connections()
    waiting, going = os.pipe()
    child = os.fork()
    if child == 0:
        _write_when_told(waiting)
    command = ["strace", "-y", "-e", TRACED, "-s", "16", "-o", str(calls), "-p", str(child)]
    watcher = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    assert watcher.stderr
    attached = "attached" in watcher.stderr.readline()
    os.write(going, b"\n")
    os.waitpid(child, 0)
    watcher.communicate()
    if not attached:
        pytest.skip("this machine lets nobody watch a process")
    return calls.read_text().splitlines()


def _write_when_told(waiting: int) -> None:
    """As the product writes, not as tests do; whatever goes wrong, the copy of the tests ends here."""
    connection.settings_dict["OPTIONS"] = SQLITE["OPTIONS"]
    try:
        os.read(waiting, 1)
        for _commit in range(COMMITS):
            lamp()
            os.write(2, b"told\n")
    finally:
        os._exit(0)
