"""A disk that takes no more: really none for this process on SQLite, by its own error on PostgreSQL.

A server of PostgreSQL cannot be given a full disk without the rights to mount one; it fails the
statement that finds no room with the state 53100, which a trigger does here in its place.
"""

import resource
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

TABLE = "agreements_rowsignature"
NO_ROOM = (
    """CREATE FUNCTION no_room() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    RAISE EXCEPTION 'could not extend file: No space left on device' USING ERRCODE = '53100';
    END $$""",
    f"CREATE TRIGGER no_room BEFORE INSERT ON {TABLE} FOR EACH ROW EXECUTE FUNCTION no_room()",
)
ROOM_AGAIN = (f"DROP TRIGGER no_room ON {TABLE}", "DROP FUNCTION no_room()")


@contextmanager
def full_disk() -> Iterator[None]:
    if connection.vendor == "postgresql":
        with _refusing_server():
            yield
    else:
        soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, hard))
        try:
            yield
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@contextmanager
def _refusing_server() -> Iterator[None]:
    _run(NO_ROOM)
    try:
        yield
    finally:
        _run(ROOM_AGAIN)


def _run(statements: tuple[str, ...]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


@contextmanager
def no_more_pages() -> Iterator[None]:
    """SQLite alone: the database may not grow, as if the disk had ended with it."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM")
        cursor.execute("PRAGMA page_count")
        [pages] = cursor.fetchone()
        cursor.execute(f"PRAGMA max_page_count = {pages}")
        try:
            yield
        finally:
            cursor.execute("PRAGMA max_page_count = 1073741823")
