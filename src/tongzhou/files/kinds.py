"""What a file is, judged by its first bytes; and which kinds a browser may show beside our pages."""

import re
import unicodedata

import puremagic
from django.utils.translation import gettext_lazy as _

from tongzhou.core.verdicts import Invalid

HEAD = 64 * 1024
UNKNOWN = "application/octet-stream"
TEXT = "text/plain"
IMAGES = ("image/png", "image/jpeg", "image/gif", "image/webp")
SHOWN_INLINE = (*IMAGES, "application/pdf")
"""Nothing that could carry script: no SVG, no HTML, nothing unknown."""

PROGRAMS = (b"MZ", b"\x7fELF", b"\xcf\xfa\xed\xfe", b"\xce\xfa\xed\xfe", b"\xca\xfe\xba\xbe", b"#!")
PROGRAM_NAMES = re.compile(
    r"\.(exe|com|scr|pif|msi|msp|bat|cmd|ps1|psm1|vbs|vbe|js|jse|wsf|wsh|hta|jar|lnk|reg|cpl|dll|apk|sh)$",
    re.I,
)
SIGNATURES = {
    b"\x89PNG\r\n\x1a\n": "image/png",
    b"\xff\xd8\xff": "image/jpeg",
    b"GIF87a": "image/gif",
    b"GIF89a": "image/gif",
    b"%PDF-": "application/pdf",
}
ZIPPED = {
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
}
"""All three are zip archives: their names tell them apart, and none is ever shown inline."""

_CONTROL = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
LONGEST_NAME = 120


def detect(head: bytes, name: str) -> str:
    """The media type of content that begins with `head`."""
    for signature, media_type in SIGNATURES.items():
        if head.startswith(signature):
            return media_type
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "image/webp"
    ending = name[name.rfind(".") :].lower()
    if head.startswith(b"PK\x03\x04"):
        return ZIPPED.get(ending, "application/zip")
    guessed = _guessed(head)
    return "text/csv" if (guessed, ending) == (TEXT, ".csv") else guessed


def _guessed(head: bytes) -> str:
    """A type that is shown inline is never guessed: its signature has been looked for before."""
    try:
        found: str = puremagic.from_string(head, mime=True)
    except (puremagic.PureError, ValueError):
        found = ""
    if not found:
        return TEXT if _is_text(head) else UNKNOWN
    return found if found not in SHOWN_INLINE else UNKNOWN


def _is_text(head: bytes) -> bool:
    try:
        head.decode("utf-8")
    except UnicodeDecodeError as error:
        return error.start > len(head) - 4 and b"\0" not in head
    return b"\0" not in head


def require_no_program(head: bytes, name: str) -> None:
    if head.startswith(PROGRAMS) or PROGRAM_NAMES.search(name.strip(" .")):
        raise Invalid(
            _("“%(name)s” is a program. Programs are not passed on here; please send a link.")
            % {"name": name}
        )


def safe_name(given: str) -> str:
    """What is left of a name without folders, control characters and tricks of direction."""
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", given))[-1]
    clean = "".join(one for one in last if unicodedata.category(one) not in _CONTROL)
    clean = re.sub(r'[<>:"|?*]', "_", clean).strip(" .")
    if len(clean) <= LONGEST_NAME:
        return clean or "file"
    stem, dot, ending = clean.rpartition(".")
    if not dot or len(ending) > 10:
        return clean[:LONGEST_NAME]
    return f"{stem[: LONGEST_NAME - len(ending) - 1]}.{ending}"


def icon(media_type: str) -> str:
    if media_type in IMAGES:
        return "image"
    for part, name in ICONS:
        if part in media_type:
            return name
    return "file"


ICONS = (
    ("pdf", "file-text"), ("word", "file-text"), ("text/plain", "file-text"),
    ("sheet", "file-spreadsheet"), ("excel", "file-spreadsheet"), ("csv", "file-spreadsheet"),
    ("presentation", "presentation"), ("powerpoint", "presentation"), ("zip", "file-archive"),
    ("compressed", "file-archive"), ("video", "film"), ("audio", "music"),
)  # fmt: skip
