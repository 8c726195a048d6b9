"""Many who write at the same moment: `.venv/bin/python -m bench.writers [sqlite] [postgresql]`.

First 100 writers append to the journal once a second each; then 20 people write their cells of the division
table without a pause, through the page's own address. Prints the figures beside the wanted ones;
SECONDS in the environment says how long people write. Writes nothing outside a temporary folder.
"""

import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

APPENDERS, APPENDING = 100, 10
PEOPLE, SECONDS = 20, int(os.environ.get("SECONDS", "60"))


def main() -> None:
    for engine in sys.argv[1:] or ("sqlite", "postgresql"):
        with tempfile.TemporaryDirectory() as data:
            environment = {**os.environ, "TONGZHOU_DATA": data, "WRITERS_BENCH": engine}
            environment.pop("DATABASE_URL", None)
            subprocess.run([sys.executable, "-m", "bench.writers"], env=environment, check=True)


def measure(engine: str) -> None:
    if engine == "postgresql":
        from tests import postgresql

        safe = "-c listen_addresses= -c max_connections=200"
        os.environ["DATABASE_URL"] = postgresql.start(safe)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tongzhou.config.settings")
    from django.core.management import call_command

    import tongzhou.config.wsgi  # noqa: F401 — what the page server sets up, its collector included

    call_command("migrate", interactive=False, verbosity=0)
    print(engine)
    appending()
    writing()


def appending() -> None:
    """Each writer waits for its own moments, as people do; the time counts from there to the commit."""
    from tests.journal.events import lamp
    from tongzhou.journal.models import Entry
    from tongzhou.journal.verify import verify_chain

    def append(number: int) -> list[float]:
        chance, spent = random.Random(number), []
        for second in range(APPENDING):
            _until(BEGUN + 1 + second + chance.random())
            spent.append(_timed(lamp))
        return spent

    BEGUN = time.perf_counter()
    spent = _all(append, APPENDERS)
    assert Entry.objects.count() == len(spent) == APPENDERS * APPENDING
    assert verify_chain() == []
    _told(f"append, {APPENDERS} writers, one linear chain", spent, 95, "p95 20 ms")


def writing() -> None:
    from django.test import Client

    from bench.agreements import laid

    table = laid(PEOPLE)
    tasks = list(table.case.tasks.order_by("position"))
    statuses: Counter[int] = Counter()

    def write(number: int) -> list[float]:
        browser, task = Client(raise_request_exception=False), tasks[number]
        browser.force_login(table.company.li)
        spent: list[float] = []
        until, was = time.perf_counter() + SECONDS, task.name
        while time.perf_counter() < until:
            value = f"第 {len(spent)} 次"
            begun = time.perf_counter()
            fields = {"field": "name", "value": value, "was": was}
            answer = browser.post(f"/tasks/{task.pk}/cells", fields)
            spent.append(time.perf_counter() - begun)
            statuses[answer.status_code] += 1
            was = value
        return spent

    spent = _all(write, PEOPLE)
    print(f"  statuses {dict(statuses)}")
    _told(f"a cell, {PEOPLE} people for {SECONDS} s", spent, 99, "p99 2000 ms")


def _all(act: Callable[[int], list[float]], writers: int) -> list[float]:
    from django.db import connection

    def closed(number: int) -> list[float]:
        try:
            return act(number)
        finally:
            connection.close()

    with ThreadPoolExecutor(writers) as pool:
        return [one for spent in pool.map(closed, range(writers)) for one in spent]


def _until(moment: float) -> None:
    time.sleep(max(0.0, moment - time.perf_counter()))


def _timed(act: Callable[[], Any]) -> float:
    begun = time.perf_counter()
    act()
    return time.perf_counter() - begun


def _told(what: str, spent: list[float], percent: int, wanted: str) -> None:
    ordered = [one * 1000 for one in sorted(spent)]
    figure = ordered[min(len(ordered) - 1, len(ordered) * percent // 100)]
    middle, last = statistics.median(ordered), ordered[-1]
    print(
        f"  {what}: {len(ordered)} times, p50 {middle:.1f} ms, p{percent} {figure:.1f} ms,"
        f" slowest {last:.0f} ms (wanted {wanted})"
    )


if __name__ == "__main__":
    if engine := os.environ.get("WRITERS_BENCH"):
        measure(engine)
    else:
        main()
