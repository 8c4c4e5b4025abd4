"""The words of a page of terms: all that a reader sees of its main part, a line for each block. Pure.

Menus, headers, footers, forms and what is hidden are left out, so that a change of a menu is no change of terms.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from archive.choices import CaptureFailure
from archive.ingestion.decode import decode_page
from archive.ingestion.markup import BLOCKS, Element, read_markup
from archive.ingestion.network import FetchError
from archive.text import count_words, normalise

FEWEST_WORDS = 20
_LEFT_OUT = frozenset((
    "nav", "header", "footer", "aside", "form", "script", "style", "noscript", "template", "button", "select", "svg",
    "iframe", "title", "head", "dialog", "input", "textarea",
))  # fmt: skip
_ROLES = frozenset(
    ("navigation", "banner", "contentinfo", "dialog", "alertdialog", "search", "complementary")
)


@dataclass(frozen=True)
class TermsText:
    """The normalised words of a page of terms, the source bytes of the part that holds them, and its language."""

    text: str
    source_bytes: bytes = field(repr=False)
    language: str


def terms_text(page: bytes, *, content_type: str) -> TermsText:
    """Read a page of terms; raises FetchError when it is no HTML or text, or holds hardly a word."""
    if content_type.partition(";")[0].strip().lower() == "text/plain":
        return _enough(TermsText(normalise(page.decode("utf-8-sig", errors="replace")), page, ""))
    source, encoding = decode_page(page, content_type)
    root = read_markup(source)
    main = _main(root)
    language = next((each.attributes["lang"] for each in root.walk() if each.attributes.get("lang")), "")
    fragment = source[main.start : main.end].encode(encoding, errors="replace")
    return _enough(TermsText(normalise(_seen(main)), fragment, language[:35]))


def _enough(found: TermsText) -> TermsText:
    if count_words(found.text) < FEWEST_WORDS:
        raise FetchError(CaptureFailure.EMPTY)
    return found


def _main(root: Element) -> Element:
    """Return the element that holds the page's main part: the only one that says so, else the body."""
    for tag in ("main", "article"):
        marked = [each for each in root.walk() if each.tag == tag or each.attributes.get("role") == tag]
        if len(marked) == 1 and count_words(_seen(marked[0])) >= FEWEST_WORDS:
            return marked[0]
    return next((each for each in root.walk() if each.tag == "body"), root)


def _seen(main: Element) -> str:
    pieces: list[str] = []
    waiting: list[Element | str] = [main]
    while waiting:
        node = waiting.pop()
        if isinstance(node, str):
            pieces.append(node)
        elif node.tag == "br":
            pieces.append("\n")
        elif node is main or not _is_left_out(node):
            inner: list[Element | str] = (
                ["\n", *node.children, "\n"] if node.tag in BLOCKS else list(node.children)
            )
            waiting.extend(reversed(inner))
    return "".join(pieces)


def _is_left_out(element: Element) -> bool:
    given = element.attributes
    hidden = "hidden" in given or given.get("aria-hidden", "").lower() == "true"
    return element.tag in _LEFT_OUT or hidden or given.get("role", "").lower() in _ROLES
