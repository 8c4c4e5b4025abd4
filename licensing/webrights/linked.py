"""Licences that a page names: schema.org properties, `rel=license`, Creative Commons' terms.  Pure.

A statement about an image is read for that image alone; the page's is read for the whole article.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from licensing.webrights import images
from licensing.webrights.agency_terms import usage_effects
from licensing.webrights.observed import Draft, Effect, cut_off
from licensing.webrights.open_licences import licence_effects
from licensing.webrights.rsl import MEDIA_TYPE
from licensing.webrights.table import IMAGES, effects_of

_ADDRESSES = frozenset({"license", "usageinfo"})
_RECORDED_ELSEWHERE = frozenset({"rightsexpression", "creditline"})
"""Whole policies have series of their own, and credit lines are facts that the archive keeps."""
HTTP = "http"
"""The kind of a block that stands for the headers of a page."""
_ITEM = frozenset({"usageterms"})
_NOTED = frozenset({"copyright", "terms-of-service"})
_PREFIX = re.compile(
    r"^(?:https?://(?:www\.)?schema\.org/|https?://purl\.org/dc/terms/|(?:schema|dcterms|dct|xhv|cc):)",
    re.IGNORECASE,
)
_POLICY = re.compile(r"^(?:https?://www\.w3\.org/ns/odrl/2/|odrl:)", re.IGNORECASE)
_CC = re.compile(r"^(?:https?://creativecommons\.org/ns#|cc:)", re.IGNORECASE)
_LINK = re.compile(
    r"<([^<>]*)>((?:\s*;\s*[\w*-]+\s*=\s*(?:\"[^\"]*\"|[^\s\";,]+)|\s*;\s*[\w*-]+)*)", re.ASCII
)
_PARAMETER = re.compile(r";\s*([\w*-]+)\s*=\s*(?:\"([^\"]*)\"|([^\s\";,]+))")
_MAY_CARRY = re.compile(r"licen[cs]e|usageInfo|rights|copyright|acquireLicensePage", re.IGNORECASE)


@dataclass(frozen=True)
class Link:
    """A link with its relations in lower case; `within` is the image in whose figure it stands."""

    relations: tuple[str, ...]
    address: str
    media_type: str
    raw: str
    within: str = ""


@dataclass(frozen=True)
class Block:
    """Rights properties of structured markup: json-ld, microdata, rdfa or rsl; `failure` where it couldn't be parsed."""

    kind: str
    properties: tuple[tuple[str, str], ...]
    raw: str
    subject: str = ""
    failure: str = ""


def header_links(value: str, raw: str) -> Iterable[Link]:
    """Yield the links of a `Link` header that name licences."""
    for address, parameters in _LINK.findall(value):
        named = {name.lower(): quoted or bare for name, quoted, bare in _PARAMETER.findall(parameters)}
        relations = tuple(named.get("rel", "").lower().split())
        if named.get("anchor"):
            continue  # it speaks of another address, or of a part
        yield Link(relations, address.strip(), named.get("type", "").lower(), raw)


def saw_link(draft: Draft, link: Link, *, at_hand: Iterable[str] = ()) -> None:
    """Note a link that names a licence; a licence file that is at hand speaks for itself."""
    if MEDIA_TYPE in link.media_type.lower():
        known = link.address in set(at_hand)
        effects = () if known else effects_of("link", "license", MEDIA_TYPE, link.address)
        draft.saw(link.raw, *effects)
    elif {"license", "licence", "cc:license"} & set(link.relations):
        draft.saw(link.raw, *licence_effects("link", "license", link.address))
    doubts = cut_off(link.raw)
    if doubts or _NOTED & set(link.relations):
        draft.saw(link.raw, *doubts)
    for relation in link.relations:
        if _CC.match(relation):
            draft.saw(link.raw, *cc_effects(_CC.sub("", relation), link.address))


def cc_effects(name: str, value: str) -> tuple[Effect, ...]:
    """Return what a term of Creative Commons' rights expression language does."""
    if name.lower() == "license":
        return licence_effects("link", "license", value)
    short = _CC.sub("", value.strip())
    return effects_of("link", f"cc:{name}", f"cc:{short}", value)


def saw_elsewhere(draft: Draft, links: Iterable[Link], blocks: Iterable[Block]) -> None:
    """Note what is reserved or in doubt for an image that isn't known by this address, for all images.

    Without what only that image's address tells, and without notes, so that like pages have like lines.
    """
    other = Draft("", "")
    for link in links:
        saw_link(other, link)
    for block in blocks:
        saw_block(other, block)
    for place, effect in other.effects:
        if effect.rule == "prohibition":
            draft.saw(f"(an image) {other.lines[place]}", replace(effect, target=IMAGES))


def saw_block(draft: Draft, block: Block, *, at_hand: Iterable[str] = ()) -> None:
    """Note the rights properties of a block, each as a line of its own, so that like pages have like lines."""
    if block.failure and block.kind == HTTP:
        draft.saw(f"headers: {block.failure}", *effects_of("link", "headers", "not at hand", block.failure))
    elif block.failure:
        effects = effects_of("schema.org", "unreadable", "*", block.failure) if _may_carry(block) else ()
        draft.saw(f"{block.kind}: {block.failure}", *effects)
    for name, value in block.properties:
        if name.strip().lower() in _RECORDED_ELSEWHERE:
            continue
        known = value in set(at_hand)
        if name.strip().lower() in _ITEM:
            said = usage_effects(value, read=known)
        else:
            said = () if known else property_effects(name.strip(), value)
        effects = (*said, *cut_off(value))
        draft.saw(f"{block.kind}: {name} = {value}", *effects)


def property_effects(name: str, value: str) -> tuple[Effect, ...]:
    """Return what a property of structured markup does; one that isn't in the table is a note."""
    bare = _PREFIX.sub("", name)
    if bare.lower().rpartition(":")[2] == "datamining":
        return images.property_effects("plus:DataMining", value)
    if _POLICY.match(name):
        return effects_of("link", "odrl:hasPolicy", "*", value)
    if _CC.match(name) and bare.lower() != "license":
        return cc_effects(_CC.sub("", name), value)
    if bare.lower() in _ADDRESSES:
        return _named(bare, value)
    return usage_effects(value) if value.strip() and bare.lower() in _ITEM else ()


def _named(name: str, value: str) -> tuple[Effect, ...]:
    """A licence is named by an address; information about use is never read as a licence."""
    if name.lower() == "license":
        return licence_effects("schema.org", "license", value)
    return effects_of("schema.org", name, "*", value) if value.strip() else ()


def _may_carry(block: Block) -> bool:
    """Whether a block that couldn't be parsed may have spoken of rights; one that wasn't handed on may have."""
    return not block.raw or bool(_MAY_CARRY.search(block.raw))
