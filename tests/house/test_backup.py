"""A backup brings back everything, or says why it cannot before anything is touched."""

import json
import os
import shutil
import sqlite3
import zipfile
from contextlib import closing, suppress
from pathlib import Path
from threading import Event, Thread
from typing import Any

import pytest
from click.testing import CliRunner, Result
from django.apps import apps
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection

from tests.company import Company
from tests.house import any_row
from tests.journal.events import lamp
from tongzhou.config.backup import rows
from tongzhou.config.backup.reading import opened
from tongzhou.config.backup.restoring import aimed_at, fill, restore, sqlite
from tongzhou.config.backup.writing import write
from tongzhou.config.cli import main
from tongzhou.core.verdicts import NotPossibleNow
from tongzhou.files import store
from tongzhou.files.actions import keep
from tongzhou.journal.models import Head
from tongzhou.journal.verify import verify_against, verify_chain, write_anchor
from tongzhou.org.models import Person

pytestmark = pytest.mark.django_db(transaction=True)
UNCHECKED = "PRAGMA ignore_check_constraints=ON; PRAGMA foreign_keys=OFF; PRAGMA journal_mode=OFF;"
on_sqlite = pytest.mark.skipif(
    "DATABASE_URL" in os.environ, reason="PostgreSQL cannot put its check constraints aside"
)


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    """A migrated database without rows: the one of the tests, copied."""
    file = tmp_path / "empty.sqlite3"
    name = connection.settings_dict["NAME"]
    with closing(sqlite3.connect(name)) as source, closing(sqlite3.connect(file)) as target:
        source.backup(target)
    return file


@on_sqlite
@pytest.mark.check("T167")
def test_a_row_of_every_model_comes_back_with_every_field(empty: Path, tmp_path: Path) -> None:
    source, target = tmp_path / "source.sqlite3", tmp_path / "target.sqlite3"
    shutil.copy(empty, source)
    shutil.copy(empty, target)
    with aimed_at(sqlite(source, UNCHECKED)):
        for model in rows.travelling(apps):
            model._base_manager.all()._raw_delete("default")
            model._base_manager.bulk_create([any_row.make(model, place) for place in (0, 1)])
        write(tmp_path / "one", tell=lambda _said: None)
    with aimed_at(sqlite(target, UNCHECKED)):
        with opened(tmp_path / "one") as backup:
            fill(backup, tell=lambda _said: None)
        write(tmp_path / "two", tell=lambda _said: None)
    assert members(tmp_path / "two") == members(tmp_path / "one")
    assert all(facts["pieces"] == 2 for facts in members(tmp_path / "one").values())


def test_nothing_that_travels_points_at_what_stays_behind() -> None:
    travelling = set(rows.travelling(apps))
    targets = {
        field.related_model
        for model in travelling
        for field in model._meta.concrete_fields
        if field.is_relation
    }
    assert targets <= travelling


@pytest.mark.check("T171")
def test_a_backup_that_was_touched_anywhere_is_refused(company: Company, tmp_path: Path) -> None:
    file = written(tmp_path)
    whole, listed = file.read_bytes(), members(file)
    broken = tmp_path / "broken"
    for place in range(0, len(whole), len(whole) // 80):
        broken.write_bytes(whole[:place])
        with pytest.raises(NotPossibleNow, match="damaged"), opened(broken):
            pass
        broken.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        with suppress(NotPossibleNow), opened(broken) as backup:
            assert backup.members == listed, "not a moment or a mark of the container, but content"


@pytest.mark.check("T147")
def test_a_backup_holds_what_it_lists_and_nothing_else(company: Company, tmp_path: Path) -> None:
    file = written(tmp_path)
    with zipfile.ZipFile(file, "a") as archive:
        archive.writestr("files/../../../etc/passwd", "x")
    with pytest.raises(NotPossibleNow, match="not those it lists"), opened(file):
        pass


@pytest.mark.check("T172")
def test_a_sealed_backup_opens_with_its_key_alone(company: Company, tmp_path: Path) -> None:
    public, secret = keys(tmp_path / "key")
    other = keys(tmp_path / "other")[1]
    file = written(tmp_path, recipient=public)
    assert company.li.name.encode() not in file.read_bytes()
    assert file.stat().st_mode & 0o077 == 0
    with opened(file, secret) as backup:
        assert backup.members["rows/org.person.jsonl"]["pieces"] == len(company.everyone)
    for wrong in ("", other, "nonsense"):
        with pytest.raises(NotPossibleNow), opened(file, wrong):
            pass


@pytest.mark.check("T169")
def test_a_backup_of_a_newer_version_is_refused_by_name(company: Company, tmp_path: Path) -> None:
    file = written(tmp_path)
    with zipfile.ZipFile(file) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    contents = json.loads(parts["contents.json"])
    contents["migrations"].append("org.9999_of_tomorrow")
    with zipfile.ZipFile(file, "w") as archive:
        for name, part in (parts | {"contents.json": json.dumps(contents).encode()}).items():
            archive.writestr(name, part)
    with (
        pytest.raises(NotPossibleNow, match=r"newer Tongzhou.*org\.9999_of_tomorrow"),
        opened(file),
    ):
        pass


@pytest.mark.check("T170")
def test_others_go_on_writing_and_the_backup_is_of_one_moment(
    company: Company, tmp_path: Path
) -> None:
    """Head and entries are written together: a backup that shows one without the other is torn."""
    begun, over = Event(), Event()

    def keep_writing() -> None:
        try:
            while not over.is_set():
                lamp()
                begun.set()
        finally:
            connection.close()

    writer = Thread(target=keep_writing)
    writer.start()
    try:
        begun.wait(20)
        files = [written(tmp_path, name=str(count)) for count in range(3)]
    finally:
        over.set()
        writer.join()
    for file in files:
        with zipfile.ZipFile(file) as archive:
            head = json.loads(archive.read("rows/journal.head.jsonl").splitlines()[0])
            entries = archive.read("rows/journal.entry.jsonl").splitlines()
        assert len(entries) in head


@pytest.mark.check("T171")
def test_an_installation_is_replaced_only_when_asked_and_kept_beside(
    company: Company, tmp_path: Path
) -> None:
    file = written(tmp_path)
    with opened(file) as backup, pytest.raises(NotPossibleNow, match="installation|not empty"):
        restore(backup, replace=False, tell=lambda _said: None)
    assert Person.objects.count() == len(company.everyone)


@on_sqlite
@pytest.mark.check("T163")
def test_after_a_restore_the_chain_goes_on_and_the_anchor_tells_what_is_missing(
    company: Company, empty: Path, tmp_path: Path
) -> None:
    file, anchor = written(tmp_path), tmp_path / "anchor"
    kept = Head.objects.get().seq
    lamp()
    write_anchor(anchor)
    with aimed_at(sqlite(empty)), opened(file) as backup:
        restore(backup, replace=True, tell=lambda _said: None)
        assert Head.objects.get().seq == kept
        lamp("白")
        assert verify_chain() == []
        assert [one.seq for one in verify_against(anchor)] == [kept + 1]


@on_sqlite
def test_an_installation_in_use_is_left_alone(
    company: Company, empty: Path, tmp_path: Path
) -> None:
    file = written(tmp_path)
    with closing(sqlite3.connect(empty)) as somebody:
        somebody.execute("PRAGMA journal_mode=WAL")
        somebody.execute("SELECT * FROM org_person").fetchall()
        in_use = pytest.raises(NotPossibleNow, match="in use")
        with aimed_at(sqlite(empty)), opened(file) as backup, in_use:
            restore(backup, replace=True, tell=lambda _said: None)


def test_a_backup_names_the_files_the_disk_has_lost(company: Company, tmp_path: Path) -> None:
    lost = handed_in(company, b"lost")
    kept = handed_in(company, b"kept")
    store.place(lost).unlink()
    said = typed("backup", str(tmp_path / "b"))
    assert (said.exit_code, lost in said.output) == (1, True)
    with opened(tmp_path / "b") as backup:
        assert backup.files() == [kept]


def test_a_backup_never_replaces_another(company: Company, tmp_path: Path) -> None:
    file = written(tmp_path)
    before = file.read_bytes()
    assert typed("backup", str(file)).exit_code == 1
    assert file.read_bytes() == before


@pytest.mark.nightly
@pytest.mark.check("T168")
def test_a_backup_is_restored_into_an_empty_folder_and_verified(
    company: Company, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On PostgreSQL this carries the installation over to SQLite."""
    handed_in(company, b"a contract")
    file = written(tmp_path)
    monkeypatch.setattr(settings, "FILES", tmp_path / "files")
    with aimed_at(sqlite(tmp_path / "fresh.sqlite3")):
        said = typed("restore", str(file))
        assert said.exit_code == 0, said.output
        assert "1 files: each is what was handed in" in said.output
        again = written(tmp_path, name="again")
    assert members(again) == members(file)


@pytest.mark.nightly
@pytest.mark.check("T168")
@pytest.mark.skipif("DATABASE_URL" not in os.environ, reason="leads into PostgreSQL")
def test_a_backup_is_restored_into_an_empty_postgresql_database(
    company: Company, tmp_path: Path
) -> None:
    file = written(tmp_path)
    with connection.cursor() as cursor:
        cursor.execute("CREATE DATABASE restored")
    with aimed_at({"NAME": "restored", "OPTIONS": {}}):  # a pool would keep the old name
        said = typed("restore", str(file))
        assert said.exit_code == 0, (said.output, said.exception)
        assert members(written(tmp_path, name="again")) == members(file)
    with connection.cursor() as cursor:
        cursor.execute("DROP DATABASE restored")


def written(folder: Path, *, name: str = "backup", recipient: str = "") -> Path:
    write(folder / name, recipient=recipient, tell=lambda _said: None)
    return folder / name


def members(file: Path) -> dict[str, Any]:
    with zipfile.ZipFile(file) as archive:
        return dict(json.loads(archive.read("contents.json"))["members"])


def keys(file: Path) -> tuple[str, str]:
    public = typed("backup-key", str(file)).output.strip()
    return public, file.read_text().splitlines()[-1]


def typed(*words: str) -> Result:
    return CliRunner().invoke(main, words)


def handed_in(company: Company, content: bytes) -> str:
    return keep(SimpleUploadedFile("约.txt", content), by=company.li).sha256
