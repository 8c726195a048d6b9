"""What the rhythm costs: `.venv/bin/python -m bench.rhythm [sqlite] [postgresql]`.

Due reminders are computed, open streams are held and told, entries are handed out by the worker and
the page of an answer by link is opened. Prints the figures beside the wanted ones.
"""

import asyncio
import os
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import datetime
from pathlib import Path
from typing import Any

REMINDERS, STREAMS, TELLINGS, ENTRIES, OPENED = 10_000, 1_000, 20, 2_000, 200


def main() -> None:
    for engine in sys.argv[1:] or ("sqlite", "postgresql"):
        with tempfile.TemporaryDirectory() as data:
            environment = {**os.environ, "TONGZHOU_DATA": data, "RHYTHM_BENCH": engine}
            environment.pop("DATABASE_URL", None)
            subprocess.run([sys.executable, "-m", "bench.rhythm"], env=environment, check=True)


def measure(engine: str) -> None:
    if engine == "postgresql":
        from tests import postgresql

        os.environ["DATABASE_URL"] = postgresql.start()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tongzhou.config.settings")
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    from tests import company as company_module

    company = company_module.build()
    say(engine, "commits a second", f"{commits(company):.0f}", "")
    answer_page(engine, company)
    streams(engine, company)
    reminders(engine, company)
    queue(engine, company)


def commits(company: Any) -> float:
    """One small change a transaction, as a page makes it."""
    from tests.waiting import light

    began = time.perf_counter()
    for _each in range(300):
        light(None, company.liu, by=company.lin)
    return 300 / (time.perf_counter() - began)


def queue(engine: str, company: Any) -> None:
    from tests.waiting import light
    from tongzhou.journal.worker import read_on

    while read_on():
        pass
    began = time.perf_counter()
    for _each in range(ENTRIES):
        light(None, company.liu, by=company.lin)
    rate = ENTRIES / (time.perf_counter() - began)
    began = time.perf_counter()
    while read_on():
        pass
    handed = ENTRIES / (time.perf_counter() - began)
    say(engine, "entries handed out a second, one worker", f"{handed:.0f}", f">= {rate / 2:.0f}")


def reminders(engine: str, company: Any) -> None:
    """As many matters that have waited too long; which of them are due is one question."""
    from datetime import timedelta

    from tests.waiting import sent_case
    from tongzhou.collaborations.models import Ball
    from tongzhou.core import clock
    from tongzhou.core.ids import new_id
    from tongzhou.reminders import queries

    case, now = sent_case(company), clock.now()
    Ball.objects.bulk_create(
        Ball(
            collaboration=case, kind="ask", matter=new_id(), state="sent", title="x",
            department=company.product, person=company.liu, since=now - timedelta(days=9),
            due_at=now - timedelta(hours=1),
        )
        for _each in range(REMINDERS)
    )  # fmt: skip
    began = time.perf_counter()
    found = len(queries.overdue())
    took = time.perf_counter() - began
    Ball.objects.filter(collaboration=case).delete()
    say(engine, f"{found:,} due reminders computed", f"{took * 1000:.0f} ms", "<= 5000 ms")


def answer_page(engine: str, company: Any) -> None:
    from django.test import Client

    from tests.collaborations import asking
    from tongzhou.channels.actions import links
    from tongzhou.core import clock

    with clock.at(datetime(2023, 7, 3, 10, tzinfo=clock.zone())):
        ask = asking.sent(company)
    path = links.mint(company.liu, ask.pk, version=ask.version).partition("//")[2].partition("/")[2]
    client, took = Client(), []
    for _each in range(OPENED):
        began = time.perf_counter()
        answer = client.get("/" + path, headers={"host": "127.0.0.1"})
        took.append(time.perf_counter() - began)
    assert answer.status_code == 200, answer.status_code
    p95 = statistics.quantiles(took, n=20)[-1] * 1000
    say(engine, "page of an answer by link, p95", f"{p95:.1f} ms", "<= 40 ms")
    say(engine, "its size", f"{len(answer.content) / 1024:.1f} KB", "<= 30 KB")


def streams(engine: str, company: Any) -> None:
    """A served installation on this database, so many open streams, some changes."""
    from django.test import Client

    from tests.house.test_serve import TONGZHOU, free_port
    from tests.waiting import sent_case
    from tongzhou.core.ids import new_id
    from tongzhou.live.listeners import MOST_OF_A_PERSON

    case, port = sent_case(company), free_port()
    cookies = []
    for number in range(STREAMS // MOST_OF_A_PERSON + 1):
        person, client = company.lin, Client()
        person.pk, person.login = new_id(), f"bench{number}"
        person.save(force_insert=True)
        client.force_login(person)
        cookies.append(client.cookies["session"].value)
    served = subprocess.Popen([*TONGZHOU, "serve", "--port", str(port)])
    company = type(company)(**{**vars(company), "lin": company.liu})
    try:
        idle, full, p99, heard = asyncio.run(_listen(served.pid, port, cookies, case, company))
    finally:
        served.terminate()
        served.wait()
    say(engine, f"{STREAMS:,} open streams", f"{full - idle:.0f} MB", "<= 120 MB")
    say(engine, f"event to page, p99 of {heard:,}", f"{p99 * 1000:.0f} ms", "<= 300 ms")


async def _listen(
    pid: int, port: int, cookies: list[str], case: Any, company: Any
) -> tuple[float, float, float, int]:
    while await _answers(port) is False:
        await asyncio.sleep(0.1)
    await _opened(port, cookies[0], case)
    idle = _megabytes(pid)
    readers = []
    for number in range(STREAMS):
        readers.append(await _opened(port, cookies[number % len(cookies)], case))
    await asyncio.sleep(1)
    full, took, loop = _megabytes(pid), [], asyncio.get_running_loop()
    for _each in range(TELLINGS):
        tasks = [asyncio.ensure_future(_told(reader)) for reader in readers]
        await asyncio.sleep(0)
        began = await loop.run_in_executor(None, _change, case, company)
        took += [at - began for at in await asyncio.gather(*tasks)]
        await asyncio.sleep(0.2)
    return idle, full, statistics.quantiles(took, n=100)[-1], len(took)


async def _answers(port: int) -> bool:
    try:
        _reader, writer = await asyncio.open_connection("127.0.0.1", port)
    except OSError:
        return False
    writer.close()
    return True


async def _opened(port: int, cookie: str, case: Any) -> asyncio.StreamReader:
    reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=4096)
    asked = f"GET /events?case={case.pk} HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: session={cookie}\r\n\r\n"
    writer.write(asked.encode())
    await reader.readuntil(b"event: open")
    OPEN.append(writer)
    return reader


OPEN: list[asyncio.StreamWriter] = []


async def _told(reader: asyncio.StreamReader) -> float:
    await reader.readuntil(b"event: moved")
    return time.perf_counter()


def _change(case: Any, company: Any) -> float:
    """When it was committed."""
    from django.db import connection

    from tests.waiting import light

    light(case, by=company.lin)
    connection.close()
    return time.perf_counter()


def _megabytes(pid: int) -> float:
    """Of the tree: what each process has for itself, and its share of the rest."""
    pids = [pid]
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        pids += [int(one) for one in task.read_text().split()]
    lines = [
        line
        for one in pids
        for line in Path(f"/proc/{one}/smaps_rollup").read_text().splitlines()
        if line.startswith("Pss:")
    ]
    return sum(int(line.split()[1]) for line in lines) / 1024


def say(engine: str, what: str, found: str, wanted: str) -> None:
    print(f"{engine:<11} {what:<45} {found:>10}  {wanted}", flush=True)


if __name__ == "__main__":
    if "RHYTHM_BENCH" in os.environ:
        measure(os.environ["RHYTHM_BENCH"])
    else:
        main()
