"""Runs the parts that stand in this folder, each a module with `main()`."""

import importlib
import sys

PARTS = ("grid", "gantt", "exchange")


def main() -> None:
    for part in sys.argv[1:] or PARTS:
        importlib.import_module(f"bench.plan.{part}").main()


if __name__ == "__main__":
    main()
