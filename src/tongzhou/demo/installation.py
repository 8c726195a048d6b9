"""Where a demonstration lives: only ever in an empty installation, with a password of its own."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from secrets import choice

from django.conf import settings
from django.utils.translation import gettext as _

from tongzhou.core import clock
from tongzhou.core.verdicts import NotPossibleNow
from tongzhou.journal.migrating import migrate
from tongzhou.journal.models import Entry
from tongzhou.org.models import Person

SIGN_IN_NOTE = "demo-sign-in.txt"
ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
STORY_BEGINS = (2023, 6, 1, 9)


def require_empty() -> None:
    """Also brings the database up to date. A demonstration never mixes with real work."""
    migrate()
    if not is_empty():
        raise NotPossibleNow(
            _("This installation already has people. Set TONGZHOU_DATA to an empty folder.")
        )


def is_empty() -> bool:
    return not Person.objects.exists() and not Entry.objects.exists()


@contextmanager
def signing_in(password: str | None) -> Iterator[str]:
    """The password of everybody; noted in the data folder once everything is there."""
    chosen = password or "-".join(
        "".join(choice(ALPHABET) for _letter in range(4)) for _part in range(3)
    )
    yield chosen
    note = settings.DATA / SIGN_IN_NOTE
    note.touch(mode=0o600)
    note.write_text(
        _(
            "Sign in as li (head of marketing), wang (head of product), chen (general manager)\nor admin. Password of everybody: %(password)s\n"
        )
        % {"password": chosen}
    )


def how_to_sign_in() -> str:
    return (settings.DATA / SIGN_IN_NOTE).read_text().strip()


def play_story(password: str | None) -> str:
    """Here when the installation is empty, otherwise in the folder `story` beside its data."""
    migrate()
    if is_empty():
        return _play(password)
    if os.environ.get("DATABASE_URL"):
        raise NotPossibleNow(
            _("The story needs an empty database. Point DATABASE_URL to one of its own.")
        )
    return _play_beside(settings.DATA / "story", password)


def _play(password: str | None) -> str:
    from tongzhou.demo import company, story

    with clock.at(datetime(*STORY_BEGINS, tzinfo=clock.zone())), signing_in(password) as chosen:
        built = company.build(chosen)
        dossier = story.play(company.cast_of(built))
    facts = {"number": dossier.collaboration.number, "name": dossier.collaboration.name}
    told = _("Played: %(number)s %(name)s, from request to archive.") % facts
    return f"{told}\n{how_to_sign_in()}"


def _play_beside(folder: Path, password: str | None) -> str:
    """In a process of its own, because an installation is one data folder per process."""
    if folder.exists():
        raise NotPossibleNow(
            _("The story was already played in %(folder)s. Remove that folder to play it again.")
            % {"folder": folder}
        )
    arguments = [sys.executable, "-m", "tongzhou.config", "demo", "story"]
    if password:
        arguments += ["--password", password]
    done = subprocess.run(  # noqa: S603 — our own command
        arguments, env={**os.environ, "TONGZHOU_DATA": str(folder)}, capture_output=True, text=True
    )
    if done.returncode:
        raise NotPossibleNow(done.stderr.strip().removeprefix("Error: "))
    return f"{done.stdout.strip()}\nTONGZHOU_DATA={folder} tongzhou serve"
