"""Which words went and which came: paragraphs first, then the words of those that differ.

A Han, Kana, Hangul or Thai character stands for itself, since those scripts write no blanks between words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from licensing.comparing.shortest import changes

_TOKEN = re.compile(
    r"[\u0e00-\u0e7f\u1100-\u11ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff]"
    r"|[^\W\u0e00-\u0e7f\u1100-\u11ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff]+|\s+|[^\w\s]"
)
_PARAGRAPH = re.compile(r"[^\n]*\n+|[^\n]+")


class Run(StrEnum):
    """What became of a run of words."""

    SAME = "same"
    GONE = "gone"
    NEW = "new"


@dataclass(frozen=True)
class Piece:
    """A run of words, verbatim."""

    run: Run
    text: str


@dataclass(frozen=True)
class Line:
    """One paragraph of either text beside the other; `changed` is false where both read the same."""

    old: tuple[Piece, ...]
    new: tuple[Piece, ...]
    changed: bool


def inline(old: str, new: str) -> list[Piece]:
    """Return both texts in one: all that is not new is the old text, all that is not gone the new one."""
    pieces: list[Piece] = []
    for paragraphs_old, paragraphs_new in _blocks(old, new):
        if paragraphs_old == paragraphs_new:
            _join(pieces, Run.SAME, paragraphs_old)
        else:
            _words(pieces, paragraphs_old, paragraphs_new)
    return pieces


def side_by_side(old: str, new: str) -> list[Line]:
    """Return both texts beside each other, paragraph by paragraph where they are the same, block by block elsewhere."""
    lines: list[Line] = []
    for paragraphs_old, paragraphs_new in _blocks(old, new):
        if paragraphs_old == paragraphs_new:
            same = (Piece(Run.SAME, paragraphs_old),)
            lines.append(Line(same, same, changed=False))
            continue
        pieces: list[Piece] = []
        _words(pieces, paragraphs_old, paragraphs_new)
        left = tuple(piece for piece in pieces if piece.run is not Run.NEW)
        right = tuple(piece for piece in pieces if piece.run is not Run.GONE)
        lines.append(Line(left, right, changed=True))
    return lines


def _blocks(old: str, new: str) -> list[tuple[str, str]]:
    """Return runs of paragraphs that are the same, and those that differ, in the order of the texts."""
    left, right = _PARAGRAPH.findall(old), _PARAGRAPH.findall(new)
    blocks: list[tuple[str, str]] = []
    x = 0
    for x_start, x_end, y_start, y_end in changes(left, right):
        blocks += [(one, one) for one in left[x:x_start]]
        blocks.append(("".join(left[x_start:x_end]), "".join(right[y_start:y_end])))
        x = x_end
    return blocks + [(one, one) for one in left[x:]]


def _words(pieces: list[Piece], old: str, new: str) -> None:
    left, right = _TOKEN.findall(old), _TOKEN.findall(new)
    x = 0
    for x_start, x_end, y_start, y_end in changes(left, right):
        _join(pieces, Run.SAME, "".join(left[x:x_start]))
        _join(pieces, Run.GONE, "".join(left[x_start:x_end]))
        _join(pieces, Run.NEW, "".join(right[y_start:y_end]))
        x = x_end
    _join(pieces, Run.SAME, "".join(left[x:]))


def _join(pieces: list[Piece], run: Run, text: str) -> None:
    if not text:
        return
    if pieces and pieces[-1].run is run:
        pieces[-1] = Piece(run, pieces[-1].text + text)
    else:
        pieces.append(Piece(run, text))
