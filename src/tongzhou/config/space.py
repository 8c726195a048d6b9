"""Whether the disk has room for what is about to be written, asked before the first byte."""

import shutil
from pathlib import Path

from django.db import connections

from tongzhou.core.verdicts import NotPossibleNow

MB = 1024**2


def require_space(folder: Path, needed: int, what: str) -> None:
    """A folder that is still to be made lies on the disk of the one it will stand in."""
    there = next(one for one in (folder, *folder.resolve().parents) if one.exists())
    free = shutil.disk_usage(there).free
    if free < needed:
        raise NotPossibleNow(
            f"{folder} has {free // MB} MB free; {what} may need {needed // MB + 1} MB."
        )


def size_of_rows(using: str = "default") -> int:
    """As the database keeps them, with its indexes."""
    connection = connections[using]
    if connection.vendor == "sqlite":
        file = Path(connection.settings_dict["NAME"])
        return file.stat().st_size if file.exists() else 0
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_database_size(current_database())")
        return int(cursor.fetchone()[0])


def require_space_to_migrate() -> None:
    """SQLite writes a table anew to change it, the largest at worst; another server's disk is its own."""
    connection = connections["default"]
    if connection.vendor == "sqlite":
        folder = Path(connection.settings_dict["NAME"]).resolve().parent
        require_space(folder, size_of_rows(), "migrating")
