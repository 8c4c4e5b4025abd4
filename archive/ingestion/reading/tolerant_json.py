"""JSON as pages write it: comments, trailing commas, line breaks in strings, several documents in a row. Pure.

Strict JSON is tried first, then one mending after the other; each is linear in the length of the block.
"""

from __future__ import annotations

import html
import json
import re

LONGEST_BLOCK = 1_000_000
_WRAPPING = re.compile(
    r"^\s*(?:<!--|//\s*<!\[CDATA\[|/\*\s*<!\[CDATA\[\s*\*/|<!\[CDATA\[)|(?://\s*|/\*\s*)?(?:\]\]>|-->)(?:\s*\*/)?\s*;?\s*$"
)
# Each alternative that begins also ends, at the end of the block if need be: that keeps it linear.
_PIECE = re.compile(
    r'"(?:[^"\\]|\\.)*+(?:"|\\?\Z)|/\*.*?(?:\*/|\Z)|(?<![:\w])//[^\n]*|,(?=\s*[}\]])', re.DOTALL
)
_CONTROL = re.compile(r"[\x00-\x1f]")


def parsed(block: str) -> tuple[object, bool]:
    """Return the value and whether the block had to be mended; (None, True) where nothing helps."""
    if len(block) > LONGEST_BLOCK:
        return None, True
    mendings = (lambda text: text, _mended, lambda text: _mended(html.unescape(text)), _first_document)
    for number, mend in enumerate(mendings):
        try:
            return json.loads(mend(block), strict=number == 0), number > 0
        except (ValueError, RecursionError):
            continue
    return None, True


def _mended(text: str) -> str:
    return _PIECE.sub(_repaired, _WRAPPING.sub("", text.replace("\ufeff", ""))).strip().rstrip(";")


def _repaired(piece: re.Match[str]) -> str:
    written = piece.group()
    return _CONTROL.sub(" ", written) if written.startswith('"') else " "


def _first_document(text: str) -> str:
    """Return the first whole value of a block that goes on after it."""
    mended = _mended(text)
    _, end = json.JSONDecoder(strict=False).raw_decode(mended)
    return mended[:end]
