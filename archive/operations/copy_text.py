"""COPY's text format (https://www.postgresql.org/docs/current/sql-copy.html), written and read back. Pure."""

from __future__ import annotations

import json
import re
from datetime import datetime
from json.encoder import encode_basestring
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

NULL = "\x01"  # no value of a fact is a control character
COPY = "COPY {table} ({columns}) FROM STDIN (NULL E'\\x01')"
"""The statement for lines of this module."""

_SPECIAL = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})
_PLAIN = {"\\\\": "\\", "\\t": "\t", "\\n": "\n", "\\r": "\r"}
_ESCAPE = re.compile(r"\\[\\tnr]")


def line_of(*fields: str) -> str:
    """Return a line, without its end."""
    line = "\t".join(fields)
    if "\\" in line or "\n" in line or "\r" in line or line.count("\t") >= len(fields):
        line = "\t".join([one.translate(_SPECIAL) for one in fields])
    return line


def fields_of(line: str) -> list[str]:
    """Return the fields of a line."""
    fields = line.split("\t")
    if "\\" not in line:
        return fields
    return [_ESCAPE.sub(lambda found: _PLAIN[found[0]], one) for one in fields]


def array_text(values: Sequence[str]) -> str:
    """Return the text of an array of texts, as PostgreSQL reads it."""
    if not values:
        return "{}"
    quoted = '","'.join([one.replace("\\", "\\\\").replace('"', '\\"') for one in values])
    return f'{{"{quoted}"}}'


def array_of(written: str) -> tuple[str, ...]:
    """Return the values of an array of texts as `array_text` writes it."""
    return tuple(json.loads(f"[{written[1:-1]}]", strict=False))


def object_text(values: Mapping[str, str]) -> str:
    """Return a JSON object of texts."""
    if not values:
        return "{}"
    return f"{{{', '.join([f'{encode_basestring(name)}: {encode_basestring(value)}' for name, value in values.items()])}}}"


def instant_text(moment: datetime | None) -> str:
    """Return a moment, or the mark for none."""
    return NULL if moment is None else moment.isoformat()


def instant_of(written: str) -> datetime | None:
    """Return the moment of a text as `instant_text` writes it."""
    return None if written == NULL else datetime.fromisoformat(written)
