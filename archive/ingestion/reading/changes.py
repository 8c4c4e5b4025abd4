"""Whether a printed date is that of a change, by the words and marks about it. Pure."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from archive.text import one_line

if TYPE_CHECKING:
    from archive.ingestion.markup import Element

IS_CHANGE = re.compile(
    r"updat|modif|chang|aktuali|zuletzt|geändert|bearbeitet|stand\b|mis à jour|modifi|actualiz|atualiz|aggiornat|bijgewerkt|opdater|uppdater|oppdater|обновл|змінен|更新|수정|تحديث",
    re.IGNORECASE,
)
_LONGEST_SOURCE = 1500  # of an element that holds no more than a date
_MOST_SIBLINGS = 30


def is_change(element: Element) -> bool:
    """Tell whether an element says when something was changed: by its words, its marks, or what stands before it."""
    text = one_line(element.text())[:80]
    digit = re.search(r"\d", text)
    text = text[: digit.start()] if digit and digit.start() else text if not digit else ""
    marks = " ".join((*element.marks(), element.attributes.get("itemprop", "")))
    outer = element.parent
    before = ""
    if (
        outer is not None
        and outer.tag != ""
        and len(outer.children) <= _MOST_SIBLINGS
        and outer.end - outer.start < _LONGEST_SOURCE
    ):
        place = outer.children.index(element) if element in outer.children else 0
        before = " ".join(
            each if isinstance(each, str) else each.text()
            for each in outer.children[max(0, place - 2) : place]
        )[-40:]
    return bool(IS_CHANGE.search(f"{text} {marks} {before}")) and not re.search(
        r"publi|veröff|erschien", f"{before[-15:]} {marks}", re.IGNORECASE
    )


def text_of_no_change(element: Element) -> str:
    """Return an element's words without those of elements in it that are marked as a change."""
    pieces = []
    for each in element.children:
        if isinstance(each, str):
            pieces.append(each)
        elif each.tag not in {"script", "style"} and not IS_CHANGE.search(" ".join(each.marks())):
            pieces += [" ", text_of_no_change(each), " "]
    return "".join(pieces)
