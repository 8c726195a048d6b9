"""The quick way to a new database ends with the same tables as Django's own way."""

from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection

from tongzhou.config.backup.restoring import aimed_at, sqlite
from tongzhou.core.quick_migrations import quickly


@pytest.mark.nightly
@pytest.mark.django_db(transaction=True)
def test_both_ways_lead_to_the_same_tables_constraints_and_triggers(tmp_path: Path) -> None:
    with quickly():
        quick = _schema(tmp_path / "quick.sqlite3")
    assert len(quick) > 500
    assert quick == _schema(tmp_path / "slow.sqlite3")


def _schema(file: Path) -> list[tuple[str, str]]:
    with aimed_at(sqlite(file)):
        call_command("migrate", interactive=False, verbosity=0)
        with connection.cursor() as cursor:
            cursor.execute("SELECT name, sql FROM sqlite_master ORDER BY name")
            return list(cursor.fetchall())
