"""What was seen about rights when an article was taken: site files, headers, elements, notices; never its text."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

SIGNAL_CUT = " (signal-cut-off)"
"""Ends a header or a `<meta>` content that was too long to be handed on whole: what followed is unknown, not silence."""


class SiteFileKind(StrEnum):
    """The files of a site that carry signals."""

    ROBOTS = "robots"
    TDMREP = "tdmrep"
    AI_TXT = "ai.txt"
    RSL = "rsl"


@dataclass(frozen=True)
class SiteFile:
    """A file of a site as it answered at one moment; `status` is None and `failure` a code when it didn't.

    A `failure` beside a status says that `text` is only the beginning of the file. `kind` is a `SiteFileKind`.
    """

    address: str
    status: int | None
    text: str
    media_type: str
    fetched_at: datetime
    failure: str = ""
    headers: tuple[tuple[str, str], ...] = ()
    kind: str = SiteFileKind.ROBOTS


@dataclass(frozen=True)
class MetaElement:
    """A `<meta>` of the page that can carry a signal: lower-cased name, content, and the element as written."""

    name: str
    content: str
    raw: str


@dataclass(frozen=True)
class LinkElement:
    """A link of the page that can carry a licence: its relations in lower case and its resolved address.

    `within` is the address of the image in whose figure it stands; "" where it speaks of the page. Links of `Link`
    headers are among them: their `raw` begins with `Link:`, and their relations with an anchor elsewhere are left out.
    """

    relations: tuple[str, ...]
    address: str
    media_type: str
    raw: str
    within: str = ""


@dataclass(frozen=True)
class RightsBlock:
    """Rights properties found in structured markup, name by name as written; nothing else of the block is handed on.

    `kind` is json-ld, microdata, rdfa or rsl (then `raw` is the whole document, and there are no properties). `subject`
    is the address of the image that it speaks of, "" for the article. Names are local ones of schema.org
    (`license`, `usageInfo`, `copyrightHolder`, …) and prefixed ones in RDFa (`cc:license`, `dcterms:rights`, …); a
    property with several values comes several times. `failure` (`malformed`, `too-large`, `too-many`, or a code of
    XML) is set where rights may stand in a block that couldn't be read: what it says is unknown.
    """

    kind: str
    properties: tuple[tuple[str, str], ...]
    raw: str
    subject: str = ""
    failure: str = ""


@dataclass(frozen=True)
class EmbeddedRights:
    """Rights metadata inside a media file that was looked at and not kept, by qualified names (`plus:DataMining`).

    Assertions of C2PA and CAWG are `c2pa.training-mining/c2pa.ai_training` and the like, with `allowed`, `notAllowed`
    or `constrained` as values and `…/constraint_info` beside the latter; `c2pa:validation` is `Trusted`, `Valid`
    (signed, by nobody whom we know) or `Invalid`. Values of XMP structures are `plus:Licensor/plus:LicensorURL`; IIM
    and Exif come as `iptc:CopyrightNotice`, `exif:Copyright`. `failure` says that the file, a part of it or its
    signature couldn't be read: then what else it says is unknown, beside the properties that were read. Where an
    article has more images than are looked into, the rest come with the failure `not-looked-into`.
    """

    address: str
    status: int | None
    media_type: str
    sha256: str
    fetched_at: datetime
    properties: tuple[tuple[str, str], ...]
    failure: str = ""


@dataclass(frozen=True)
class Notice:
    """A rights notice found on the page: the source bytes of its fragment and its normalised text, verbatim."""

    text: str
    source_bytes: bytes
    language: str
    address: str
    captured_at: datetime


@dataclass(frozen=True)
class Evidence:
    """What was seen about rights when the page was fetched; `notice` is None where the page has none.

    `site_files` holds the files of the site beside `robots`, by their `kind`: TDMRep and ai.txt of the page's origin,
    and each RSL file on the site that robots.txt, a header or a link of the page names. A file that wasn't fetched
    anew is the copy that was, with its own `fetched_at`.
    """

    robots: SiteFile
    headers: tuple[tuple[str, str], ...]
    metas: tuple[MetaElement, ...]
    notice: Notice | None
    page_address: str
    page_status: int
    page_sha256: str
    captured_at: datetime
    site_files: tuple[SiteFile, ...] = ()
    links: tuple[LinkElement, ...] = ()
    blocks: tuple[RightsBlock, ...] = ()
    embedded: tuple[EmbeddedRights, ...] = ()
    supplied: bool = False


NOT_ASKED = "not-asked"
"""The failure of a site's file for which nobody asked: the article came in a file or a feed."""


def supplied_evidence(
    *, address: str, blocks: tuple[RightsBlock, ...] = (), notice: Notice | None = None, now: datetime
) -> Evidence:
    """Return what there is to see about rights of an article that came in a file or a feed."""
    return Evidence(
        robots=SiteFile("", None, "", "", now, failure=NOT_ASKED),
        headers=(),
        metas=(),
        notice=notice,
        page_address=address,
        page_status=0,
        page_sha256="",
        captured_at=now,
        blocks=blocks,
        supplied=True,
    )
