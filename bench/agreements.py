"""What signing costs: `.venv/bin/python -m bench.agreements [sqlite] [postgresql]`.

An agreement of 500 rows is circulated and signed several times by every department; then its change
request is looked at, a certificate of 100 rows is printed and a long journal verified. Prints the
figures beside the wanted ones; writes nothing outside a temporary folder.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from typing import Any

ROWS, PRINTED, ENTRIES, ROUNDS = 500, 100, 50_000, 12


def main() -> None:
    for engine in sys.argv[1:] or ("sqlite", "postgresql"):
        with tempfile.TemporaryDirectory() as data:
            environment = {**os.environ, "TONGZHOU_DATA": data, "AGREEMENTS_BENCH": engine}
            environment.pop("DATABASE_URL", None)
            subprocess.run([sys.executable, "-m", "bench.agreements"], env=environment, check=True)


def measure(engine: str) -> None:
    if engine == "postgresql":
        from tests import postgresql

        os.environ["DATABASE_URL"] = postgresql.start()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tongzhou.config.settings")
    from django.core.management import call_command

    import tongzhou.config.wsgi  # noqa: F401 — what the page server sets up, its collector included

    call_command("migrate", interactive=False, verbosity=0)
    print(f"{engine}, {ROWS} rows")
    signing()
    radius()
    printing()
    verifying()


def told(what: str, seconds: list[float], wanted: str) -> None:
    ordered = sorted(seconds)
    p95 = ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))]
    middle = statistics.median(ordered)
    print(f"  {what}: p50 {middle * 1000:.0f} ms, p95 {p95 * 1000:.0f} ms (wanted {wanted})")


def timed(act: Callable[[], object]) -> float:
    begun = time.perf_counter()
    act()
    return time.perf_counter() - begun


def laid(rows: int) -> Any:
    """The table of the tests with more rows."""
    from tests import company as companies
    from tests.agreements import table as tables

    table = tables.build(companies.build())
    heads = list(table.heads.items())
    for number in range(5, rows + 1):
        department, head = heads[number % len(heads)]
        start = date(2023, 7, 3) + timedelta(days=number % 40)
        tables._task(
            table.case,
            number,
            f"任务 {number}",
            department,
            head,
            head,
            start,
            start + timedelta(days=5),
            f"成果 {number}",
            "覆盖率 ≥ 95%",
        )
    return table


def signing() -> None:
    from tongzhou.agreements import actions

    global TABLE
    TABLE = table = laid(ROWS)
    spent: list[float] = []
    for turn in range(ROUNDS):
        version = table.circulate()
        last = list(table.heads)[-1]
        for department in list(table.heads)[: None if turn == ROUNDS - 1 else -1]:
            spent.append(timed(partial(table.sign, version, department)))
        if turn < ROUNDS - 1:
            actions.object_to(version, department=last, by=table.heads[last], reason="再改一版")
            for task in table.case.tasks.order_by("position"):
                type(task).objects.filter(pk=task.pk).update(deliverable=f"{task.name} {turn}")
    told("sign (all rows of a department, in force included)", spent, "150 ms")


def radius() -> None:
    from tongzhou.agreements.actions import changes
    from tongzhou.agreements.blast import radius as blast
    from tongzhou.agreements.queries.changes import aim_of
    from tongzhou.org.calendars import calendar

    values = {TABLE.review.pk: {"end": "2023-09-08"}}
    change = changes.draft(TABLE.case, by=TABLE.company.lin, reason="晚", values=values)
    base = dict(change.base.rows.values_list("task", "content"))

    def look() -> None:
        aim = aim_of(change, base)
        blast(aim.before, aim.after, aim.waits, wanted=TABLE.case.wanted_date, calendar=calendar())

    told("blast radius", [timed(look) for _ in range(20)], "100 ms")


def printing() -> None:
    from tongzhou.agreements import paper, word
    from tongzhou.agreements.queries.certificates import certificate

    version = TABLE.case.versions.get(state="in_force")
    whole = certificate(version)
    part = replace(whole, rows=whole.rows[:PRINTED])
    told(
        f"certificate of {PRINTED} rows, PDF",
        [timed(lambda: paper.as_pdf(part)) for _ in range(3)],
        "3000 ms",
    )
    told(
        f"certificate of {PRINTED} rows, Word",
        [timed(lambda: word.as_docx(part)) for _ in range(3)],
        "3000 ms",
    )


def verifying() -> None:
    from tests.journal.events import LampLit
    from tongzhou.core import clock
    from tongzhou.core.ids import new_id
    from tongzhou.journal.actions.past import Past, record_past
    from tongzhou.journal.models import Entry
    from tongzhou.journal.verify import verify_chain

    subject = new_id()
    record_past(Past(clock.now(), None, lambda: LampLit(subject=subject)) for _ in range(ENTRIES))
    count = Entry.objects.count()
    seconds = timed(verify_chain)
    print(f"  verify: {count / seconds:,.0f} entries/s (wanted 50,000)")


if __name__ == "__main__":
    if engine := os.environ.get("AGREEMENTS_BENCH"):
        measure(engine)
    else:
        main()
