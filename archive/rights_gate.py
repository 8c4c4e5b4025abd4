"""The archive's question to whoever knows rights: a port that the archive owns and an adapter answers.

The setting `IMPRIMATUR_RIGHTS_GATE` names the adapter by its dotted path. Without one, or with one that can't be
imported, everything is refused (`DenyAll`), and a system check says so. Nothing here carries text of an article.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING, Protocol
from uuid import UUID, uuid4

from django.conf import settings
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from collections.abc import Sequence
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


@dataclass(frozen=True)
class CandidateImage:
    """An image that may be recorded: its credit line as printed and the names in it, without repeats.

    `address` is where the page shows it from: what links, blocks and media files say of that address is said of it.
    """

    id: UUID
    credit_text: str
    names: tuple[str, ...]
    address: str = ""


@dataclass(frozen=True)
class Candidate:
    """An article that was read and is held in memory only. Entry n - 1 of `prefix_characters` is for n words."""

    article_id: UUID
    source_id: int
    domain: str
    path: str
    publisher: str
    address: str
    headline: str
    language: str
    section: str
    date_published: datetime | None
    captured_at: datetime
    copyright_notice: str
    word_count: int
    wanted_words: int
    prefix_characters: tuple[int, ...]
    images: tuple[CandidateImage, ...]
    evidence: Evidence
    collections: tuple[str, ...] = ()
    """Identifiers of the feeds that it comes in by."""


@dataclass(frozen=True)
class IntakeVerdict:
    """What may be recorded: nothing unless `metadata`; an excerpt only with words and the decision for it.

    `decisions` are all that were made for it, the one for the facts first.
    """

    metadata: bool
    excerpt_words: int
    governing_set: int | None
    reason: str
    excerpt_decision: UUID | None = None
    decisions: tuple[UUID, ...] = ()
    image_ids: frozenset[UUID] = frozenset()

    @property
    def metadata_decision(self) -> UUID | None:
        """The decision for the facts, None where an adapter names none."""
        return self.decisions[0] if self.decisions else None


@dataclass(frozen=True)
class ReleaseRequest:
    """A consumer's request for a passage; `characters` and `text_digest` are of the passage as far as it is held.

    `held_words` is the length of the whole excerpt that is held; `key` makes a repeat cost nothing ("" for none).
    """

    article_id: UUID
    consumer: str
    words: int
    start: int
    claims: frozenset[str]
    purpose: str | None
    territory: str | None
    audience: str | None
    key: str
    held_words: int
    characters: int
    text_digest: str = ""


@dataclass(frozen=True)
class ReleaseObligation:
    """A duty that the consumer takes on with the passage, and when it is due."""

    action: str
    due_at: datetime | None = None


@dataclass(frozen=True)
class ReleaseVerdict:
    """The answer to a request; `words` from `start` may be handed out only when `granted`."""

    granted: bool
    words: int
    start: int
    decision: UUID
    delivery: UUID | None
    attribution: str
    reason: str
    obligations: tuple[ReleaseObligation, ...] = ()
    valid_until: datetime | None = None


@dataclass(frozen=True)
class WatchedFiles:
    """Files of a site that answered when they were looked at again; `since` is the last look before, if any."""

    domain: str
    publisher: str
    files: tuple[SiteFile, ...]
    since: datetime | None


@dataclass(frozen=True)
class WatchedTerms:
    """A page of terms, or the notice on a page, as it stood when it was captured again; `kind` is a `WatchKind`."""

    domain: str
    publisher: str
    kind: str
    notice: Notice


@dataclass(frozen=True)
class WatchedFailure:
    """A watched address that couldn't be read `failures` times in a row; `failure` is the code of the last time.

    `since` is when it was read last, None where it never was.
    """

    domain: str
    publisher: str
    kind: str
    address: str
    status: int | None
    failure: str
    failures: int
    since: datetime | None


@dataclass(frozen=True)
class WithdrawalNotice:
    """A source takes something of its own back: `kind` is kill, withhold or embargo (which has an end in `until`).

    `article_id` is None where nothing of it is held. `copies` are held articles that are linked with it as the same.
    `reference` names what the archive remembers of it.
    """

    article_id: UUID | None
    kind: str
    until: datetime | None
    source: str
    copies: tuple[UUID, ...] = ()
    reference: str = ""


class RightsGate(Protocol):
    """What an adapter answers. It is called inside the archive's transaction, and an error refuses everything."""

    def intake(self, *, candidate: Candidate, now: datetime) -> IntakeVerdict:
        """Record the evidence, decide what may be kept, and say so."""

    def intake_many(self, *, candidates: Sequence[Candidate], now: datetime) -> tuple[IntakeVerdict, ...]:
        """Answer for each candidate, in their order, what `intake` would; articles that are alike share a decision."""

    def release(self, *, request: ReleaseRequest, now: datetime) -> ReleaseVerdict:
        """Decide, count and record one release."""

    def observe_site(self, *, files: WatchedFiles, now: datetime) -> None:
        """Record what files of a site say when they were looked at again, and tell the officers of a change."""

    def observe_terms(self, *, terms: WatchedTerms, now: datetime) -> None:
        """Take the words of a page of terms or a notice that was captured again; other words become a draft."""

    def observe_failure(self, *, failure: WatchedFailure, now: datetime) -> None:
        """Warn of a watched address that can't be read; what is on record stays in force."""

    def withdraw(self, *, notice: WithdrawalNotice, now: datetime) -> None:
        """Stop every use of an article at once, however often this is said; tell the officers of its copies."""

    def returned(self, *, notice: WithdrawalNotice, now: datetime) -> None:
        """Tell the officers that what was withdrawn is sent as usable again; nothing is lifted."""


class DenyAll:
    """The gate of an installation that has no adapter: nothing comes in, nothing goes out."""

    def intake(self, *, candidate: Candidate, now: datetime) -> IntakeVerdict:  # noqa: ARG002 - always the same
        """Refuse."""
        return IntakeVerdict(metadata=False, excerpt_words=0, governing_set=None, reason=_no_adapter())

    def intake_many(self, *, candidates: Sequence[Candidate], now: datetime) -> tuple[IntakeVerdict, ...]:
        """Refuse them all."""
        return tuple(self.intake(candidate=candidate, now=now) for candidate in candidates)

    def release(self, *, request: ReleaseRequest, now: datetime) -> ReleaseVerdict:  # noqa: ARG002 - always the same
        """Refuse; the decision's identifier belongs to no record."""
        return ReleaseVerdict(
            granted=False,
            words=0,
            start=request.start,
            decision=uuid4(),
            delivery=None,
            attribution="",
            reason=_no_adapter(),
        )

    def observe_site(self, *, files: WatchedFiles, now: datetime) -> None:
        """Record nothing."""

    def observe_terms(self, *, terms: WatchedTerms, now: datetime) -> None:
        """Record nothing."""

    def observe_failure(self, *, failure: WatchedFailure, now: datetime) -> None:
        """Warn nobody."""

    def withdraw(self, *, notice: WithdrawalNotice, now: datetime) -> None:
        """Do nothing: no use is permitted anyway."""

    def returned(self, *, notice: WithdrawalNotice, now: datetime) -> None:
        """Tell nobody."""


def _no_adapter() -> str:
    return _("No adapter for rights is configured, so everything is refused.")


def get_gate() -> RightsGate:
    """Return the configured adapter, or the one that refuses everything."""
    return _gate_at(settings.IMPRIMATUR_RIGHTS_GATE)


@lru_cache(maxsize=8)
def _gate_at(path: str) -> RightsGate:
    if not path:
        return DenyAll()
    try:
        adapter: RightsGate = import_string(path)()
    except ImportError:
        return DenyAll()
    return adapter
