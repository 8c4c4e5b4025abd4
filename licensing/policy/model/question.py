"""What is asked, and the facts it is asked in (semantics.md section 1)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from licensing.policy.model.records import Approval, Fulfilment, OnRecord, Suspension
from licensing.policy.model.scales import Audience, PartKind


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds a part.  A slash chain is one holder with several ``parties`` until an officer splits it.

    An empty ``parties`` is the unknown holder, for whom nobody's permission speaks.
    """

    parties: tuple[str, ...]
    name: str = ""
    press_publisher: bool = False

    @property
    def key(self) -> str:
        """A stable name of this holder inside one decision."""
        return "+".join(self.parties) or "unknown"


@dataclass(frozen=True, slots=True)
class Part:
    """A part of an article: its identifier (``metadata``, ``text`` or the image's), kind, holders and credit line."""

    id: str
    kind: PartKind
    holders: tuple[Holder, ...]
    credit: str = ""


@dataclass(frozen=True, slots=True)
class Article:
    """The facts of an article that rules may test, none of them expression."""

    id: str
    publisher: str
    site: str
    path: str
    parts: tuple[Part, ...]
    captured_at: datetime
    language: str = ""
    section: str = ""
    published_at: datetime | None = None
    collections: frozenset[str] = frozenset()
    title: str = ""
    attribution: str = ""


@dataclass(frozen=True, slots=True)
class Consumer:
    """Who will use it: from the credential, never from the request.  ``facts`` are set by an officer (section 1)."""

    id: str
    groups: frozenset[str] = frozenset()
    purposes: frozenset[str] = frozenset()
    territories: frozenset[str] = frozenset()
    facts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Use:
    """What somebody proposes to do.  ``asset`` is ``article`` (every part that the use lists) or one part's id."""

    action: str
    asset: str
    at: datetime
    known_at: datetime
    audience: Audience | None = None
    purpose: str | None = None
    territory: str | None = None
    words: int | None = None
    characters: int | None = None
    claims: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything that a decision is made from besides the use: the same facts give the same bytes (section 3)."""

    article: Article
    consumer: Consumer
    on_record: tuple[OnRecord, ...] = ()
    at_capture: tuple[OnRecord, ...] = ()
    """Versions of terms and signals in force when the article was captured, as known at ``known_at``."""
    suspensions: tuple[Suspension, ...] = ()
    approvals: tuple[Approval, ...] = ()
    fulfilled: tuple[Fulfilment, ...] = ()
    released: tuple[tuple[int, int], ...] = ()
    """Word positions of this article ever released to this consumer: half-open ranges, sorted, disjoint."""
    word_start: int = 0
    """First word position that the use asks for."""
    scheduled: tuple[datetime, ...] = ()
    """Further moments at which something on record is due to change."""
    names: tuple[tuple[str, str], ...] = ()
    """Party identifier → name, for the sentences of the answer."""
    strict_duties: bool = False
    """The strict ODRL reading: every duty is a pre-condition of its permission (section 3)."""
