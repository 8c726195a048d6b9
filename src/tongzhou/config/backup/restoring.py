"""Putting a backup into an installation; whatever fails leaves what was there as it was.

SQLite: a new database is built beside the old one and takes its place when it is complete.
PostgreSQL: into an empty database, in one transaction.
"""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from django.apps.registry import Apps
from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections, transaction
from django.db.migrations.executor import MigrationExecutor

from tongzhou.config.backup import rows
from tongzhou.config.backup.reading import Backup
from tongzhou.config.backup.writing import PIECE, Tell
from tongzhou.config.space import require_space
from tongzhou.core import clock
from tongzhou.core.verdicts import NotPossibleNow
from tongzhou.files import store

QUICKLY = "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-65536;"
"""While a database is built that nobody else sees; it is forced to the disk at the end."""


INDEXED = 2
"""Times the size of the lines of a backup: what a database with its indexes takes of the disk."""


def restore(backup: Backup, *, replace: bool, tell: Tell = print) -> None:
    require_space(settings.FILES, backup.size("files"), "the files of the backup")
    if connection.vendor == "sqlite":
        _beside(backup, Path(connection.settings_dict["NAME"]), replace=replace, tell=tell)
    else:
        _into_empty(backup, tell)
    tell("Search index, sessions and secret key are made anew; everybody signs in again.")


def _beside(backup: Backup, place: Path, *, replace: bool, tell: Tell) -> None:
    connections.close_all()
    if place.exists() and not _is_unused(place) and not replace:
        raise NotPossibleNow(
            f"{place} holds an installation. Restore into an empty TONGZHOU_DATA, or say --replace:"
            " the old database is kept beside the new one."
        )
    needed = INDEXED * backup.size("rows") + backup.size("files")
    require_space(place.resolve().parent, needed, "the restored installation")
    _require_alone(place)
    fresh = place.with_name(f"{place.name}.restoring-{os.getpid()}")
    try:
        with aimed_at(sqlite(fresh, QUICKLY)):
            fill(backup, tell)
        _force_to_disk(fresh)
        _files(backup, tell)
        _take_place(fresh, place, tell)
    finally:
        fresh.unlink(missing_ok=True)


def _into_empty(backup: Backup, tell: Tell) -> None:
    with connection.cursor() as cursor:
        there = set(connection.introspection.table_names(cursor))
    if there:
        raise NotPossibleNow(
            "The database of DATABASE_URL is not empty. Make a new one (createdb) and name it."
        )
    _files(backup, tell)
    with transaction.atomic():
        lay(backup, tell)
    # Each step in a transaction of its own, as ever; `tongzhou migrate` goes on where one failed.
    call_command("migrate", interactive=False, verbosity=0)


@contextmanager
def aimed_at(database: dict[str, Any]) -> Iterator[None]:
    """The default connection leads there; migrations know no other name for it."""
    before, facts = connections["default"], connections.databases["default"]
    connections.databases["default"] = facts | database
    connections["default"] = connections.create_connection("default")
    try:
        yield
    finally:
        connections["default"].close()
        connections.databases["default"] = facts
        connections["default"] = before


def sqlite(file: Path, init: str = "") -> dict[str, Any]:
    """The settings of a database in this file, which `init` may open in another way."""
    from tongzhou.config.settings import SQLITE

    options = SQLITE["OPTIONS"] | ({"init_command": init} if init else {})
    return SQLITE | {"NAME": str(file), "OPTIONS": options}


def fill(backup: Backup, tell: Tell) -> None:
    """What the backup holds, then what came since."""
    lay(backup, tell)
    call_command("migrate", interactive=False, verbosity=0)


def lay(backup: Backup, tell: Tell) -> None:
    """Tables as they were when the backup was made, and its rows."""
    executor = MigrationExecutor(connection)
    state = executor.migrate(_leaves(executor, backup.migrations))
    with transaction.atomic():
        # Columns that were added ask at once, on PostgreSQL, until the transaction is told otherwise.
        connection.check_constraints()
        with connection.constraint_checks_disabled():
            count = _pour(state.apps, backup)
        connection.check_constraints()
    tell(f"{count} rows")


def _leaves(executor: MigrationExecutor, taken: set[tuple[str, str]]) -> list[tuple[str, str]]:
    """Of what the backup had taken, what nothing else in its application builds on."""
    nodes = executor.loader.graph.node_map
    mine = sorted(one for one in taken if one in nodes)
    built_on = {
        parent.key for key in mine for parent in nodes[key].parents if parent.key[0] == key[0]
    }
    return [key for key in mine if key not in built_on]


def _pour(apps: Apps, backup: Backup) -> int:
    models = {rows.name_of(model): model for model in rows.travelling(apps)}
    written = 0
    for model in models.values():  # what migrations laid: days, the head of the chain
        model._base_manager.all()._raw_delete("default")
    for name, facts in backup.members.items():
        if name.startswith("rows/"):
            model = models[name.removeprefix("rows/").removesuffix(".jsonl")]
            with backup.open(name) as text:
                count = rows.pour(model, facts["fields"], text, "default")
            if count != facts["pieces"]:
                raise NotPossibleNow(f"{name}: {count} rows instead of {facts['pieces']}.")
            written += count
    _go_on_counting(list(models.values()))
    return written


def _go_on_counting(models: list[Any]) -> None:
    from django.core.management.color import no_style

    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), models):
            cursor.execute(statement)


def _files(backup: Backup, tell: Tell) -> None:
    """Each lies under its own hash: what is there already is the same."""
    for digest in backup.files():
        with backup.open(f"files/{digest}") as stream:
            written = store.write(iter(lambda: stream.read(PIECE), b""))
        if written.sha256 != digest:
            raise NotPossibleNow(f"files/{digest} is not what its name says.")
    tell(f"{len(backup.files())} files")


def _is_unused(place: Path) -> bool:
    with closing(sqlite3.connect(place)) as database:
        try:
            return not database.execute("SELECT 1 FROM org_person LIMIT 1").fetchone()
        except sqlite3.OperationalError:
            return True


def _require_alone(place: Path) -> None:
    """Leaving the write-ahead log needs the file for oneself, and brings all of it into the file."""
    if not place.exists():
        return
    with closing(sqlite3.connect(place, timeout=1)) as database:
        try:
            database.execute("PRAGMA journal_mode=DELETE")
        except sqlite3.OperationalError:
            raise NotPossibleNow("The installation is in use: stop `tongzhou serve`.") from None


def _force_to_disk(file: Path) -> None:
    with file.open("rb") as stream:
        os.fsync(stream.fileno())


def _take_place(fresh: Path, place: Path, tell: Tell) -> None:
    if place.exists():
        _require_alone(place)
        kept = place.with_name(f"{place.stem}-before-{clock.now():%Y%m%d-%H%M%S}{place.suffix}")
        os.link(place, kept)
        tell(f"The database of before is kept as {kept}")
    fresh.replace(place)
    folder = os.open(place.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
