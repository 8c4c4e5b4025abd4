"""Which image of a page is which of those already held: addresses change their sizes, the image stays the same. Pure.

An image keeps its identifier, and with it suspensions and what a person corrected, where it surely is the same: the same
address; the same address but for its size, if no other image has that one; the same place, credit line and file name.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Protocol
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence
    from uuid import UUID

_SIZES = frozenset(
    (
        "w", "h", "width", "height", "size", "resize", "fit", "crop", "quality", "q", "dpr", "format", "fm", "auto", "rect", "strip", "zoom", "ssl", "imwidth", "imheight",
        "impolicy", "im", "ixlib", "scale", "downsize", "sharp", "upscale", "mode", "cs", "ar", "smart", "itok", "cb", "ts", "ver", "compress", "blur", "wid", "hei", "maxwidth",
        "max-w", "max-h", "op_usm", "progressive", "optimize", "enable", "webp", "position", "interpolation", "output-format", "output-quality", "s", "sig", "signature", "expires",
    )
)  # fmt: skip
_IN_PATH = re.compile(
    r"/(?:resize|fit-in|thumb|crop|scale|format|quality|width|height|strip|fill|rs:[^/]+|g:[^/]+)(?=/)"
    r"|/\d{2,4}x\d{0,4}(?=/)|/(?:(?:[whcqfg]|ar|dpr)_[\w.:-]+,?)+(?=/)|/\d{2,4}w(?=/)",
    re.IGNORECASE,
)
_IN_NAME = re.compile(
    r"[-_]\d{2,4}x\d{2,4}(?:_c|-c|px)?(?=\.|$)|@\dx(?=\.|$)|[-_](?:scaled|large|medium|small|thumb(?:nail)?)(?=\.|$)",
    re.IGNORECASE,
)
_KIND = re.compile(r"\.(?:jpe?g|png|webp|avif|gif)$", re.IGNORECASE)


class SeenImage(Protocol):
    """An image as a page shows it."""

    @property
    def address(self) -> str:
        """Where it is."""

    @property
    def credit_text(self) -> str:
        """Its credit line as printed."""


class HeldImage(Protocol):
    """An image as it is on record."""

    id: UUID
    address: str
    position: int
    credit_printed: str


def known_images(seen: Sequence[SeenImage], held: Sequence[HeldImage]) -> list[UUID | None]:
    """Return for each image that is seen the identifier of the held one that it surely is; each is given once."""
    found: list[UUID | None] = [None] * len(seen)
    free = list(held)
    for keys in (
        ([each.address for each in seen], lambda each: each.address),
        ([image_key(each.address) for each in seen], lambda each: image_key(each.address)),
        (
            [
                (place, each.credit_text, _file_name(each.address)) if each.credit_text else None
                for place, each in enumerate(seen)
            ],
            lambda each: (each.position, each.credit_printed, _file_name(each.address)),
        ),
    ):
        free = _give(found, keys[0], {each.id: keys[1](each) for each in free}, free)
    return found


def image_key(address: str) -> str:
    """Return an image's address without what tells its size, format or signature."""
    try:
        parts = urlsplit(address)
        query = parse_qsl(parts.query, keep_blank_values=True, max_num_fields=100)
    except ValueError:
        return address
    path = _IN_PATH.sub("", parts.path)
    folder, _, name = path.rpartition("/")
    kept = urlencode(sorted((name, value) for name, value in query if name.lower() not in _SIZES))
    return f"{(parts.hostname or '').removeprefix('www.')}{folder}/{_KIND.sub('', _IN_NAME.sub('', name))}?{kept}"


def _file_name(address: str) -> str:
    return unquote(image_key(address).partition("?")[0].rpartition("/")[2])


def _give(
    found: list[UUID | None], wanted: Sequence[Hashable], keys: dict[UUID, Hashable], free: list[HeldImage]
) -> list[HeldImage]:
    """Give the images whose key is one free image's and no other's; return those that are still free."""
    open_places = [place for place, identifier in enumerate(found) if identifier is None]
    for place in open_places:
        key = wanted[place]
        same = [each for each in free if keys[each.id] == key]
        alone = sum(wanted[other] == key for other in open_places) == 1
        if key is not None and len(same) == 1 and alone:
            found[place] = same[0].id
    given = set(found)
    return [each for each in free if each.id not in given]
