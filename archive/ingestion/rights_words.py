"""The properties of structured markup that bear rights, and whom they speak of. Pure, data and its readers."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from archive.ingestion.signals_seen import LONGEST_SIGNAL
from archive.rights_gate import SIGNAL_CUT, RightsBlock

if TYPE_CHECKING:
    from collections.abc import Iterable

MALFORMED = "malformed"
TOO_LARGE = "too-large"
TOO_MANY = "too-many"
MOST_BLOCKS = 60
_MOST_PROPERTIES = 100

# schema.org; lower-case name → name as written there. Whether its value is an address first of all.
_SCHEMA = {
    "license": True,
    "usageInfo": True,
    "acquireLicensePage": True,
    "copyrightHolder": False,
    "copyrightNotice": False,
    "copyrightYear": False,
    "creditText": False,
    "isAccessibleForFree": False,
    "conditionsOfAccess": False,
}
_SCHEMA_NAMES = {name.lower(): name for name in _SCHEMA}
# RDFa: namespace → prefix that we write, and the local names that bear rights.
RDFA = {
    "http://schema.org/": ("schema", frozenset(_SCHEMA)),
    "http://creativecommons.org/ns#": (
        "cc",
        frozenset((
            "license", "permits", "requires", "prohibits", "attributionName", "attributionURL", "morePermissions", "useGuidelines",
        )),
    ),
    "http://www.w3.org/1999/xhtml/vocab#": ("xhv", frozenset(("license", "copyright"))),
    "http://purl.org/dc/terms/": (
        "dcterms",
        frozenset(("license", "rights", "rightsHolder", "accessRights", "dateCopyrighted")),
    ),
    "http://purl.org/dc/elements/1.1/": ("dc", frozenset(("rights",))),
    "http://www.w3.org/ns/odrl/2/": ("odrl", frozenset(("hasPolicy", "permission", "prohibition", "obligation"))),
}  # fmt: skip
PREFIXES = {
    "schema": "http://schema.org/",
    "cc": "http://creativecommons.org/ns#",
    "xhv": "http://www.w3.org/1999/xhtml/vocab#",
    "dcterms": "http://purl.org/dc/terms/",
    "dct": "http://purl.org/dc/terms/",
    "dc": "http://purl.org/dc/terms/",  # so RDFa's initial context has it; many pages mean the elements
    "dc11": "http://purl.org/dc/elements/1.1/",
    "odrl": "http://www.w3.org/ns/odrl/2/",
}
ARTICLES = frozenset((
    "Report", "BlogPosting", "LiveBlogPosting", "SocialMediaPosting", "CreativeWork", "WebPage", "ItemPage", "WebSite",
    "WebPageElement", "Dataset",
))  # fmt: skip
IMAGES = frozenset(("ImageObject", "Photograph", "ImageObjectSnapshot", "Photo"))
_BEARS = re.compile(
    "|".join([*(rf'"{name}"' for name in _SCHEMA), "creativecommons.org", "tdm"]), re.IGNORECASE
)


@dataclass(frozen=True)
class Place:
    """The page that is read: where it was found, and where it says it is."""

    page: str
    canonical: str = ""

    def is_elsewhere(self, addresses: Iterable[str]) -> bool:
        """Tell whether addresses are those of another page; none at all are this one's."""
        named = {_bare(address) for address in addresses if address}
        return bool(named) and not named & {_bare(self.page), _bare(self.canonical)}


def _bare(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.netloc.lower().removeprefix('www.')}{parts.path.rstrip('/')}"


def local(name: str) -> str:
    """Return the last part of a name that may be an address or prefixed."""
    return re.split(r"[/#:]", name.strip())[-1]


def schema_property(name: str, *, addressed: bool | None = None) -> str:
    """Return the property as schema.org writes it, whatever its prefix and case; "" where it bears no rights."""
    known = _SCHEMA_NAMES.get(local(name).lower(), "")
    return known if known and (addressed is None or _SCHEMA[known] is addressed) else ""


def might_bear_rights(script: str) -> bool:
    """Tell whether a script that doesn't parse names a property that bears rights."""
    return bool(_BEARS.search(script))


def cut(value: str) -> str:
    """Return a value as written, marked where it is too long to be handed on whole."""
    return value if len(value) <= LONGEST_SIGNAL else value[:LONGEST_SIGNAL] + SIGNAL_CUT


def bounded(blocks: Iterable[RightsBlock]) -> tuple[RightsBlock, ...]:
    """Return blocks without repeats, and where there is too much in them a failure for the rest."""
    found = [_narrowed(block) for block in dict.fromkeys(blocks)]
    if len(found) <= MOST_BLOCKS:
        return tuple(found)
    return (*found[:MOST_BLOCKS], RightsBlock(found[MOST_BLOCKS].kind, (), "", failure=TOO_MANY))


def _narrowed(block: RightsBlock) -> RightsBlock:
    if len(block.properties) <= _MOST_PROPERTIES:
        return block
    kept = block.properties[:_MOST_PROPERTIES]
    return RightsBlock(block.kind, kept, block.raw, block.subject, failure=TOO_MANY)
