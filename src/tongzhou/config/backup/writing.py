"""Writing a backup beside a running server: one snapshot of the database, then the files it names."""

import json
import os
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from django.apps import apps
from django.conf import settings
from django.db import connections, transaction

from tongzhou.config.backup import rows
from tongzhou.config.space import require_space, size_of_rows
from tongzhou.config.stand import pending, taken, too_new, unknown
from tongzhou.core import clock
from tongzhou.core.verdicts import NotPossibleNow
from tongzhou.files import store
from tongzhou.files.models import StoredFile

FORMAT = 1
CONTENTS = "contents.json"
PIECE = 1024 * 1024

Tell = Callable[[str], object]


@dataclass
class Written:
    rows: int = 0
    files: int = 0
    missing: list[str] = field(default_factory=list)


def write(
    path: Path, *, recipient: str = "", tell: Tell = print, using: str = "default"
) -> Written:
    """All or nothing: the file gets its name when it is complete. Readable by its owner alone."""
    if path.exists():
        raise NotPossibleNow(f"{path} exists already; a backup never replaces another.")
    if newer := unknown():
        raise NotPossibleNow(too_new(newer))
    if missing := pending():
        raise NotPossibleNow(f"{missing} migrations are not applied. Run first: tongzhou migrate")
    _require_space(path, using)
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with open(beside, "xb", opener=for_owner_alone) as target:
            with (
                _sealed(target, recipient) as stream,
                ZipFile(stream, "w", ZIP_DEFLATED, compresslevel=1) as archive,
            ):
                written = _fill(archive, tell, using)
            target.flush()
            os.fsync(target.fileno())
        beside.rename(path)
    finally:
        beside.unlink(missing_ok=True)
    (settings.DATA / "last-backup").write_text(f"{clock.now().isoformat(timespec='seconds')}\n")
    return written


def _fill(archive: ZipFile, tell: Tell, using: str) -> Written:
    """The list of contents comes last: a file cut short has none."""
    written, members = Written(), dict[str, dict[str, Any]]()
    with _snapshot(using):
        for model in rows.travelling(apps):
            name = f"rows/{rows.name_of(model)}.jsonl"
            members[name] = _member(archive, name, rows.lines(model, using))
            members[name]["fields"] = [one.attname for one in rows.fields_of(model)]
            written.rows += members[name]["pieces"]
        migrations = sorted(".".join(one) for one in taken(using))
        files = StoredFile.objects.using(using).order_by("sha256")
        digests = list(files.values_list("sha256", flat=True).distinct())
    tell(f"{written.rows} rows")
    for digest in digests:
        if store.place(digest).exists():
            name = f"files/{digest}"
            members[name] = _member(archive, name, _pieces(store.place(digest)), ZIP_STORED)
            written.files += 1
        else:
            written.missing.append(digest)
    contents = {
        "format": FORMAT, "program": version("tongzhou"), "at": clock.now().isoformat(),
        "migrations": migrations, "members": members, "missing": written.missing,
    }  # fmt: skip
    archive.writestr(CONTENTS, json.dumps(contents, ensure_ascii=False, indent=1))
    return written


def _member(
    archive: ZipFile, name: str, pieces: Iterator[bytes], how: int = ZIP_DEFLATED
) -> dict[str, Any]:
    digest, count = sha256(), 0
    part = ZipInfo(name) if how == ZIP_STORED else name
    with archive.open(part, "w", force_zip64=True) as stream:
        for piece in pieces:
            digest.update(piece)
            stream.write(piece)
            count += 1
    return {"sha256": digest.hexdigest(), "pieces": count}


def _pieces(path: Path) -> Iterator[bytes]:
    with path.open("rb") as stream:
        while piece := stream.read(PIECE):
            yield piece


@contextmanager
def _snapshot(using: str) -> Iterator[None]:
    """Everything read inside is of one moment, while others go on writing."""
    connection = connections[using]
    if connection.vendor == "postgresql":
        with transaction.atomic(using), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield
        return
    with connection.cursor() as cursor:  # `atomic` would take the lock of writers
        cursor.execute("BEGIN DEFERRED")
        try:
            yield
        finally:
            cursor.execute("ROLLBACK")


@contextmanager
def _sealed(target: IO[bytes], recipient: str) -> Iterator[IO[bytes]]:
    """With a recipient everything goes through age on its way, and nothing readable is on disk."""
    if not recipient:
        yield target
        return
    import pyrage

    try:
        key = pyrage.x25519.Recipient.from_str(recipient)
    except pyrage.RecipientError:
        raise NotPossibleNow("That is no public key: it begins with age1.") from None
    end, start = os.pipe()

    def seal() -> None:
        with os.fdopen(end, "rb") as reader:
            pyrage.encrypt_io(reader, target, [key])

    with ThreadPoolExecutor(1) as pool:
        sealing = pool.submit(seal)
        with os.fdopen(start, "wb") as writer:
            yield writer
        sealing.result()


def _require_space(path: Path, using: str) -> None:
    """Compressed it will need less, of a database of few words hardly."""
    files = sum(one.stat().st_size for one in store.root().glob("??/*"))
    require_space(path.resolve().parent, size_of_rows(using) + files, "the backup")


def for_owner_alone(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
