"""Lets a transactional test empty the database although the journal refuses to be changed.

`django_db(transaction=True)` ends with a flush. The journal's triggers would stop it, and the rows
that migrations wrote (head of the chain, holidays) would be gone for the tests that follow. So the
flush runs with the triggers lifted, in one transaction, and puts those rows back.
"""

from collections.abc import Iterable
from functools import wraps
from typing import Any

from django.apps import apps
from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Model

_ground: list[tuple[str, list[str], list[tuple[Any, ...]]]] = []


def install() -> None:
    """Call once, when the test database has just been migrated."""
    _ground[:] = list(_rows_of_migrations())
    operations = type(connection.ops)
    original = operations.execute_sql_flush

    @wraps(original)
    def flush_with_triggers_lifted(self: Any, sql_list: list[str]) -> None:
        before, after = _lifting(self.connection)
        original(self, [*before, *sql_list, *after])
        _put_back(self.connection)

    operations.execute_sql_flush = flush_with_triggers_lifted


def _lifting(connection: BaseDatabaseWrapper) -> tuple[list[str], list[str]]:
    if connection.vendor == "postgresql":
        return ["SET LOCAL session_replication_role = replica"], []
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        triggers = cursor.fetchall()
    return [f"DROP TRIGGER {name}" for name, _ in triggers], [sql for _, sql in triggers]


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
