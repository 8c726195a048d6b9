"""Puts the database back after a transactional test as it was when it had just been migrated.

`django_db(transaction=True)` ends with a flush. Django's would be stopped by the journal's triggers
and would lose the rows that migrations wrote (head of the chain, holidays). On SQLite the file is
therefore copied back, index of the search and all; on PostgreSQL the flush runs with the triggers
lifted, in one transaction, and puts those rows back.
"""

import sqlite3
import time
from collections.abc import Iterable
from functools import wraps
from typing import Any

from django.apps import apps
from django.contrib.auth.management import create_permissions
from django.contrib.contenttypes.management import create_contenttypes
from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Model
from django.db.models.signals import post_migrate  # noqa: TID251 — silenced, not used

PATIENCE = 20
"""Seconds for which somebody may still be writing when a test is over."""
_ground: list[tuple[str, list[str], list[tuple[Any, ...]]]] = []


def install() -> None:
    """Call once, when the test database has just been migrated."""
    if connection.vendor == "sqlite":
        _install_copying()
    else:
        _install_lifting()


def _install_copying() -> None:
    template = sqlite3.connect(":memory:", check_same_thread=False)
    connection.ensure_connection()
    connection.connection.backup(template)
    operations = type(connection.ops)
    operations.execute_sql_flush = lambda self, _sql: _copy_back(self.connection, template)
    # What these two would look for after each test is in the copy.
    post_migrate.disconnect(create_contenttypes)
    post_migrate.disconnect(
        create_permissions, dispatch_uid="django.contrib.auth.management.create_permissions"
    )


def _copy_back(target: BaseDatabaseWrapper, template: sqlite3.Connection) -> None:
    until = time.monotonic() + PATIENCE

    def look_at_the_clock(status: int, _left: int, _all: int) -> None:
        if status != sqlite3.SQLITE_DONE and time.monotonic() > until:
            raise TimeoutError("somebody still holds the database of a test that is over")

    target.ensure_connection()
    template.backup(target.connection, progress=look_at_the_clock, sleep=0.01)


def _install_lifting() -> None:
    _ground[:] = list(_rows_of_migrations())
    operations = type(connection.ops)
    original = operations.execute_sql_flush

    @wraps(original)
    def flush_with_triggers_lifted(self: Any, sql_list: list[str]) -> None:
        original(self, ["SET LOCAL session_replication_role = replica", *sql_list])
        _put_back(self.connection)

    operations.execute_sql_flush = flush_with_triggers_lifted


def _rows_of_migrations() -> Iterable[tuple[str, list[str], list[tuple[Any, ...]]]]:
    for model in apps.get_models():
        if model.__module__.startswith("tongzhou."):
            columns = _columns(model)
            with connection.cursor() as cursor:
                cursor.execute(f"SELECT {', '.join(columns)} FROM {model._meta.db_table}")
                rows = cursor.fetchall()
            if rows:
                yield model._meta.db_table, columns, rows


def _columns(model: type[Model]) -> list[str]:
    return [f'"{field.column}"' for field in model._meta.local_concrete_fields]


def _put_back(connection: BaseDatabaseWrapper) -> None:
    with connection.cursor() as cursor:
        for table, columns, rows in _ground:
            marks = ", ".join(["%s"] * len(columns))
            cursor.executemany(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})", rows)
