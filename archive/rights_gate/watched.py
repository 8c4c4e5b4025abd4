"""What the archive sees later on: files and pages of terms that were looked at again, and what sources take back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from archive.rights_gate.evidence import Notice, SiteFile


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
