"""A tree of hashes: one root for a list, and a short proof that one item stands in it (RFC 6962).

Leaves and nodes are hashed with different first bytes, so that no node can pass for a leaf.
"""

import hashlib
from collections.abc import Sequence
from typing import NamedTuple

LEAF, NODE = b"\x00", b"\x01"


class Step(NamedTuple):
    """A neighbour on the way up: `side` says on which side of the path it stands."""

    side: str
    hash: str


def root(items: Sequence[str]) -> str:
    """Over hex digests in their order."""
    return _root([_leaf(item) for item in items]).hex()


def path(items: Sequence[str], place: int) -> list[Step]:
    """The neighbours that lead from the item at `place` to the root."""
    return _path([_leaf(item) for item in items], place)


def climbed(item: str, steps: Sequence[Step]) -> str:
    """The root that an item and its neighbours lead to."""
    node = _leaf(item)
    for step in steps:
        other = bytes.fromhex(step.hash)
        node = _node(other, node) if step.side == "left" else _node(node, other)
    return node.hex()


def _leaf(item: str) -> bytes:
    return hashlib.sha256(LEAF + bytes.fromhex(item)).digest()


def _node(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(NODE + left + right).digest()


def _root(nodes: Sequence[bytes]) -> bytes:
    if len(nodes) == 1:
        return nodes[0]
    cut = _cut(len(nodes))
    return _node(_root(nodes[:cut]), _root(nodes[cut:]))


def _path(nodes: Sequence[bytes], place: int) -> list[Step]:
    if len(nodes) == 1:
        return []
    cut = _cut(len(nodes))
    if place < cut:
        return [*_path(nodes[:cut], place), Step("right", _root(nodes[cut:]).hex())]
    return [*_path(nodes[cut:], place - cut), Step("left", _root(nodes[:cut]).hex())]


def _cut(count: int) -> int:
    """The largest power of two below `count`."""
    return 1 << (count - 1).bit_length() - 1
