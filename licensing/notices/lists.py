"""Lists below a line that governs them ("You may not:"): the line is read with each of its items. Pure.

Items are read one by one, so that an exception of one says nothing of the others.  A line that permits on conditions
governs nothing, as its items may be those conditions.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from licensing.notices.marks import Mark, marks_in
from licensing.notices.tables import USES
from licensing.notices.text import View

_OPENS = re.compile(r"[:：]\s*$")
_OPENS_BULLETS = re.compile(r"[:：,]\s*$")
_BULLET = re.compile(r"\s*(?:[-–—*•·▪●◦✓✗✘→]|\(?(?:\d{1,2}|[a-z])[.)])\s+")
_CLOSES = re.compile(r"[.!。！]\s*$")
_LONGEST_LINE, _MOST_ITEMS, _MOST_ADDED = 240, 20, 20_000
"""Characters of a governing line, items of a list, and characters that all lists of a notice may add."""
_FORBIDS = frozenset(("ban", "not", "unauthorised"))
_PERMITS = frozenset(("may", "permit"))
_DEPENDS = frozenset(("condition", "terms", "require", "limited", "only", "consent", "payment", "study"))


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    text: str


def spread(view: View, codes: Sequence[str]) -> View:
    """The view with each governing line repeated before every item of its list; as it is where there is none."""
    if not re.search(r"[:：,][ \t]?\n", view.text):
        return view
    characters: list[str] = []
    back: list[int] = []
    copied, added = 0, 0
    for head, items, tail in _lists(view.text, codes):
        grown = len(items) * (len(head.text) + (len(tail.text) if tail else 0) + 3)
        if head.start < copied or added + grown > _MOST_ADDED:
            continue
        added += grown
        _copy(view, copied, head.start, characters, back)
        for item in items:
            _copy(view, head.start, head.end, characters, back)
            _copy(view, item.start, item.end, characters, back)
            if tail:
                _put(" ", back[-1], characters, back)
                _copy(view, tail.start, tail.end, characters, back)
            _put(".\n", back[-1], characters, back)
        copied = (tail or items[-1]).end
    _copy(view, copied, len(view.text), characters, back)
    return View("".join(characters), tuple(back))


def _copy(view: View, start: int, end: int, characters: list[str], back: list[int]) -> None:
    characters.append(view.text[start:end].translate({ord(":"): " ", ord("："): " "}) if end else "")
    back.extend(view.back[start:end])


def _put(text: str, origin: int, characters: list[str], back: list[int]) -> None:
    characters.append(text)
    back.extend([origin] * len(text))


def _lines(text: str) -> list[_Line]:
    return [_Line(hit.start(), hit.end(), hit[0]) for hit in re.finditer(r"[^\n]+", text)]


def _lists(text: str, codes: Sequence[str]) -> Iterator[tuple[_Line, list[_Line], _Line | None]]:
    lines = _lines(text)
    for number, head in enumerate(lines):
        if not _OPENS_BULLETS.search(head.text) or len(head.text) > _LONGEST_LINE:
            continue
        if not (
            _OPENS.search(head.text)
            or _BULLET.match("".join(one.text for one in lines[number + 1 : number + 2]))
        ):
            continue
        head = _last_sentence(head)  # noqa: PLW2901 - what stands before it on the line governs nothing
        if not _governs(marks_in(head.text, codes)):
            continue
        items = _items(lines[number + 1 : number + 1 + _MOST_ITEMS])
        items += _rest(lines[number + 1 + len(items) : number + 2 + len(items)], codes) if items else []
        tail = items[-1] if len(items) > 1 and _takes_back(marks_in(items[-1].text, codes)) else None
        items = [_bare(item) for item in (items[:-1] if tail else items)]
        if items:
            yield head, items, tail


def _last_sentence(line: _Line) -> _Line:
    cut = max(line.text.rfind(mark) for mark in (". ", "。", "! ", "? "))
    start = cut + 1 if cut >= 0 else 0
    return _Line(line.start + start, line.end, line.text[start:])


def _governs(marks: Sequence[Mark]) -> bool:
    """Whether a line forbids, or permits without a condition, and says nothing yet of what."""
    kinds = {mark.kind for mark in marks}
    if kinds & set(USES):
        return False
    return bool(kinds & _FORBIDS) or (bool(kinds & _PERMITS) and not kinds & _DEPENDS)


def _takes_back(marks: Sequence[Mark]) -> bool:
    """Whether the last line of a list only says that all this needs consent."""
    kinds = {mark.kind for mark in marks}
    return bool(kinds & {"without", "unauthorised"}) and not kinds & set(USES)


def _rest(lines: Sequence[_Line], codes: Sequence[str]) -> list[_Line]:
    """The line below the items if it ends the sentence that their head began: "without our permission."."""
    return [
        line
        for line in lines
        if len(line.text) <= _LONGEST_LINE
        and line.text.lstrip()[:1].islower()
        and _takes_back(marks_in(line.text, codes))
    ]


def _items(lines: Sequence[_Line]) -> list[_Line]:
    found: list[_Line] = []
    bulleted = bool(lines) and bool(_BULLET.match(lines[0].text))
    for line in lines:
        if (
            _OPENS.search(line.text)
            or len(line.text) > _LONGEST_LINE
            or (bulleted and not _BULLET.match(line.text))
        ):
            break
        found.append(line)
        if not bulleted and _CLOSES.search(line.text):
            break
    return found


def _bare(line: _Line) -> _Line:
    """An item without its bullet and the mark at its end."""
    bullet = _BULLET.match(line.text)
    start = bullet.end() if bullet else 0
    end = len(line.text.rstrip(" .;,。；、"))
    return _Line(line.start + start, line.start + max(start, end), line.text[start:end])
