"""What exactly is hashed when a department signs: pure functions over canonical facts.

A row's hash is the same in every format; formats differ in how rows make up the root. Format 1:
one digest over the list. Format 2: a Merkle tree, so that one row can be proved without the others.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from tongzhou.core import canonical, merkle

Content = dict[str, Any]

FORMAT = 2
"""The format in which versions are frozen from now on."""


def row_hash(content: Mapping[str, Any]) -> str:
    """Of one row; its content names the task or the collaboration it is about."""
    return canonical.digest(content)


def root_hash(
    collaboration: UUID, number: int, hashes: Iterable[str], *, written_as: int = FORMAT
) -> str:
    """Of a whole version: rows in their order, so none can be added, dropped or moved."""
    rows = list(hashes)
    if written_as == 1:
        return canonical.digest({"collaboration": collaboration, "number": number, "rows": rows})
    return merkle.root(leaves(collaboration, number, rows))


def second_root(collaboration: UUID, number: int, contents: Iterable[Content]) -> str:
    """By SM3 over the contents themselves, so that it holds also where SHA-256 should fall."""
    rows = [canonical.second_digest(content) for content in contents]
    facts = {"collaboration": collaboration, "number": number, "rows": rows}
    return canonical.second_digest(facts)


def leaves(collaboration: UUID, number: int, hashes: Sequence[str]) -> list[str]:
    """Of the tree of format 2: first what the version is and how many rows it has."""
    title = {"collaboration": collaboration, "number": number, "rows": len(hashes), "format": 2}
    return [canonical.digest(title), *hashes]


def is_known(written_as: int) -> bool:
    return written_as in (1, FORMAT)


def signed_digest(root: str, department: UUID, hashes: Iterable[str]) -> str:
    """What one act of signing covers; the journal keeps it beside who signed and when."""
    return canonical.digest({"root": root, "department": department, "rows": sorted(hashes)})
