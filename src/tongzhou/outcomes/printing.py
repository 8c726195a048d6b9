"""A dossier as a PDF for people who keep paper."""

import subprocess
import sys
from functools import cache

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation

from tongzhou.outcomes.models import Dossier
from tongzhou.outcomes.queries.dossiers import Reading

LONGEST_SECONDS = 300


class CannotPrint(Exception):
    """What the press said."""


def printed(dossier: Dossier) -> bytes:
    """In the language of the installation; takes seconds, so never within a transaction."""
    return press(page_of(dossier))


def page_of(dossier: Dossier) -> str:
    with translation.override(settings.LANGUAGE_CODE):
        context = {
            "dossier": dossier,
            "reading": Reading(dossier),
            "language": settings.LANGUAGE_CODE,
        }
        return render_to_string("outcomes/print.html", context)


def press(page: str) -> bytes:
    try:
        made = subprocess.run(
            [sys.executable, "-m", "tongzhou.outcomes.press"],
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
