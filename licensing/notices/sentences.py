"""Sentences of a folded text. Pure.

A stop ends a sentence only before something that can begin one: a capital, or a character without case.  Abbreviations
of companies and of daily prose do not end any, nor does what stands in brackets.
"""

from __future__ import annotations

import re

from licensing.notices.text import View

_STOP = re.compile(r"[.!?](?=[\s\"')\]]*)|[。！？؟;；|•·\n]")
_ABBREVIATIONS = frozenset(
    "co inc corp ltd no nr sp st dr mr mrs ms art bzw z.b d.h u.a ul al np m.in itd itp t.j tj resp vs jr etc e.g i.e "
    "o.o z o s a b c d e f g h i j k l m n p q r t u v w x y prof ing bl abs ca tel pl c.a s.a s.l s.p o.j www vol p.o".split()
)
_DOMAIN_ENDS = re.compile(
    r"(?:com|org|net|info|co|uk|de|at|ch|fr|es|it|pt|br|mx|ar|nl|be|dk|no|se|fi|cz|sk|hu|lv|lt|ee|tr|ru|ua|jp|cn|tw|kr|eu|pl|io|tv|news)(?!\w)"
)
_ENTRY = re.compile(r"[a-z][\w-]{1,20}:\s|https?://|www\.")
"""The beginning of an entry of its own: ai-train: no."""
_HARD = frozenset("。！？؟!?\n|•")
LONGEST = 2500
"""Characters of a sentence that are read together; a longer one is cut, and no permission in such a text is believed."""
_MOST_IN_BRACKETS = 1500


def sentences(view: View, text: str) -> list[tuple[int, int]]:
    """Spans of the view, one a sentence, in order and without white space at their ends."""
    spans, start, closing = [], 0, _brackets(view.text)
    for stop in _STOP.finditer(view.text):
        if closing[stop.start()] or not _ends(view, text, stop):
            continue
        end = stop.end() if stop[0] in ".!?。！？؟" else stop.start()
        spans.append((start, end))
        start = stop.end()
    spans.append((start, len(view.text)))
    trimmed = (_trimmed(view.text, *span) for span in spans)
    return [piece for span in trimmed for piece in _pieces(*span)]


def _pieces(start: int, end: int) -> list[tuple[int, int]]:
    return [(first, min(first + LONGEST, end)) for first in range(start, end, LONGEST)]


def _ends(view: View, text: str, stop: re.Match[str]) -> bool:
    character = stop[0].strip()
    if stop[0] == "\n":
        begins = view.back[min(stop.end(), len(view.back) - 1)]
        return not text[begins].islower() or bool(_ENTRY.match(text, begins))
    if character in _HARD:
        return True
    if character != ".":
        return True
    before = re.search(r"[\w.]*$", view.text[max(0, stop.start() - 12) : stop.start()])
    word = before[0] if before else ""
    after = re.match(r"[\s\"')\]]*", view.text[stop.end() : stop.end() + 8])
    position = stop.end() + (after.end() if after else 0)
    if position >= len(view.text):
        return True
    following = text[view.back[position]]
    glued = position == stop.end()
    if following.isdigit() or following.islower() or (not following.isalnum() and following not in "©<["):
        return following == "©"
    if glued and _DOMAIN_ENDS.match(view.text, stop.end()):
        return False
    if glued and ("." in word or len(word) <= 1):
        return False
    return word.rsplit(" ", maxsplit=1)[-1] not in _ABBREVIATIONS


def _brackets(text: str) -> list[bool]:
    """For each character whether it stands in brackets that are closed within reach."""
    inside = [False] * (len(text) + 1)
    for pair in re.finditer(rf"[(（][^()（）]{{0,{_MOST_IN_BRACKETS}}}[)）]", text):
        inside[pair.start() : pair.end()] = [True] * (pair.end() - pair.start())
    return inside


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and not text[start].isalnum() and text[start] not in "©<(\"'":
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return start, end
