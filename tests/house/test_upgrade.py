"""An upgrade goes forward with what people wrote, can be killed, needs room, and never goes back."""

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections import namedtuple
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from django.conf import settings
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations import (
    AddField,
    CreateModel,
    DeleteModel,
    RemoveField,
    RenameField,
    RenameModel,
)
from django.db.migrations.operations.base import Operation
from django.test import Client

import tongzhou
from tests.company import Company
from tongzhou.collaborations.models import Collaboration
from tongzhou.config import space
from tongzhou.config.backup.reading import opened
from tongzhou.config.backup.restoring import aimed_at, lay, restore, sqlite
from tongzhou.config.backup.writing import write
from tongzhou.config.cli import main
from tongzhou.config.stand import obstacle_in_data
from tongzhou.core.verdicts import NotPossibleNow
from tongzhou.org.models import Person

SOURCE = Path(tongzhou.__file__).parent
EARLIER = sorted((Path(__file__).parent / "earlier").glob("*.backup"))
"""One a version: `tongzhou demo`, then `tongzhou backup`, written by that version itself."""
TAKES_AWAY = {
    "agreements/0002_one_kind_of_change", "collaborations/0005_meeting_attendance",
    "problems/0004_one_tick_per_fact",
}  # fmt: skip
"""Written before anybody ran two versions beside each other."""
on_sqlite = pytest.mark.skipif("DATABASE_URL" in os.environ, reason="an upgrade of a file")


@pytest.mark.django_db
@pytest.mark.check("T176")
def test_a_database_of_a_newer_program_is_refused_by_name(tmp_path: Path) -> None:
    with connection.cursor() as cursor:
        sql = (
            "INSERT INTO django_migrations (app, name, applied) VALUES (%s, %s, CURRENT_TIMESTAMP)"
        )
        cursor.execute(sql, ["org", "9999_of_tomorrow"])
    for words in (("migrate",), ("backup", str(tmp_path / "b")), ("doctor",)):
        said = typed(*words)
        assert said.exit_code == 1, words
        assert "newer Tongzhou" in said.output
        assert "org.9999_of_tomorrow" in said.output
    assert "Install that version" in obstacle_in_data(), "what `serve` says before it serves"


@pytest.mark.django_db(transaction=True)
@pytest.mark.check("T173")
def test_without_room_nothing_is_begun(
    company: Company, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path / "b", tell=lambda _said: None)
    full = namedtuple("Usage", "total used free")(9, 9, 0)
    monkeypatch.setattr(space.shutil, "disk_usage", lambda _place: full)
    with pytest.raises(NotPossibleNow, match="0 MB free; the backup may need"):
        write(tmp_path / "again", tell=lambda _said: None)
    assert not (tmp_path / "again").exists()
    with aimed_at(sqlite(tmp_path / "fresh.sqlite3")), opened(tmp_path / "b") as backup:
        with pytest.raises(NotPossibleNow, match="the restored installation may need"):
            restore(backup, replace=False, tell=lambda _said: None)
        (tmp_path / "fresh.sqlite3").write_bytes(b"x")
        with pytest.raises(NotPossibleNow, match="migrating may need"):
            space.require_space_to_migrate()
    assert "FAULT disk: 0 MB free" in typed("doctor").output


@pytest.mark.check("T174")
def test_a_new_column_can_stand_empty_and_none_is_taken_away() -> None:
    """Add, then fill, then use: between the two an earlier node still writes its rows."""
    ours = {f"tongzhou.{name}.migrations" for name in settings.PACKAGES}
    wrong = [
        f"{label}/{name}: {said}"
        for (label, name), migration in MigrationLoader(None).disk_migrations.items()
        if migration.__module__.rpartition(".")[0] in ours
        and not name.startswith("0001_") and f"{label}/{name}" not in TAKES_AWAY
        for said in breaking(migration.operations)
    ]  # fmt: skip
    assert wrong == []


def breaking(steps: Sequence[Operation]) -> Iterator[str]:
    made = {one.name_lower for one in steps if isinstance(one, CreateModel)}
    for one in steps:
        if isinstance(one, RemoveField | RenameField | DeleteModel | RenameModel):
            yield one.describe()
        if isinstance(one, AddField) and one.model_name_lower not in made:
            field = one.field
            blank = field.blank and field.empty_strings_allowed
            if not (field.null or field.has_default() or field.many_to_many or blank):
                yield f"{one.describe()} without a value for the rows that are there"


@pytest.mark.nightly
@pytest.mark.check("T174")
@pytest.mark.parametrize("file", EARLIER, ids=lambda one: one.stem)
@pytest.mark.django_db(transaction=True)
def test_what_an_earlier_version_kept_is_read_by_this_one(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "FILES", tmp_path / "files")
    with somewhere_empty(tmp_path):
        said = typed("restore", str(file))
        assert said.exit_code == 0, said.output
        assert "the chain is consistent in itself" in said.output
        reader = Client()
        reader.force_login(Person.objects.get(login="li"))
        case = Collaboration.objects.visible_to(Person.objects.get(login="li")).first()
        for path in (
            "/",
            "/collaborations",
            f"/collaborations/{case.pk}",
            "/insight",
            "/search?q=a",
        ):
            assert reader.get(path).status_code == 200, path


@on_sqlite
@pytest.mark.nightly
@pytest.mark.check("T175")
@pytest.mark.django_db(transaction=True)
def test_an_upgrade_that_was_killed_goes_on_where_it_was(tmp_path: Path) -> None:
    begun = tmp_path / "begun"
    begun.mkdir()
    with aimed_at(sqlite(begun / "tongzhou.sqlite3")), opened(EARLIER[0]) as backup:
        lay(backup, tell=lambda _said: None)
    whole = shutil.copytree(begun, tmp_path / "whole")
    statements = int(upgraded(whole).stdout)
    for part in (1, 2):
        folder = shutil.copytree(begun, tmp_path / f"killed-{part}")
        killed = upgraded(folder, statements * part // 3)
        assert killed.returncode == -signal.SIGKILL
        assert upgraded(folder).returncode == 0
        assert stands(folder) == stands(whole)


def upgraded(folder: Path, before: int = 0) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "tests.house.upgrading", str(before)]
    world = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    world |= {"TONGZHOU_DATA": str(folder)}
    return subprocess.run(command, env=world, capture_output=True, text=True, cwd=SOURCE.parents[1])


def stands(folder: Path) -> tuple[list[str], dict[str, int]]:
    """Every table, index and trigger as it is written, and how many rows each table has."""
    with closing(sqlite3.connect(folder / "tongzhou.sqlite3")) as database:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []
        laid = "SELECT name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%' ORDER BY name"
        parts = database.execute(laid).fetchall()
        tables = [name for name, sql in parts if (sql or "").startswith("CREATE TABLE")]
        rows = {
            one: database.execute(f'SELECT count(*) FROM "{one}"').fetchone()[0] for one in tables
        }
        return [str(sql) for _name, sql in parts], rows


@contextmanager
def somewhere_empty(folder: Path) -> Iterator[None]:
    if connection.vendor == "sqlite":
        with aimed_at(sqlite(folder / "fresh.sqlite3")):
            yield
        return
    with connection.cursor() as cursor:
        cursor.execute("CREATE DATABASE upgraded")
    with aimed_at({"NAME": "upgraded", "OPTIONS": {}}):  # a pool would keep the old name
        yield
    with connection.cursor() as cursor:
        cursor.execute("DROP DATABASE upgraded")


def typed(*words: str) -> Result:
    return CliRunner().invoke(main, words)
