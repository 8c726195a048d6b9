"""How far the database is behind this program; asked before anything of the program is loaded.

The page server starts only on a database that stands, and its first page waits for the answer
(docs/performance.md): names of files are compared with names in a table, without a single model.
"""

from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connections

TAKEN = "django_migrations"


def obstacle_in_data() -> str:
    """Why pages cannot be served, as far as the database knows; "" when they can."""
    try:
        known, there = set(written()), taken()
    except DatabaseError as error:
        return f"The database does not answer: {str(error).strip()}"
    if newer := there - known:
        return too_new(newer)
    if missing := len(known - there):
        return f"The database is {missing} migrations behind. Run: tongzhou migrate"
    return ""


def is_without_people() -> bool:
    """Somebody has to begin; asked of a database that stands."""
    with connections["default"].cursor() as cursor:
        cursor.execute("SELECT 1 FROM org_person LIMIT 1")
        return cursor.fetchone() is None


def pending() -> int:
    """How many migrations the database has not taken yet."""
    return len(set(written()) - taken())


def unknown() -> set[tuple[str, str]]:
    """Migrations of the database this program does not have: a newer one wrote it."""
    return taken() - set(written())


def too_new(newer: set[tuple[str, str]]) -> str:
    named = ", ".join(".".join(one) for one in sorted(newer)[:3])
    return (
        f"The database is of a newer Tongzhou; this program does not know {len(newer)} of its"
        f" migrations ({named}). Nothing was touched. Install that version or a later one again, or"
        " restore the backup made before the upgrade."
    )


def written() -> Iterator[tuple[str, str]]:
    """By application and name, as they lie on the disk."""
    for application in settings.INSTALLED_APPS:
        found = find_spec(application)
        for place in (found.submodule_search_locations or ()) if found else ():
            for file in (Path(place) / "migrations").glob("[0-9]*.py"):
                yield application.rpartition(".")[2], file.stem


def taken(using: str = "default") -> set[tuple[str, str]]:
    connection = connections[using]
    with connection.cursor() as cursor:
        if TAKEN not in connection.introspection.table_names(cursor):
            return set()
        cursor.execute(f"SELECT app, name FROM {TAKEN}")  # noqa: S608 — a name of our own
        return {(application, name) for application, name in cursor.fetchall()}
