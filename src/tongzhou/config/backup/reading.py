"""Opening a backup: whole, unchanged and understood, or refused before anything is touched."""

import json
import os
import struct
import tempfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path
from typing import IO, Any
from zipfile import BadZipFile, ZipFile

from django.conf import settings

from tongzhou.config.backup.writing import CONTENTS, FORMAT, PIECE
from tongzhou.config.stand import written
from tongzhou.core.verdicts import NotPossibleNow

BROKEN = (
    BadZipFile, EOFError, OSError, ValueError, KeyError, zlib.error, struct.error,
    NotImplementedError, RuntimeError,
)  # fmt: skip
"""What the reader of containers raises for damage in its own parts."""
SEALED = b"age-encryption.org/"


class Backup:
    """A backup whose every part was compared with its fingerprint."""

    def __init__(self, archive: ZipFile) -> None:
        self._archive = archive
        self.contents = _contents(archive)
        self.members: dict[str, dict[str, Any]] = self.contents["members"]

    @property
    def migrations(self) -> set[tuple[str, str]]:
        return {tuple(one.split(".", 1)) for one in self.contents["migrations"]}

    def open(self, name: str) -> IO[bytes]:
        return self._archive.open(name)

    def size(self, kind: str) -> int:
        """Of all its "rows" or "files", unpacked."""
        parts = self._archive.infolist()
        return sum(one.file_size for one in parts if one.filename.startswith(f"{kind}/"))

    def files(self) -> list[str]:
        """Digests of the files people handed in."""
        return [name.removeprefix("files/") for name in self.members if name.startswith("files/")]

    def require_whole(self) -> None:
        names = self._archive.namelist()
        if sorted(names) != sorted([*self.members, CONTENTS]):
            raise _damaged("its parts are not those it lists")
        for name, facts in self.members.items():
            if self._digest(name) != facts["sha256"]:
                raise _damaged(f"{name} is not what was written")

    def require_understood(self) -> None:
        if unknown := self.migrations - set(written()):
            newest = ", ".join(".".join(one) for one in sorted(unknown)[:3])
            raise NotPossibleNow(
                f"The backup is of a newer Tongzhou ({self.contents['program']}); this one does"
                f" not know: {newest}. Install that version or a later one first."
            )

    def _digest(self, name: str) -> str:
        digest = sha256()
        with self._archive.open(name) as stream:
            while piece := stream.read(PIECE):
                digest.update(piece)
        return digest.hexdigest()


@contextmanager
def opened(path: Path, identity: str = "") -> Iterator[Backup]:
    """`identity` is the secret key of a sealed backup."""
    with _readable(path, identity) as stream:
        try:
            with ZipFile(stream) as archive:
                backup = Backup(archive)
                backup.require_whole()
                backup.require_understood()
        except BROKEN as error:
            raise _damaged(str(error)) from None
        with ZipFile(stream) as archive:
            yield Backup(archive)


@contextmanager
def _readable(path: Path, identity: str) -> Iterator[IO[bytes]]:
    with path.open("rb") as stream:
        sealed = stream.read(len(SEALED)) == SEALED
        stream.seek(0)
        if not sealed:
            yield stream
            return
        if not identity:
            raise NotPossibleNow("The backup is sealed: name the file of its key with --key.")
        with _unsealed(stream, identity) as plain:
            yield plain


@contextmanager
def _unsealed(stream: IO[bytes], identity: str) -> Iterator[IO[bytes]]:
    """In a file without a name: gone when this process ends, however it ends."""
    import pyrage

    with tempfile.TemporaryFile(dir=settings.DATA) as plain:
        try:
            keys = [pyrage.x25519.Identity.from_str(identity)]
            pyrage.decrypt_io(stream, plain, keys)
        except pyrage.IdentityError:
            raise NotPossibleNow("That is no key: it begins with AGE-SECRET-KEY-1.") from None
        except pyrage.DecryptError as error:
            raise NotPossibleNow(f"Damaged, or sealed for another key: {error}.") from None
        except OSError as error:
            raise _damaged(str(error)) from None
        plain.seek(0, os.SEEK_SET)
        yield plain


def _contents(archive: ZipFile) -> dict[str, Any]:
    with suppress(KeyError):
        contents = json.loads(archive.read(CONTENTS))
        if contents["format"] != FORMAT:
            raise NotPossibleNow(f"This Tongzhou reads backups of format {FORMAT} only.")
        return dict(contents)
    raise _damaged("it lists no contents")


def _damaged(how: str) -> NotPossibleNow:
    return NotPossibleNow(f"The backup is damaged, nothing was touched: {how}.")
