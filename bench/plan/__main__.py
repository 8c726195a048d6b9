"""Runs the parts that stand in this folder, each a module with `main(folder)`."""

import importlib
import os
import pkgutil
import shutil
import sys
import tempfile
from pathlib import Path

import bench.plan

KEPT = os.environ.get("KEPT", "")
"""A folder with an installation that is filled once and measured again and again."""
APART = {"__main__", "filling"}


def main() -> None:
    parts = [one.name for one in pkgutil.iter_modules(bench.plan.__path__) if one.name not in APART]
    folder = Path(KEPT or tempfile.mkdtemp(prefix="tz-plan-"))
    try:
        for part in sys.argv[1:] or parts:
            importlib.import_module(f"bench.plan.{part}").main(folder)
    finally:
        if not KEPT:
            shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
