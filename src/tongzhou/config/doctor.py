"""Is this installation healthy? What `tongzhou doctor`, `tongzhou serve` and /readyz ask."""

import os
import shutil
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.core import checks
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, connection, transaction

from tongzhou.config import messages
from tongzhou.config.stand import obstacle_in_data, pending, too_new, unknown
from tongzhou.core import clock

_ready = False
ENOUGH_DISK = 1024**3
SLOW_DISK = 50
OLD_BACKUP = 7


@dataclass(frozen=True, slots=True)
class Finding:
    """`level` is "ok", "note" (works, but look at it) or "fault" (does not work)."""

    level: str
    what: str
    sentence: str


def obstacle() -> str:
    """Why pages cannot be served, "" when they can."""
    errors = [error for error in checks.run_checks() if error.level >= checks.ERROR]
    return obstacle_in_data() or "; ".join(str(error.msg) for error in errors)


def is_ready() -> bool:
    """Cheap to ask often: once everything was in order, only whether the database answers."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        return _was_ready_once()
    except DatabaseError:
        return False


def examine() -> Iterator[Finding]:
    """Every check in order; one that depends on the database is left out when that fails."""
    yield from _database()
    for check in (_front_end, _catalogues, _press, _disk, _fsync, _backup, _environment):
        yield from check()


def _was_ready_once() -> bool:
    global _ready
    _ready = _ready or not obstacle()
    return _ready


def _database() -> Iterator[Finding]:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            kind = "TEMPORARY TABLE" if connection.vendor == "postgresql" else "TABLE"
            cursor.execute(f"CREATE {kind} doctor_was_here (id integer)")
            cursor.execute("DROP TABLE doctor_was_here")
        missing, newer = pending(), unknown()
    except (DatabaseError, ImproperlyConfigured) as error:
        yield Finding("fault", "database", f"cannot be written: {str(error).strip()}")
        return
    yield Finding("ok", "database", f"{connection.vendor}, reachable and writable")
    if newer:
        yield Finding("fault", "migrations", too_new(newer))
        return
    if missing:
        yield Finding("fault", "migrations", f"{missing} not applied. Run: tongzhou migrate")
        return
    yield Finding("ok", "migrations", "all applied")
    for check in (_journal, _anchor, _rights, _calendar, _mail, _robots):
        yield from check()


def _journal() -> Iterator[Finding]:
    from tongzhou.journal.queries import lagging

    behind = lagging()
    for lag in behind:
        said = f"{lag.consumer} is {lag.behind} entries behind, {lag.failures} failures"
        reason = lag.last_error.strip().splitlines()[-1:] or ["it may be stopped"]
        yield Finding("fault" if lag.failures else "note", "journal", f"{said}: {reason[0]}")
    if not behind:
        yield Finding("ok", "journal", "every consumer is up to date")


def _anchor() -> Iterator[Finding]:
    """Without a place outside, a history rewritten as a whole is not noticed."""
    from tongzhou.channels.anchors import auditors
    from tongzhou.channels.mail import is_configured

    place = Path(settings.ANCHOR).resolve() if settings.ANCHOR else None
    if place and place.is_relative_to(settings.DATA):
        yield Finding("fault", "anchor", f"{place} lies in the data folder: keep it elsewhere")
    elif place and not os.access(place if place.exists() else place.parent, os.W_OK):
        yield Finding("fault", "anchor", f"{place} cannot be written")
    elif place or (is_configured() and auditors()):
        yield Finding("ok", "anchor", "how the journal ends is brought out once a day")
    else:
        said = "kept nowhere outside. Set TONGZHOU_ANCHOR, or give an auditor a mail address"
        yield Finding("note", "anchor", said)


def _rights() -> Iterator[Finding]:
    """Triggers refuse in any case; the role of the program should lack the right as well."""
    from tongzhou.config.rights import still_granted

    if connection.vendor != "postgresql":
        return
    if still_granted():
        said = "this role may drop the triggers that keep journal and signatures. Run as the owner"
        yield Finding("note", "rights", f"{said}: tongzhou restrict ROLE, and serve as ROLE")
    else:
        yield Finding("ok", "rights", "this role cannot rewrite journal, versions or signatures")


def _calendar() -> Iterator[Finding]:
    from tongzhou.org.calendars import calendar

    year = clock.today().year
    for wanted in (year, year + 1) if clock.today().month == 12 else (year,):
        if calendar().is_published(wanted):
            yield Finding("ok", "calendar", f"public holidays of {wanted} are known")
        else:
            said = f"public holidays of {wanted} are not known; weekends only"
            yield Finding("note", "calendar", said)


def _front_end() -> Iterator[Finding]:
    manifest = settings.SOURCE / "ui/static/ui/dist/manifest.json"
    if manifest.exists():
        yield Finding("ok", "front end", "built")
    else:
        yield Finding("fault", "front end", "not built. Run: npm ci && npm run build")


def _catalogues() -> Iterator[Finding]:
    if stale := messages.stale():
        said = f"{len(stale)} catalogues are not compiled. Run: bin/messages --compile"
        yield Finding("fault", "messages", said)
    else:
        yield Finding("ok", "messages", "compiled")


def _press() -> Iterator[Finding]:
    """Without it dossiers are printed from the browser; everything else works."""
    from tongzhou.ui.printing import obstacle

    if wrong := obstacle():
        said = f"dossiers cannot be made PDF: {wrong}. On Debian: apt-get install libpangoft2-1.0-0"
        yield Finding("note", "press", said)
    else:
        yield Finding("ok", "press", "dossiers can be made PDF")


def _disk() -> Iterator[Finding]:
    free = shutil.disk_usage(settings.DATA).free
    level = "ok" if free >= ENOUGH_DISK else "fault"
    yield Finding(level, "disk", f"{free // 1024**2} MB free in {settings.DATA}")


def _fsync() -> Iterator[Finding]:
    """Every signature waits for one fsync; the rate bounds how many can be saved a second."""
    file = settings.DATA / ".fsync-probe"
    rounds, begin = 20, time.perf_counter()
    with file.open("wb", buffering=0) as stream:
        for _round in range(rounds):
            stream.write(b"x" * 4096)
            os.fsync(stream.fileno())
    file.unlink()
    rate = round(rounds / (time.perf_counter() - begin))
    yield Finding("ok" if rate >= SLOW_DISK else "note", "disk speed", f"{rate} fsyncs a second")


def _backup() -> Iterator[Finding]:
    """By the file `tongzhou backup` leaves; backups made in another way are unknown here."""
    try:
        last = datetime.fromisoformat((settings.DATA / "last-backup").read_text().strip())
    except (FileNotFoundError, ValueError):
        said = "none was made with `tongzhou backup` (docs/backup.md)"
        yield Finding("note", "backup", said)
        return
    days = (clock.now() - last).days
    yield Finding("note" if days > OLD_BACKUP else "ok", "backup", f"{days} days old")


def _mail() -> Iterator[Finding]:
    from tongzhou.notices.queries import dead_mails, last_refusal

    if settings.EMAIL_HOST:
        place = f"{settings.EMAIL_HOST}:{settings.EMAIL_PORT}"
        yield Finding("ok", "mail", f"sent through {place} as {settings.DEFAULT_FROM_EMAIL}")
    else:
        said = "not configured: nobody is reminded by mail. Set TONGZHOU_SMTP_HOST"
        yield Finding("note", "mail", said)
    if dead := dead_mails():
        yield Finding("note", "mail", f"{dead} mails were refused for good: {last_refusal()}")


def _robots() -> Iterator[Finding]:
    from tongzhou.channels.apps.queries import blocked_apps
    from tongzhou.channels.queries import blocked_robots, dead_posts

    for app in blocked_apps():
        said = f"the app of {app.kind} failed {app.failures} times: {app.last_error}"
        yield Finding("note", "apps", said)
    for robot in blocked_robots():
        said = f"{robot.name} ({robot.kind}) failed {robot.failures} times: {robot.last_error}"
        yield Finding("note", "robots", said)
    if dead := dead_posts():
        yield Finding("note", "robots", f"{dead} messages to groups were given up")


def _environment() -> Iterator[Finding]:
    for error in checks.run_checks():
        level = "fault" if error.level >= checks.ERROR else "note"
        yield Finding(level, "check", str(error.msg))
