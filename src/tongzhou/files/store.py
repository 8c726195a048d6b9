"""Bytes on the disk, each content once, under its own hash.

A file is whole or absent: it is written beside, forced to the disk, and only then given its name.
"""

import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from django.conf import settings

from tongzhou.core.ids import new_id

PIECE = 1024 * 1024


class Written(NamedTuple):
    sha256: str
    size: int


def root() -> Path:
    return Path(settings.FILES)


def place(digest: str) -> Path:
    return root() / digest[:2] / digest


def write(pieces: Iterable[bytes]) -> Written:
    """Raises `OSError` when the disk is full or read-only; then nothing is left behind."""
    incoming = root() / "incoming"
    incoming.mkdir(parents=True, exist_ok=True)
    beside = incoming / str(new_id())
    try:
        written = _pour(pieces, beside)
        _settle(beside, place(written.sha256))
    finally:
        with suppress(FileNotFoundError):
            beside.unlink()
    return written


def _pour(pieces: Iterable[bytes], path: Path) -> Written:
    digest, size = sha256(), 0
    with path.open("xb") as stream:
        for piece in pieces:
            digest.update(piece)
            size += len(piece)
            stream.write(piece)
        stream.flush()
        os.fsync(stream.fileno())
    return Written(digest.hexdigest(), size)


def _settle(beside: Path, target: Path) -> None:
    """What is there already is only touched, so that the sweep of orphans lets it be."""
    with suppress(FileNotFoundError):
        os.utime(target)
        return
    target.parent.mkdir(exist_ok=True)
    beside.chmod(0o440)
    beside.replace(target)
    folder = os.open(target.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def digest_of(path: Path) -> str:
    digest = sha256()
    with path.open("rb") as stream:
        while piece := stream.read(PIECE):
            digest.update(piece)
    return digest.hexdigest()


def every() -> Iterator[Path]:
    """Stored and half-written ones."""
    return root().glob("*/*")


def older_than(seconds: float, *, now: float) -> Iterator[Path]:
    """Every stored or half-written file that nobody has touched for so long."""
    for path in every():
        with suppress(FileNotFoundError):
            if now - path.stat().st_mtime > seconds:
                yield path
