"""A page's markup, indexed once for all readers. Pure."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from archive.ingestion.linked_data import linked_nodes
from archive.ingestion.reading.lines import Line, printed_lines
from archive.ingestion.reading.metas import Metas, read_metas
from archive.text import one_line

if TYPE_CHECKING:
    from collections.abc import Mapping

    from archive.ingestion.markup import Element

LONGEST_SHORT = 1500
_LARGE_PART = 4  # of the source: a quarter
_MARKING = ("class", "id", "itemprop", "role")
_RESETS = frozenset(("body", "main", ""))
_AROUND_AN_ARTICLE = frozenset(("article", "main"))
# Parts of a page that speak of other articles, or of none.
_ELSEWHERE_TAGS = frozenset(("aside", "nav", "footer", "template", "noscript"))
_ELSEWHERE_MARKS = frozenset(
    (
        "related", "sidebar", "comments", "comment", "footer", "teaser", "teasers", "recommended", "recommendations", "widget", "popular", "trending",
        "carousel", "newsletter", "promo", "breadcrumbs", "breadcrumb", "menu", "nav", "navigation", "taboola", "outbrain", "mostread", "disqus", "commentlist", "commentaires", "kommentare", "forum", "replies", "discussion", "komentarze", "comentarios",
    )
)  # fmt: skip


@dataclass
class Page:
    """The tree of a page, its source and the address that it was found under."""

    root: Element = field(repr=False)
    source: str = field(repr=False)
    address: str
    heading_start: int = 0  # where the headline stands in the source, once it is known

    @cached_property
    def elements(self) -> list[Element]:
        """Every element in source order."""
        return list(self.root.walk())

    @cached_property
    def by_tag(self) -> dict[str, list[Element]]:
        """The elements by tag, in source order."""
        found: dict[str, list[Element]] = {}
        for element in self.elements:
            found.setdefault(element.tag, []).append(element)
        return found

    @cached_property
    def marks(self) -> dict[int, set[str]]:
        """The words of class, id, itemprop and role of elements that have any, by the elements' identities."""
        marked = (each for each in self.elements if any(name in each.attributes for name in _MARKING))
        return {id(each): each.marks() for each in marked}

    @cached_property
    def elsewhere(self) -> set[int]:
        """The identities of elements in parts of the page that are about something else; found from the top down."""
        inside: dict[int, bool] = {}
        found: set[int] = set()
        for each in self.elements:
            outer = each.parent is not None and inside.get(id(each.parent), False)
            marked = (each.tag == "form" and not self._is_large(each)) or (
                each.tag != "article"
                and bool(self.marks.get(id(each), set()) & _ELSEWHERE_MARKS)
                and "headline" not in self.marks[id(each)]
                and not self._holds_the_article(each)
            )
            inside[id(each)] = each.tag not in _RESETS and (outer or marked)
            if (
                outer
                or each.tag in _ELSEWHERE_TAGS
                or each.inside & _ELSEWHERE_TAGS
                or (marked and each.tag == "form")
            ):
                found.add(id(each))
        return found

    def _holds_the_article(self, element: Element) -> bool:
        """Tell whether a large part holds a heading or an article: "content-sidebar-wrap" is no sidebar."""
        return self._is_large(element) and any(
            element.start < each.start < element.end
            for tag in ("h1", "article")
            for each in self.by_tag.get(tag, [])[:1]
        )

    def _is_large(self, element: Element) -> bool:
        """Tell whether an element is a large part of the page: some systems put the whole page into a form."""
        return (element.end - element.start) * _LARGE_PART > len(self.source)

    @cached_property
    def lines(self) -> list[Line]:
        """What is printed, line by line."""
        return printed_lines(self.root)

    @cached_property
    def without_scripts(self) -> str:
        """The source without scripts: what they say is read here, and others' patterns take long over them."""
        kept, place = [], 0
        for each in self.by_tag.get("script", []):
            if each.start >= place:
                kept.append(self.source[place : each.start])
                place = each.end
        return "".join([*kept, self.source[place:]])

    @cached_property
    def short(self) -> list[Element]:
        """Elements whose source is short enough for a date or a name, outside of what is about something else."""
        return [each for each in self.elements if is_short(each) and id(each) not in self.elsewhere]

    def is_elsewhere(self, element: Element) -> bool:
        """Tell whether an element stands in a part of the page that is about something else."""
        return id(element) in self.elsewhere

    @cached_property
    def metas(self) -> Metas:
        """The contents of `<meta>` elements by lower-cased name."""
        return read_metas(self.by_tag.get("meta", []))

    @cached_property
    def title(self) -> str:
        """The document's title on one line; titles of drawings are none."""
        titles = [each for each in self.by_tag.get("title", []) if "svg" not in each.inside]
        return one_line(titles[0].text())[:1000] if titles else ""

    @cached_property
    def linked(self) -> tuple[list[Mapping[str, Any]], int, int]:
        """The nodes of the JSON-LD blocks, how many blocks had to be mended, and how many couldn't be read."""
        blocks = [
            "".join(child for child in element.children if isinstance(child, str))
            for element in self.by_tag.get("script", [])
            if "ld+json" in element.attributes.get("type", "").lower()
        ]
        return linked_nodes(blocks)

    @cached_property
    def canonical(self) -> str:
        """What the page says its address is, as written."""
        for element in self.by_tag.get("link", []):
            if "canonical" in element.attributes.get("rel", "").lower().split() and element.attributes.get(
                "href"
            ):
                return element.attributes["href"]
        return next(iter(self.metas.get("og:url", [])), "")

    @cached_property
    def headings(self) -> list[Element]:
        """The `<h1>` elements outside of what isn't shown."""
        return [
            each for each in self.by_tag.get("h1", []) if not each.inside & {"template", "noscript", "svg"}
        ]


def is_short(element: Element) -> bool:
    """Tell whether an element's source is short enough for no more than a date or a name."""
    return 0 <= element.end - element.start <= LONGEST_SHORT


def is_in_article(element: Element) -> bool:
    """Tell whether an element stands in running text, as far as the page says what that is."""
    return bool(element.inside & _AROUND_AN_ARTICLE)
