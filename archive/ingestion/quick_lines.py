"""JSON Lines as nearly all are written, read and written out in one go: the same rows as the long way makes. Pure.

Whatever isn't as usual (another type of value, a fault, rights that are stated, a feed, a source that isn't known) is left
to the long way: `json_lines`, then `bulk_rows`, then `ready_rows`.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from hashlib import sha256
from json.encoder import encode_basestring
from operator import itemgetter
from typing import TYPE_CHECKING, BinaryIO, NamedTuple, cast

from archive.ingestion.bulk_rows import digest_of_line
from archive.ingestion.formats import rows, values
from archive.ingestion.formats.items import BadRow, Item
from archive.ingestion.formats.json_lines import read_line
from archive.ingestion.formats.json_values import read_object
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
from archive.operations.copy_text import NULL, array_text, instant_text, line_of
from archive.text import measure_plain

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

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


class _Shape(NamedTuple):
    """Where a row with certain names has its fields.

    `texts` takes address, headline, body, section, language, date of publication and of change, copyright line and
    identifier out of it; what it doesn't have stands under "". `scheme` is what the identifier is called.
    """

    texts: Callable[[dict[str, object]], tuple[object, ...]]
    authors: str
    images: str
    scheme: str


class QuickLines:
    """Reads lines of one run; `latest` is a moment that is past."""

    def __init__(self, sites: Sites, names: Iterator[str], latest: datetime) -> None:
        self._sites, self._names, self._latest = sites, names, latest
        self._shapes: dict[tuple[str, ...], _Shape | None] = {}

    def ready(self, number: int, line: bytes) -> Ready | None:
        """Return a line's row, or None where it has to be read the long way."""
        if not is_plain(line):
            return None
        try:
            row = read_object(line.decode())
            named = tuple(row)
            shape = self._shapes[named] if named in self._shapes else self._look_at(named)
            return self._ready(number, line, row, shape) if shape else None
        except (UnicodeDecodeError, UnreadableRowError, _OtherwiseError):
            return None

    def _look_at(self, named: tuple[str, ...]) -> _Shape | None:
        if len(self._shapes) >= _MOST_SHAPES:
            self._shapes.clear()
        shape = self._shapes[named] = _shape_of(named)
        return shape

    def _ready(self, number: int, line: bytes, row: dict[str, object], shape: _Shape) -> Ready | None:
        row[""] = ""
        address, title, body, section, language, published, modified, notice, identifier = _texts(
            shape.texts(row)
        )
        place = _ADDRESS.fullmatch(address)
        site = self._sites.of_host(place[1]) if place else None
        title, body = " ".join(title.split()), body.strip()
        if site is None or site.collections or site.full_copies or len(address) > LONGEST_ADDRESS:
            return None
        if not body or not 0 < len(title) <= LONGEST["headline"]:
            return None
        words, head = measure_plain(body, site.wanted_words)
        article, digest = next(self._names), digest_of_line(sha256(line).digest(), site)
        notice = known_notice(notice)
        facts = line_of(
            article,
            str(site.id),
            address,
            title,
            _authors(row.get(shape.authors)),
            known_section(section),
            known_language(language) or site.language,
            self._instant(published) if published else NULL,
            values.fact("printed", published) if published else "",
            self._instant(modified) if modified else NULL,
            notice,
            _identifiers(shape.scheme, identifier),
            str(words),
            digest.hex(),
        )
        images = _images(row[shape.images])
        named = identifier.lstrip().startswith(NAMES)
        return Ready(
            number, site, article, address, digest, notice, words, head, images, named, facts.encode()
        )

    def _instant(self, printed: str) -> str:
        found = _usual_instant(printed) or values.instant(printed)
        if found is not None and found > self._latest:
            raise _OtherwiseError
        return instant_text(found)


_MOST_SHAPES = 256
_TEXTS = (
    "address", "headline", "body", "section", "language", "date_published", "date_modified", "copyright_notice",
    "identifiers",
)  # fmt: skip
_STRINGS = {str}
_YEARS = range(1800, 2500)


def _shape_of(named: tuple[str, ...]) -> _Shape | None:
    """Return where a row with these names has its fields, or None where that isn't the usual."""
    found: dict[str, str] = {}
    for name in named:
        field = rows.field_of(name)
        if field is None and name:
            continue
        if field is None or field in found or field not in TEXTS | LISTS:
            return None
        found[field] = name
    scheme = found.get("identifiers", "").strip().lower().rpartition(":")[2]
    texts = itemgetter(*(found.get(field, "") for field in _TEXTS))
    return _Shape(texts, found.get("authors", ""), found.get("images", ""), scheme)


def _texts(found: tuple[object, ...]) -> tuple[str, ...]:
    """Return values that are texts, "" for null."""
    if set(map(type, found)) == _STRINGS:
        return cast("tuple[str, ...]", found)
    texts = tuple(one for one in ("" if value is None else value for value in found) if isinstance(one, str))
    if len(texts) < len(found):
        raise _OtherwiseError
    return texts


def _usual_instant(printed: str) -> datetime | None:
    """Return a moment of ISO 8601 with its offset, of the last centuries; None for what has to be looked at."""
    try:
        found = datetime.fromisoformat(printed)
    except ValueError:
        return None
    return found.astimezone(UTC) if found.tzinfo is not None and found.year in _YEARS else None


def _authors(value: object) -> str:
    if isinstance(value, list) and len(value) == 1 and isinstance(value[0], str):
        line = " ".join(value[0].split())
        if '"' in line or "\\" in line or not 0 < len(line) <= LONGEST["author"]:
            return array_text(rows.authors_of(value))
        return f'{{"{line}"}}'
    return array_text(rows.authors_of(value)) if value else "{}"


def _identifiers(scheme: str, printed: str) -> str:
    """Return the identifier as a JSON object of one."""
    value = printed.strip()
    if not value:
        return "{}"
    both = scheme + value
    if not both.isprintable() or " " in both or len(both) > LONGEST_IDENTIFIER or not scheme:
        raise _OtherwiseError
    return f"{{{encode_basestring(scheme)}: {encode_basestring(value)}}}"


def _images(value: object) -> tuple[tuple[str, str], ...]:
    if value is None or value == "":
        return ()
    return tuple([(one.address, one.credit_text) for one in rows.images_of({"images": value})])
