"""What files cost: 10,000 rows looked at, taken over and sent out again, each in one process."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROWS = int(os.environ.get("ROWS", "10000"))
WANTED = {"preview": 5.0, "import": 10.0, "xlsx": 3.0, "csv": 3.0}
"""Seconds on two quiet cores."""


def main(folder: Path) -> None:
    """A process of its own, because Django is set up with the folder once."""
    place = folder / "exchange"
    place.mkdir(parents=True, exist_ok=True)
    done = subprocess.run(
        [sys.executable, "-m", "bench.plan.exchange"],
        env={**os.environ, "TONGZHOU_DATA": str(place)}, capture_output=True, text=True, check=True,
    )  # fmt: skip
    for name, seconds in json.loads(done.stdout.splitlines()[-1]).items():
        verdict = "" if seconds <= WANTED[name] else "  above what is wanted"
        print(f"{name:8} {ROWS} rows: {seconds:.2f} s (wanted {WANTED[name]:.0f} s){verdict}")


def _measured() -> dict[str, float]:
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
    kept = imports.upload("plan.xlsx", xlsx(_rows()), by=company.li)
    took: dict[str, float] = {}
    found = _timed(took, "preview", lambda: preview_of(kept, by=company.li))
    assert not found.errors
    case = _timed(took, "import", lambda: imports.confirm(kept, by=company.li))
    _timed(took, "xlsx", lambda: write_workbook(case))
    _timed(took, "csv", lambda: write_csv(table(case.pk)))
    return took


def _rows() -> list[list[Any]]:
    """Half of them at work, nine of ten waiting for the one above."""
    head = [
        "序号",
        "任务名称",
        "负责部门",
        "负责人",
        "开始时间",
        "结束时间",
        "交付成果",
        "验收标准",
        "完成情况",
        "前置任务",
    ]
    people = [("销售部", "周婷"), ("产品部", "王强"), ("客服部", "黄蕾"), ("市场部", "林晓")]
    return [head] + [
        [
            n, f"任务 {n}", *people[n % 4], "2026-03-02", "2026-03-09", f"《成果 {n}》", "覆盖率 100%；无重大缺陷",
            "未完成（30%）" if n % 2 else "", str(n - 1) if n % 10 > 1 else "",
        ]
        for n in range(1, ROWS + 1)
    ]  # fmt: skip


def _timed(took: dict[str, float], name: str, work: Callable[[], Any]) -> Any:
    began = time.perf_counter()
    result = work()
    took[name] = time.perf_counter() - began
    return result


if __name__ == "__main__":
    print(json.dumps(_measured()))
