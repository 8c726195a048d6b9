"""Paper: HTML becomes a PDF in a process of its own."""

import subprocess
import sys
from functools import cache
from pathlib import Path

LONGEST_SECONDS = 300


class CannotPrint(Exception):
    """What the press said."""


def press(page: str, *styles: Path) -> bytes:
    """Takes seconds, so never within a transaction."""
    try:
        made = subprocess.run(  # noqa: S603 — our own module
            [sys.executable, "-m", "tongzhou.ui.press", *map(str, styles)],
            input=page.encode(), capture_output=True, check=True, timeout=LONGEST_SECONDS,
        )  # fmt: skip
    except subprocess.CalledProcessError as failed:
        raise CannotPrint(failed.stderr.decode(errors="replace").strip()[-400:]) from failed
    except subprocess.TimeoutExpired as slow:
        raise CannotPrint(f"not printed within {LONGEST_SECONDS} seconds") from slow
    return made.stdout


@cache
def obstacle() -> str:
    """Why nothing can be printed on this machine; empty where it can."""
    try:
        press("<p>1</p>")
    except CannotPrint as failed:
        return str(failed).splitlines()[-1] if str(failed) else "the press stopped"
    return ""
