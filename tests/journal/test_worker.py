import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from threading import Event as Flag
from threading import Thread
from time import monotonic
from types import ModuleType

import pytest
from django.db import connection, transaction

from tests.agreements.dying import close_connections
from tests.journal.events import LampLit, lamp
from tongzhou.core.ids import new_id
from tongzhou.journal import consumers, worker
from tongzhou.journal.actions import record
from tongzhou.journal.consumers import consumer, tick
from tongzhou.journal.models import Command, Cursor, Entry
from tongzhou.journal.portions import a_portion
from tongzhou.journal.queries import lagging


@pytest.fixture(autouse=True)
def alone() -> Iterator[None]:
    """Only the consumers that a test registers."""
    kept = dict(consumers.CONSUMERS), dict(consumers.TICKS)
    consumers.CONSUMERS.clear()
    consumers.TICKS.clear()
    yield
    consumers.CONSUMERS.clear()
    consumers.TICKS.clear()
    consumers.CONSUMERS.update(kept[0])
    consumers.TICKS.update(kept[1])


@pytest.fixture
def heard() -> list[int]:
    numbers: list[int] = []
    consumer("heard")(lambda entries: numbers.extend(entry.seq for entry in entries))
    return numbers


@pytest.mark.django_db
def test_every_entry_is_handed_out_once_and_in_order(heard: list[int]) -> None:
    for _ in range(230):
        lamp()
    assert worker.run_once() == 230
    assert heard == list(range(1, 231))
    assert worker.run_once() == 0
    lamp()
    assert worker.run_once() == 1
    assert heard[-1] == 231


@pytest.mark.django_db
@pytest.mark.check("T062")
def test_a_change_that_was_rolled_back_is_never_handed_out(heard: list[int]) -> None:
    with transaction.atomic():
        record(LampLit(subject=new_id()), by=None)
        transaction.set_rollback(True)
    worker.run_once()
    assert heard == []


@pytest.mark.django_db(transaction=True)
@pytest.mark.check("T062")
def test_what_was_committed_by_a_process_killed_right_after_is_handed_out_once(
    heard: list[int],
) -> None:
    """Nothing stands between the commit and the hand-out: the entry itself is the message."""
    close_connections()
    child = os.fork()
    if child == 0:
        try:
            lamp()
        finally:
            os.kill(os.getpid(), signal.SIGKILL)
    os.waitpid(child, 0)
    for _turn in range(2):
        worker.run_once()
    assert heard == [1]


@pytest.mark.django_db
def test_a_failing_consumer_keeps_its_place_waits_longer_and_holds_up_nobody(
    heard: list[int], clock: ModuleType
) -> None:
    effects: list[int] = []
    broken = True

    @consumer("poisoned")
    def poisoned(entries: list[Entry]) -> None:
        Command.objects.create(key=new_id(), person=new_id(), path="/", body="", at=clock.now())
        if broken:
            raise ValueError("no such lamp")
        effects.extend(entry.seq for entry in entries)

    lamp()
    worker.run_once()
    assert heard == [1]
    assert not Command.objects.exists()
    [lag] = lagging()
    assert (lag.consumer, lag.next_seq, lag.failures) == ("poisoned", 1, 1)
    assert lag.last_error == "ValueError: no such lamp"
    worker.run_once()
    assert Cursor.objects.get(consumer="poisoned").failures == 1
    clock.advance(timedelta(seconds=3))
    worker.run_once()
    cursor = Cursor.objects.get(consumer="poisoned")
    assert (cursor.failures, cursor.retry_at) == (2, clock.now() + timedelta(seconds=4))
    broken = False
    clock.advance(timedelta(seconds=5))
    worker.run_once()
    assert effects == [1]
    assert lagging() == []


@pytest.mark.django_db
def test_a_chore_is_done_when_it_is_due(clock: ModuleType) -> None:
    turns: list[object] = []
    tick("swept", every=60)(lambda: turns.append(clock.now()))
    worker.run_once()
    worker.run_once()
    assert len(turns) == 1
    clock.advance(timedelta(seconds=61))
    worker.run_once()
    assert len(turns) == 2


@pytest.mark.django_db
@pytest.mark.check("T071")
def test_a_clock_that_was_a_day_ahead_stops_no_chore(clock: ModuleType) -> None:
    turns: list[object] = []
    tick("swept", every=60)(lambda: turns.append(clock.now()))
    clock.advance(timedelta(days=1))
    worker.run_once()
    clock.advance(timedelta(days=-1))
    worker.run_once()
    assert len(turns) == 2


@pytest.mark.django_db
def test_a_chore_with_much_to_do_takes_turns_with_the_others(clock: ModuleType) -> None:
    left, done = list(range(5)), []

    def work() -> bool:
        return a_portion(list(left), lambda one: (left.remove(one), done.append(one)), most=2)

    tick("much", every=300)(work)
    tick("other", every=0)(lambda: done.append("other"))
    for _turn in range(4):
        worker.run_once()
    assert done == [0, 1, "other", 2, 3, "other", 4, "other", "other"]
    assert Cursor.objects.get(consumer="much").retry_at == clock.now() + timedelta(seconds=300)


@pytest.mark.django_db
def test_what_fails_in_a_chore_holds_up_nothing_behind_it() -> None:
    done: list[int] = []

    def work(one: int) -> None:
        if one == 1:
            raise ValueError("the second is broken")
        done.append(one)

    tick("mixed", every=60)(lambda: a_portion(range(4), work))
    worker.run_once()
    assert done == [0, 2, 3]
    assert "the second is broken" in Cursor.objects.get(consumer="mixed").last_error


@pytest.mark.django_db
def test_a_failing_chore_is_noted_and_tried_again(clock: ModuleType) -> None:
    turns: list[int] = []

    @tick("swept", every=60)
    def sweep() -> None:
        turns.append(1)
        if len(turns) == 1:
            raise OSError("disk full")

    worker.run_once()
    assert [lag.last_error for lag in lagging()] == ["OSError: disk full"]
    clock.advance(timedelta(seconds=3))
    worker.run_once()
    assert lagging() == []


@pytest.mark.django_db(transaction=True)
@pytest.mark.check("T059")
def test_two_workers_at_once_hand_each_entry_out_once() -> None:
    @consumer("counted")
    def count(entries: list[Entry]) -> None:
        for entry in entries:
            Command.objects.create(
                key=new_id(), person=entry.subject, path=str(entry.seq), body="", at=entry.at
            )

    turns: list[int] = []
    tick("swept", every=60)(lambda: turns.append(1))
    for _ in range(250):
        lamp()

    def work() -> None:
        try:
            for _ in range(20):
                worker.run_once()
        finally:
            connection.close()

    threads = [Thread(target=work) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(int(path) for path in Command.objects.values_list("path", flat=True)) == list(
        range(1, 251)
    )
    assert turns == [1]


@pytest.mark.django_db(transaction=True)
def test_a_worker_told_to_stop_is_gone_within_a_second_even_amid_a_slow_chore(
    heard: list[int],
) -> None:
    stop, begun, released = Flag(), Flag(), Flag()

    @tick("slow mail", every=60)
    def slow() -> None:
        begun.set()
        released.wait(10)

    thread = Thread(target=worker.run_forever, args=(stop,))
    thread.start()
    assert begun.wait(5)
    lamp()
    until = monotonic() + 5
    while not heard and monotonic() < until:
        stop.wait(0.01)
    assert heard == [1]
    told = monotonic()
    stop.set()
    thread.join(5)
    released.set()
    assert monotonic() - told < 1.5


@pytest.mark.django_db(transaction=True)
@pytest.mark.check("T061")
@pytest.mark.parametrize("moment", ["effect", "mark"])
def test_a_worker_killed_in_the_middle_neither_loses_nor_repeats_an_effect(moment: str) -> None:
    for _ in range(3):
        lamp()
    killed = _run_worker(moment)
    assert killed == -signal.SIGKILL
    assert not Command.objects.exists()
    assert _run_worker("never") == 0
    assert _run_worker("never") == 0
    assert sorted(Command.objects.values_list("path", flat=True)) == ["1", "2", "3"]


def _run_worker(moment: str) -> int:
    name = str(connection.settings_dict["NAME"])
    command: list[str] = [sys.executable, "-m", "tests.journal.killed_worker", moment, name]
    return subprocess.run(command, env=dict(os.environ), check=False).returncode
