"""Merkle trees as RFC 9162 section 2.1 hashes them: SHA-256, leaves behind a zero byte, nodes behind a one. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256

EMPTY = sha256().digest()
"""The root of a tree without leaves."""


def leaf_hash(leaf: bytes) -> bytes:
    """Return the hash of a leaf."""
    return sha256(b"\x00" + leaf).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Return the hash of a node over its two subtrees."""
    return sha256(b"\x01" + left + right).digest()


def merkle_root(leaves: Iterable[bytes]) -> bytes:
    """Return the root over leaves in their order.

    The RFC splits at the largest power of two below the size; joining neighbours level by level, with an odd one left
    over carried up as it is, gives the same tree.
    """
    level = [sha256(b"\x00" + leaf).digest() for leaf in leaves]
    while len(level) > 1:
        joined = [sha256(b"\x01" + level[n] + level[n + 1]).digest() for n in range(0, len(level) - 1, 2)]
        level = [*joined, level[-1]] if len(level) % 2 else joined
    return level[0] if level else EMPTY
