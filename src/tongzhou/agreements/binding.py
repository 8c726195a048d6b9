"""What exactly is hashed when a department signs: pure functions over canonical facts."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from tongzhou.core import canonical

Content = dict[str, Any]


def row_hash(content: Mapping[str, Any]) -> str:
    """Of one row; its content names the task or the collaboration it is about."""
    return canonical.digest(content)


def root_hash(collaboration: UUID, number: int, hashes: Iterable[str]) -> str:
    """Of a whole version: rows in their order, so none can be added, dropped or moved."""
    return canonical.digest(
        {"collaboration": collaboration, "number": number, "rows": list(hashes)}
    )


def signed_digest(root: str, department: UUID, hashes: Iterable[str]) -> str:
    """What one act of signing covers; the journal keeps it beside who signed and when."""
    return canonical.digest({"root": root, "department": department, "rows": sorted(hashes)})
