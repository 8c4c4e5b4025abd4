"""The rights notice on a page: found where notices stand, and taken verbatim. Pure.

A first, strict reading: one block of a footer, of an element that is marked as a notice, or outside the article. What
it says is not read here. A block is taken whole and never changed, and never from the running text of an article,
which may be about consent or copyright and isn't ours to keep.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from archive import text
from archive.choices import CaptureFailure
from archive.ingestion.markup import Element
from archive.ingestion.network import FetchError

# Words that make a block a notice, in the languages of our sources; each row counts once.
RIGHTS_WORDS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"\bconsent\b|\bpermission\b|\bauthori[sz]ation\b|\bzgod[yąęa]\b|\bzezwoleni",
        r"\bcopyright|\ball rights reserved\b|©|\bprawa? autorski|\bwszelkie prawa zastrzeżone\b|\bprawa zastrzeżone\b",
        r"\breproduc|\bcopying\b|\brepublish|\bdistribut|\bzwielokrotni|\bkopiowani|\brozpowszechni|\bprzedruk",
        r"\bdownloading\b|\bstorage\b|\bany other use\b|\bpobierani|\bprzechowywani|\bwykorzystywani",
        r"\btext and data mining\b|\bmachine learning\b|\bartificial intelligence\b|\bsztucznej inteligencji\b",
        r"\breserv(?:e|es|ed|ation)\b|\bprohibited\b|\bzastrze(?:że|ga)|\bzabroni",
    )
)
MARKS = frozenset(
    (
        "copyright",
        "copyrights",
        "legal",
        "notice",
        "rights",
        "disclaimer",
        "reservation",
        "zastrzezenie",
        "prawa",
    )
)
_RUNNING_TEXT = frozenset(("article", "main"))
_NO_PLACE = frozenset(("figure", "figcaption", "nav", "form", "head"))
_FEWEST_ROWS = {3: 1, 2: 1, 1: 2}  # rows of RIGHTS_WORDS by rank
_FEWEST_WORDS = 8  # shorter ones are copyright lines
_MOST_CHARACTERS = 20_000


@dataclass(frozen=True)
class NoticeFragment:
    """A notice as it stands on the page: normalised text, source bytes inside its element, and the element's span."""

    text: str
    source_bytes: bytes
    language: str
    start: int
    end: int


def notice_fragment(root: Element, source: str, page: bytes, encoding: str) -> NoticeFragment | None:
    """Return the notice of a page, None where it has none that this reading finds.

    Raises FetchError when the fragment can't be found again in the bytes of the page as it was read.
    """
    framed = any(element.kinds() & _RUNNING_TEXT for element in root.walk())
    candidates = [
        (rank, element, words) for element in root.walk() for rank, words in _ranked(element, framed=framed)
    ]
    if not candidates:
        return None
    _, element, words = max(candidates, key=lambda candidate: (candidate[0], len(candidate[2])))
    fragment = source[element.inner_start : element.inner_end].encode(encoding)
    if fragment not in page:
        raise FetchError(CaptureFailure.ENCODING)
    return NoticeFragment(words, fragment, _language(element), element.start, element.end)


def _ranked(element: Element, *, framed: bool) -> list[tuple[int, str]]:
    """Return the candidate's rank and text, or nothing: marked as a notice, in a footer, outside the article."""
    rank = _rank(element, framed=framed) if element.is_leaf_block() else 0
    if rank == 0:
        return []
    words = text.normalise(element.text())
    if len(words) > _MOST_CHARACTERS or text.count_words(words) < _FEWEST_WORDS:
        return []
    rows = sum(1 for pattern in RIGHTS_WORDS if pattern.search(words))
    return [(rank, words)] if rows >= _FEWEST_ROWS[rank] else []


def _rank(element: Element, *, framed: bool) -> int:
    """Rank a block by its place; `framed` tells that the page marks where its running text is.

    Inside running text, or where a page doesn't say what is running text, only a block's own mark counts.
    """
    kinds = element.inside | element.kinds()
    if kinds & _NO_PLACE:
        return 0
    if element.marks() & MARKS:
        return 3
    in_footer = "footer" in kinds
    may_be_running_text = not in_footer and (not framed or bool(kinds & _RUNNING_TEXT))
    if may_be_running_text:
        return 0
    if _wrapper_is_marked(element):
        return 3
    return 2 if in_footer else 1


def _wrapper_is_marked(element: Element) -> bool:
    close = [outer for outer, _ in zip(element.ancestors(), range(2), strict=False)]
    return any(outer.marks() & MARKS for outer in close if outer.tag not in {"html", "body"})


def _language(element: Element) -> str:
    nearest = (each.attributes.get("lang", "") for each in (element, *element.ancestors()))
    return next((language for language in nearest if language), "")
