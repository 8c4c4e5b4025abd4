"""JSON Lines as nearly all are written, read and written out in one go: the same rows as the long way makes. Pure.

Whatever isn't as usual (another type of value, a fault, rights that are stated, a feed, a source that isn't known) is left
to the long way: `json_lines`, then `bulk_rows`, then `ready_rows`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from hashlib import sha256
from json.encoder import encode_basestring
from typing import TYPE_CHECKING, BinaryIO, NoReturn

from archive.ingestion.bulk_rows import digest_of_line
from archive.ingestion.formats import rows, values
from archive.ingestion.formats.items import BadRow, Item
from archive.ingestion.formats.json_lines import read_line
from archive.ingestion.formats.json_values import read_json
from archive.ingestion.formats.lines import BOM, raw_lines
from archive.ingestion.formats.plain_rows import (
    LISTS,
    TEXTS,
    is_plain,
    known_language,
    known_notice,
    known_section,
)
from archive.ingestion.formats.values import LONGEST, LONGEST_ADDRESS, LONGEST_IDENTIFIER, UnreadableRowError
from archive.ingestion.known_lines import KnownLine, KnownLines
from archive.ingestion.ready_rows import Ready
from archive.operations.copies import NAMES
from archive.operations.copy_text import array_text, instant_text, line_of
from archive.text import measure_plain

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from datetime import datetime

    from archive.ingestion.formats.items import Limits
    from archive.ingestion.sites import Sites

_ADDRESS = re.compile(r"https?://([a-z0-9.-]+)(?:/[!-\"$-~]*)?")


QUICK_FORMAT = "jsonl"
_PIECE = 500  # lines that are looked for at once
_PIECE_BYTES = 4 * 1024 * 1024


def quick_reader(
    quick: QuickLines, known: KnownLines | None
) -> Callable[[BinaryIO, Limits], Iterator[Ready | KnownLine | Item | BadRow]]:
    """Return a reader of JSON Lines for one run; lines are looked for in `known` before they are read."""

    def read(stream: BinaryIO, limits: Limits) -> Iterator[Ready | KnownLine | Item | BadRow]:
        for piece in _pieces(raw_lines(stream, limits)):
            sound = [(number, line) for number, line in piece if isinstance(line, bytes)]
            held = known.among(sound) if known else {}
            for number, line in piece:
                if isinstance(line, BadRow):
                    yield line
                    continue
                found = held.get(number) or quick.ready(number, line) or read_line(number, line)
                if found is not None:
                    yield found

    return read


def _pieces(
    lines: Iterator[tuple[int, bytes | BadRow]],
) -> Iterator[list[tuple[int, bytes | BadRow]]]:
    piece: list[tuple[int, bytes | BadRow]] = []
    size = 0
    for number, found in lines:
        line = found.removeprefix(BOM) if number == 1 and isinstance(found, bytes) else found
        piece.append((number, line))
        size += len(line) if isinstance(line, bytes) else 0
        if len(piece) >= _PIECE or size >= _PIECE_BYTES:
            yield piece
            piece, size = [], 0
    if piece:
        yield piece


class _OtherwiseError(Exception):
    """The line isn't as usual."""


@dataclass(frozen=True, slots=True)
class _Keys:
    """Under which keys a row has its fields, "" for none; `scheme` is what its identifier is called."""

    address: str
    headline: str
    body: str
    authors: str
    section: str
    language: str
    published: str
    modified: str
    notice: str
    identifiers: str
    scheme: str
    images: str


class QuickLines:
    """Reads lines of one run; `latest` is a moment that is past."""

    def __init__(self, sites: Sites, names: Iterator[str], latest: datetime) -> None:
        self._sites, self._names, self._latest = sites, names, latest
        self._keys: dict[tuple[str, ...], _Keys | None] = {}

    def ready(self, number: int, line: bytes) -> Ready | None:
        """Return a line's row, or None where it has to be read the long way."""
        if not is_plain(line):
            return None
        try:
            row = read_json(line.decode())
            if not isinstance(row, dict):
                return None
            named = tuple(row)
            keys = self._keys[named] if named in self._keys else self._look_at(named)
            return self._ready(number, line, row, keys) if keys else None
        except (UnicodeDecodeError, UnreadableRowError, _OtherwiseError):
            return None

    def _look_at(self, named: tuple[str, ...]) -> _Keys | None:
        if len(self._keys) >= _MOST_KEYS:
            self._keys.clear()
        keys = self._keys[named] = _keys_of(named)
        return keys

    def _ready(self, number: int, line: bytes, row: dict[str, object], keys: _Keys) -> Ready | None:
        address = _text(row, keys.address)
        place = _ADDRESS.fullmatch(address)
        site = self._sites.of_host(place[1]) if place else None
        title = " ".join(_text(row, keys.headline).split())
        body = _text(row, keys.body).strip()
        if site is None or site.collections or site.full_copies or len(address) > LONGEST_ADDRESS or not body:
            return None
        if not title or len(title) > LONGEST["headline"]:
            return None
        notice = known_notice(_text(row, keys.notice))
        identifiers, named = _identifiers(row, keys)
        words, head = measure_plain(body, site.wanted_words)
        article, digest = next(self._names), digest_of_line(sha256(line).digest(), site)
        published = _text(row, keys.published)
        facts = line_of(
            article,
            str(site.id),
            address,
            title,
            _authors(row.get(keys.authors)),
            known_section(_text(row, keys.section)),
            known_language(_text(row, keys.language)) or site.language,
            self._instant(published),
            values.fact("printed", published) if published else "",
            self._instant(_text(row, keys.modified)),
            notice,
            identifiers,
            str(words),
            digest.hex(),
        )
        images = _images(row.get(keys.images))
        return Ready(
            number, site, article, address, digest, notice, words, head, images, named, facts.encode()
        )

    def _instant(self, printed: str) -> str:
        found = values.instant(printed) if printed else None
        if found is not None and found > self._latest:
            raise _OtherwiseError
        return instant_text(found)


_MOST_KEYS = 256


def _keys_of(named: tuple[str, ...]) -> _Keys | None:
    """Return under which keys a row with these names has its fields, or None where that isn't the usual."""
    found: dict[str, str] = {}
    for name in named:
        field = rows.field_of(name)
        if field is None:
            continue
        if field in found or field not in TEXTS | LISTS:
            return None
        found[field] = name
    said = found.get
    return _Keys(
        said("address", ""),
        said("headline", ""),
        said("body", ""),
        said("authors", ""),
        said("section", ""),
        said("language", ""),
        said("date_published", ""),
        said("date_modified", ""),
        said("copyright_notice", ""),
        said("identifiers", ""),
        said("identifiers", "").strip().lower().rpartition(":")[2],
        said("images", ""),
    )


def _otherwise() -> NoReturn:
    raise _OtherwiseError


def _text(row: Mapping[str, object], key: str) -> str:
    """Return the text under a key, "" where there is none."""
    value = row.get(key) if key else None
    if isinstance(value, str):
        return value
    return "" if value is None else _otherwise()


def _authors(value: object) -> str:
    if isinstance(value, list) and len(value) == 1 and isinstance(value[0], str):
        line = " ".join(value[0].split())
        return array_text((line,)) if 0 < len(line) <= LONGEST["author"] else "{}"
    return array_text(rows.authors_of(value)) if value else "{}"


def _identifiers(row: Mapping[str, object], keys: _Keys) -> tuple[str, bool]:
    """Return the identifier as a JSON object of one, and whether others may have it, too."""
    value, scheme = _text(row, keys.identifiers).strip(), keys.scheme
    if not value:
        return "{}", False
    both = scheme + value
    if not both.isprintable() or " " in both or len(both) > LONGEST_IDENTIFIER or not scheme:
        _otherwise()
    return f"{{{encode_basestring(scheme)}: {encode_basestring(value)}}}", value.startswith(NAMES)


def _images(value: object) -> tuple[tuple[str, str], ...]:
    if value is None or value == "":
        return ()
    return tuple([(one.address, one.credit_text) for one in rows.images_of({"images": value})])
