"""Signals of a single page: its headers, elements, links and markup, and what robots.txt says of its path.  Pure."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from licensing.webrights import tdmrep
from licensing.webrights.directives import FOR_AI, FOR_ALL, directive_effects
from licensing.webrights.linked import (
    Block,
    Link,
    header_links,
    property_effects,
    saw_block,
    saw_elsewhere,
    saw_link,
)
from licensing.webrights.observed import CUT_OFF, Draft, Effect, Observed, cut_off
from licensing.webrights.preferences import NAMES, preference_effects
from licensing.webrights.robots_groups import MOST_BYTES, parse
from licensing.webrights.rsl_rules import saw_inline
from licensing.webrights.site import read_path
from licensing.webrights.table import IMAGES

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    Header = tuple[str, str]
    Meta = tuple[str, str, str]

__all__ = ["CUT_OFF", "own_reservation", "read_image", "read_page"]

_NOTED = re.compile(r"licen[cs]e$|rights|copyright|^usageinfo$")
_VOCABULARY = re.compile(r"^(?:dcterms|dct|dc|cc|schema|og|article)[.:]")
_RSL = frozenset({"rsl", "rsl-of-a-part"})
_ROBOTS_TAG = "x-robots-tag"


def read_page(  # noqa: PLR0913 - everything that a page can say, each by its name
    *,
    headers: Iterable[Header],
    metas: Iterable[Meta],
    robots: str,
    path: str,
    uid: str,
    assigner: str = "",
    address: str = "",
    links: Iterable[Link] = (),
    blocks: Iterable[Block] = (),
    at_hand: Collection[str] = (),
    images: Collection[str] = (),
) -> Observed:
    """Read what a page says of itself, with what robots.txt says of its path (with its query).

    `metas` are (name, content, element as written).  `at_hand` are addresses of licence files that were read by
    themselves.  `links` and `blocks` that concern one of `images` are left to `read_image`; those about another image
    may be meant for any of them, under another address: what they reserve counts for all, and they permit nothing.
    """
    draft = Draft(uid, assigner)
    seen, elements = list(headers), list(metas)
    _headers(draft, seen, at_hand)
    _elements(draft, elements)
    for line in (*(value for _, value in seen), *(content for _, content, _ in elements)):
        if line.endswith(CUT_OFF):
            draft.saw(line, *cut_off(line))
    stated = own_reservation(headers=seen, metas=elements)
    if stated is not None:
        tdmrep.saw(draft, stated)
    place = address or path
    _markup(draft, links, blocks, place, at_hand=at_hand, images=images)
    if len(robots.encode("utf-8", "replace")) <= MOST_BYTES:  # else the site's own observation is unreadable
        read_path(draft, parse(robots), place, path)
    return draft.finished()


def _markup(
    draft: Draft,
    links: Iterable[Link],
    blocks: Iterable[Block],
    place: str,
    *,
    at_hand: Collection[str],
    images: Collection[str],
) -> None:
    for link in links:
        if not link.within:
            saw_link(draft, link, at_hand=at_hand)
        elif link.within not in images:
            saw_elsewhere(draft, [link], [])
    for block in blocks:
        if block.kind == "rsl" and not block.subject:
            saw_inline(draft, block.raw, place)
        elif block.kind in _RSL:
            _saw_part(draft, block, place, of_image=bool(block.subject) and block.subject not in images)
        elif not block.subject:
            saw_block(draft, block, at_hand=at_hand)
        elif block.subject not in images:
            saw_elsewhere(draft, [], [block])


def _saw_part(draft: Draft, block: Block, place: str, *, of_image: bool) -> None:
    """Note what a licence reserves for a part of the page: for the images where it stands with one, else for the page.

    It permits nothing here; one about an image of the article is read for that image too, and may permit there.
    """
    if block.subject and not of_image:
        return
    part = Draft("", "")
    saw_inline(part, block.raw, place)
    for line, effect in part.effects:
        if effect.rule == "prohibition":
            target = IMAGES if of_image else effect.target
            draft.saw(f"(a part) {part.lines[line]}", replace(effect, target=target))


def own_reservation(*, headers: Iterable[Header], metas: Iterable[Meta]) -> tdmrep.Stated | None:
    """Return what a page itself states of TDM: the element goes before the header, and both before the site's file."""
    return tdmrep.resolved(tdmrep.stated_in_headers(headers), tdmrep.stated_in_elements(metas))


def read_image(
    *, links: Iterable[Link], blocks: Iterable[Block], image: str, uid: str, assigner: str = ""
) -> Observed:
    """Read what a page says of one of its images."""
    draft = Draft(uid, assigner)
    for link in links:
        if link.within == image:
            saw_link(draft, link)
    for block in blocks:
        if block.subject == image and block.kind in _RSL:
            saw_inline(draft, block.raw, image)
        elif block.subject == image:
            saw_block(draft, block)
    return draft.finished()


def _headers(draft: Draft, headers: Iterable[Header], at_hand: Collection[str]) -> None:
    for name, value in headers:
        plain, raw = name.strip().lower(), f"{name}: {value}"
        if plain == _ROBOTS_TAG:
            draft.saw(raw, *directive_effects(value))
        elif plain in NAMES:
            draft.saw(raw, *preference_effects(plain, value))
        elif _NOTED.search(plain):
            draft.saw(raw, *_named(plain, value))
        elif plain == "link":
            for link in header_links(value, raw):
                saw_link(draft, link, at_hand=at_hand)


def _elements(draft: Draft, elements: Iterable[Meta]) -> None:
    for name, content, raw in elements:
        plain = name.strip().lower()
        if plain in FOR_ALL or plain == _ROBOTS_TAG:
            draft.saw(raw, *directive_effects(content))
        elif plain in FOR_AI:
            draft.saw(raw, *directive_effects(content, plain))
        elif plain in NAMES:
            draft.saw(raw, *preference_effects(plain, content))
        elif plain == "data-nosnippet" or _NOTED.search(plain):
            draft.saw(raw, *_named(plain, content))


def _named(name: str, value: str) -> tuple[Effect, ...]:
    """A licence or information about use, by whatever vocabulary it is named; what else speaks of rights is a note."""
    bare = _VOCABULARY.sub("", name)
    return property_effects("license" if bare == "licence" else bare, value)
