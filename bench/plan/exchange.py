"""What files cost: 10,000 rows looked at, taken over and sent out again, each in one process."""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from typing import Any

from bench.plan.house import ROOT

ROWS = int(os.environ.get("ROWS", "10000"))
WANTED = {"preview": 5.0, "import": 10.0, "again": 5.0, "update": 10.0, "xlsx": 3.0, "csv": 3.0}
"""Seconds on two quiet cores; «again» and «update»: the file comes back with four cells of each row changed."""
TURNS = int(os.environ.get("TURNS", "3"))


def main() -> None:
    """A process of its own, because Django is set up with the folder once."""
    with tempfile.TemporaryDirectory(prefix="tz-exchange-") as folder:
        environment = {**os.environ, "TONGZHOU_DATA": folder}
        environment.pop("DATABASE_URL", None)
        subprocess.run(
            [sys.executable, "-m", "bench.plan.exchange"], env=environment, cwd=ROOT, check=True
        )


def _measure() -> None:
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tongzhou.config.settings")
    django.setup()
    from django.core.management import call_command

    call_command("migrate", interactive=False, verbosity=0)
    from tests import company as company_module
    from tests.plans.sheets import xlsx
    from tongzhou.plans.actions import imports
    from tongzhou.plans.exchange.delimited_writing import write_csv
    from tongzhou.plans.queries.preview import preview_of
    from tongzhou.plans.queries.table import table
    from tongzhou.plans.workbook.writing import write_workbook

    company = company_module.build()
    timed = Stopwatch()
    for turn in range(TURNS):
        file = f"plan-{turn}.xlsx"
        kept = imports.upload(file, xlsx(_rows()), by=company.li)
        found = timed("preview", lambda kept=kept: preview_of(kept, by=company.li))
        assert not found.errors
        case = timed("import", lambda kept=kept: imports.confirm(kept, by=company.li))
        back = imports.upload(file, xlsx(_rows(changed=True)), by=company.li, into=case)
        found = timed("again", lambda back=back: preview_of(back, by=company.li))
        assert found.by_row is not None
        assert (len(found.by_row.changed), len(found.by_row.fresh)) == (ROWS, 0)
        timed("update", lambda back=back: imports.confirm(back, by=company.li))
        timed("xlsx", lambda case=case: write_workbook(case))
        timed("csv", lambda case=case: write_csv(table(case.pk)))
    timed.say()


HEAD = ("序号", "任务名称", "负责部门", "负责人", "开始时间", "结束时间", "交付成果", "验收标准", "完成情况", "前置任务")  # fmt: skip
PEOPLE = (("销售部", "周婷"), ("产品部", "王强"), ("客服部", "黄蕾"), ("市场部", "林晓"))


def _rows(*, changed: bool = False) -> list[list[Any]]:
    """Half of them at work, nine of ten waiting for the one above."""
    said = ("2026-03-12", "修订稿", "覆盖率 98%", 2) if changed else ("2026-03-09", "成果", "覆盖率 100%；无重大缺陷", 1)  # fmt: skip
    return [list(HEAD)] + [_row(number, *said) for number in range(1, ROWS + 1)]


def _row(number: int, end: str, file: str, criterion: str, back: int) -> list[Any]:
    waits = str(number - back) if number % 10 > back else ""
    done = "未完成（30%）" if number % 2 else ""
    return [
        number, f"任务 {number}", *PEOPLE[number % 4], "2026-03-02", end, f"《{file} {number}》",
        criterion, done, waits,
    ]  # fmt: skip


class Stopwatch:
    """Wall and processor time of each kind of work."""

    def __init__(self) -> None:
        self.took: dict[str, list[tuple[float, float]]] = {}

    def __call__(self, name: str, work: Callable[[], Any]) -> Any:
        wall, cpu = time.perf_counter(), time.process_time()
        result = work()
        spent = time.perf_counter() - wall, time.process_time() - cpu
        self.took.setdefault(name, []).append(spent)
        return result

    def say(self) -> None:
        print(
            f"\n## files of {ROWS} rows\n\n| work | s (least – most) | processor s | wanted s | |"
        )
        print("|--|--:|--:|--:|--|")
        for name, turns in self.took.items():
            wall, cpu = (sorted(times) for times in zip(*turns, strict=True))
            middle = statistics.median(wall)
            verdict = "" if middle <= WANTED[name] else "above what is wanted"
            print(
                f"| {name} | {middle:.2f} ({wall[0]:.2f} – {wall[-1]:.2f}) |"
                f" {statistics.median(cpu):.2f} | {WANTED[name]:.0f} | {verdict} |"
            )


if __name__ == "__main__":
    _measure()
