"""The quick way to a new database ends with the same tables as Django's own way."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection

from tongzhou.config.backup.restoring import aimed_at, sqlite
from tongzhou.core.quick_migrations import quickly

SQLITE = "SELECT name, sql FROM sqlite_master ORDER BY name"
POSTGRESQL = """
    SELECT attrelid::regclass || '.' || attname AS name, concat_ws(' ', format_type(atttypid, atttypmod),
        attnotnull, attidentity, attcollation::regcollation, pg_get_expr(adbin, adrelid)) AS laid
    FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid
    LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
    WHERE relnamespace = 'public'::regnamespace AND attnum > 0 AND NOT attisdropped
    UNION ALL SELECT conrelid::regclass || ' ' || conname, pg_get_constraintdef(oid)
    FROM pg_constraint WHERE connamespace = 'public'::regnamespace
    UNION ALL SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'
    UNION ALL SELECT tgrelid::regclass || ' ' || tgname, pg_get_triggerdef(oid)
    FROM pg_trigger WHERE NOT tgisinternal
    UNION ALL SELECT proname, prosrc FROM pg_proc WHERE pronamespace = 'public'::regnamespace
    ORDER BY name, laid
"""


@pytest.mark.nightly
@pytest.mark.django_db(transaction=True)
def test_both_ways_lead_to_the_same_tables_constraints_and_triggers(tmp_path: Path) -> None:
    with quickly():
        quick = _schema(tmp_path, "quick")
    assert len(quick) > 500
    assert any("TRIGGER" in laid for _name, laid in quick if laid)
    assert quick == _schema(tmp_path, "slow")


def _schema(folder: Path, name: str) -> list[tuple[str, str]]:
    with _empty(folder, name):
        call_command("migrate", interactive=False, verbosity=0)
        with connection.cursor() as cursor:
            cursor.execute(SQLITE if connection.vendor == "sqlite" else POSTGRESQL)
            return list(cursor.fetchall())


@contextmanager
def _empty(folder: Path, name: str) -> Iterator[None]:
    if connection.vendor == "sqlite":
        with aimed_at(sqlite(folder / f"{name}.sqlite3")):
            yield
        return
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE DATABASE {name}")
    with aimed_at({"NAME": name, "OPTIONS": {}}):  # a pool would keep the old name
        yield
    with connection.cursor() as cursor:
        cursor.execute(f"DROP DATABASE {name}")
