"""What is taken, what is refused, and that the bytes stay what they were."""

import errno
import os
from pathlib import Path

import pytest
from django.db import connection, transaction

from tests.collaborations.asking import drafted_case
from tests.company import Company
from tests.files.handing_in import PDF, PNG, upload
from tongzhou.core.verdicts import Invalid, NotPossibleNow, Refused
from tongzhou.files import actions, kinds, store
from tongzhou.files.models import StoredFile
from tongzhou.files.verify import verify_files
from tongzhou.journal.models import Entry


def test_a_file_is_kept_with_what_it_is_and_the_journal_knows_its_hash(company: Company) -> None:
    file = actions.keep(upload(), by=company.lin)
    assert (file.name, file.media_type, file.size) == ("现场.png", "image/png", len(PNG))
    assert file.path.read_bytes() == PNG
    entry = Entry.objects.get(subject=file.pk)
    assert (entry.kind, entry.payload["sha256"]) == ("file.kept", file.sha256)


def test_the_same_content_lies_on_the_disk_once(company: Company) -> None:
    one = actions.keep(upload("a.png"), by=company.lin)
    two = actions.keep(upload("b.png"), by=company.wang)
    assert one.pk != two.pk
    assert one.path == two.path


@pytest.mark.check("T118")
@pytest.mark.parametrize(
    ("name", "content", "media_type"),
    [
        ("x.png", PNG, "image/png"),
        ("photo.jpg", b"\xff\xd8\xff\xe0\0\x10JFIF", "image/jpeg"),
        ("a.pdf", PDF, "application/pdf"),
        (
            "looks-like.png",
            b"<svg xmlns='http://www.w3.org/2000/svg' onload='x()'>",
            "image/svg+xml",
        ),
        ("page.png", b"<!doctype html><script>x()</script>", "text/html"),
        ("表.xlsx", b"PK\x03\x04", kinds.ZIPPED[".xlsx"]),
        ("notes.png", "会议记录".encode(), kinds.TEXT),
        ("口径.csv", "\ufeff指标,口径\n".encode(), "text/csv"),
        ("noise", b"\x00\x01\x02\xfe\xff", kinds.UNKNOWN),
    ],
)
def test_a_file_is_what_its_content_says_not_its_name(
    company: Company, name: str, content: bytes, media_type: str
) -> None:
    assert actions.keep(upload(name, content), by=company.lin).media_type == media_type


@pytest.mark.check("T146")
@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\李\\报价.xlsx", "报价.xlsx"),
        ("a\u202egnp.exe.png", "agnp.exe.png"),
        ('a"b<c>\r\n.txt', "a_b_c_.txt"),
        ("   ...   ", "file"),
        ("长" * 300 + ".docx", "长" * 115 + ".docx"),
    ],
)
def test_a_name_keeps_nothing_that_could_do_harm(given: str, kept: str) -> None:
    assert kinds.safe_name(given) == kept


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("empty.txt", b""),
        ("setup.exe", b"MZ\x90\x00"),
        ("report.pdf", b"MZ\x90\x00"),
        ("run.bat", b"del *"),
        ("x.sh", b"#!/bin/sh"),
    ],
)
def test_nothing_and_programs_are_refused(company: Company, name: str, content: bytes) -> None:
    with pytest.raises(Invalid):
        actions.keep(upload(name, content), by=company.lin)
    assert not StoredFile.objects.exists()


def test_a_file_above_the_limit_is_refused_with_the_limit(
    company: Company, settings: object
) -> None:
    settings.FILE_LIMIT = 2 * 1024 * 1024  # type: ignore[attr-defined]
    with pytest.raises(Invalid, match="2 MB"):
        actions.keep(upload(content=b"x" * (settings.FILE_LIMIT + 1)), by=company.lin)  # type: ignore[attr-defined]


@pytest.mark.check("T064")
def test_a_full_disk_is_said_plainly_and_leaves_nothing_behind(
    company: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(NotPossibleNow):
        actions.keep(upload(content=PNG + b"full"), by=company.lin)
    assert not StoredFile.objects.exists()
    assert list((store.root() / "incoming").iterdir()) == []


def test_only_the_uploader_takes_a_file_back_and_may_put_it_back(company: Company) -> None:
    case = drafted_case(company)
    file = actions.keep(upload(), by=company.lin, collaboration=case.pk)
    with pytest.raises(Refused):
        actions.withdraw(file, by=company.li)
    actions.withdraw(file, by=company.lin)
    assert not StoredFile.objects.visible_to(company.lin).exists()
    actions.restore(file, by=company.lin)
    assert StoredFile.objects.visible_to(company.li).exists()


@pytest.mark.check("T010")
def test_a_file_never_moves_from_one_collaboration_to_another(company: Company) -> None:
    one, two = drafted_case(company), drafted_case(company)
    file = actions.keep(upload(), by=company.lin)
    actions.lay_in(file, one.pk, by=company.lin)
    with pytest.raises(NotPossibleNow):
        actions.lay_in(file, two.pk, by=company.lin)


@pytest.mark.check("T177")
def test_verify_names_a_file_that_was_changed_or_lost(company: Company) -> None:
    kept = actions.keep(upload("a.png", PNG + b"1"), by=company.lin)
    lost = actions.keep(upload("b.png", PNG + b"2"), by=company.lin)
    assert verify_files() == []
    _overwrite(kept.path)
    lost.path.unlink()
    assert [str(kept.pk) in one or str(lost.pk) in one for one in verify_files()] == [True, True]
    lost_again = StoredFile.objects.filter(pk=lost.pk)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE files_storedfile SET sha256 = %s WHERE name = 'b.png'", ["0" * 64])
    assert any("b.png" in one for one in verify_files())
    assert lost_again.exists()
    kept.path.unlink()


def test_bytes_without_a_row_are_swept_after_a_day_and_the_others_stay(company: Company) -> None:
    kept = actions.keep(upload(content=PNG + b"kept"), by=company.lin)
    with transaction.atomic():
        orphan = actions.keep(upload(content=PNG + b"orphan"), by=company.lin).path
        transaction.set_rollback(True)
    for path in (kept.path, orphan):
        os.utime(path, (1, 1))
    actions.sweep_orphans()
    assert (kept.path.exists(), orphan.exists()) == (True, False)


def _overwrite(path: Path) -> None:
    path.chmod(0o640)
    path.write_bytes(PNG + b"!")
