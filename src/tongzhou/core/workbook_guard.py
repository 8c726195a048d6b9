"""Looks at an uploaded file before anything reads it: no bombs, no entities, no endless sheets.

The zip directory is judged first; then every part is inflated here, counted, and compared with what
the directory promised, because the reader behind would believe it.
"""

import re
import zlib
from io import BytesIO
from itertools import islice
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from django.utils.translation import gettext_lazy as _

from tongzhou.core.verdicts import Invalid

MB = 1024 * 1024
COMPRESSED, INFLATED, RATIO, MEMBERS, CELLS = 20 * MB, 64 * MB, 100, 1000, 400_000
ROWS, COLUMNS, SHEETS = 10_100, 256, 200
SMALL = MB
"""A ratio says nothing about parts that are tiny even when inflated."""

_LOCAL_HEADER = 30
_CELL = re.compile(rb"<(?:\w+:)?c[\s>/]")
_FILLED = re.compile(
    rb"""<(?:\w+:)?c\s[^>]*?\br\s*=\s*["']([A-Z]{1,3})(\d{1,7})["'](?:[^>]*[^/])?>"""
)
_UNPLACED = re.compile(
    rb"""<(?:\w+:)?row\s[^>]*?\br\s*=\s*["'](\d{1,7})["'][^>]*>\s*<(?:\w+:)?c(?![^>]*?\sr\s*=)"""
)
"""The first cell of a row that does not say where it stands: it stands where its row does."""
_SHEET = re.compile(rb"<(?:\w+:)?sheet\s")
_ENTITY = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)


def require_harmless(data: bytes) -> None:
    """Raise `Invalid` with what is wrong; a file that passes may be read."""
    if len(data) > COMPRESSED:
        raise Invalid(_("The file is larger than %(most)s MB.") % {"most": COMPRESSED // MB})
    try:
        with ZipFile(BytesIO(data)) as book:
            _require_sane_directory(book.infolist())
            total = 0
            for part in book.infolist():
                content = _inflated(data, part, INFLATED - total)
                total += len(content)
                _require_sane_part(part.filename, content)
    except (BadZipFile, zlib.error, IndexError, NotImplementedError):
        raise not_a_workbook() from None


def not_a_workbook() -> Invalid:
    return Invalid(_("This is no Excel workbook (.xlsx), or it is damaged."))


def too_big() -> Invalid:
    return Invalid(
        _(
            "This workbook is far larger inside than it looks. Please keep only the sheets that are needed."
        )
    )


def _require_sane_directory(parts: list[ZipInfo]) -> None:
    names = [part.filename for part in parts]
    if "xl/workbook.xml" not in names or len(set(names)) != len(names):
        raise not_a_workbook()
    if len(parts) > MEMBERS or sum(part.file_size for part in parts) > INFLATED:
        raise too_big()
    for part in parts:
        if part.flag_bits & 0x1 or part.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
            raise not_a_workbook()
        if part.file_size > max(SMALL, RATIO * part.compress_size):
            raise too_big()


def _inflated(data: bytes, part: ZipInfo, most: int) -> bytes:
    """The content as it really is, never more than `most` bytes of it."""
    at = part.header_offset
    name, extra = data[at + 26 : at + 28], data[at + 28 : at + 30]
    begin = at + _LOCAL_HEADER + int.from_bytes(name, "little") + int.from_bytes(extra, "little")
    packed = data[begin : begin + part.compress_size]
    content = packed
    if part.compress_type == ZIP_DEFLATED:
        content = zlib.decompressobj(-zlib.MAX_WBITS).decompress(packed, most + 1)
    if len(content) > most:
        raise too_big()
    if len(content) != part.file_size:
        raise not_a_workbook()
    return content


def _require_sane_part(name: str, content: bytes) -> None:
    if not name.endswith((".xml", ".rels")):
        if name.endswith((".zip", ".xlsx", ".xlsm")) or content[:4] == b"PK\x03\x04":
            raise not_a_workbook()
        return
    if _ENTITY.search(content) or b"\0" in content[:1000]:
        raise not_a_workbook()
    if name == "xl/workbook.xml" and _count(_SHEET, content, SHEETS) > SHEETS:
        raise too_big()
    if name.startswith("xl/worksheets/"):
        _require_near_cells(content)


def _require_near_cells(content: bytes) -> None:
    if _count(_CELL, content, CELLS) > CELLS:
        raise too_big()
    for found in _FILLED.finditer(content):
        if int(found[2]) > ROWS or _column(found[1]) > COLUMNS:
            raise _far((found[1] + found[2]).decode())
    for found in _UNPLACED.finditer(content):
        if int(found[1]) > ROWS:
            raise _far(f"A{found[1].decode()}")


def _count(pattern: re.Pattern[bytes], content: bytes, most: int) -> int:
    """How often, counted no further than one too many."""
    return sum(1 for _found in islice(pattern.finditer(content), most + 1))


def _far(cell: str) -> Invalid:
    sentence = _("Cell %(cell)s lies far outside the tables. Please clear everything around them.")
    return Invalid(sentence % {"cell": cell})


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
