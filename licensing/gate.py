"""The archive's port, answered by what is on record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from licensing.operations.bulk_alike import take_in_alike
from licensing.operations.bulk_intake import take_in_many
from licensing.operations.full_copies import keep_or_let_go, note_gone
from licensing.operations.full_text import release_full_text
from licensing.operations.intake import take_in
from licensing.operations.releases import release_excerpt
from licensing.operations.taken_back import stop_withdrawn, tell_of_return
from licensing.operations.watching import observe_watched_files, observe_watched_terms, warn_of_failure

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from archive.rights_gate import (
        AlikeCandidates,
        Candidate,
        CopyHeld,
        CopyRequest,
        IntakeVerdict,
        KeepVerdict,
        ReleaseRequest,
        ReleaseVerdict,
        SharedVerdict,
        WatchedFailure,
        WatchedFiles,
        WatchedTerms,
        WithdrawalNotice,
    )


class LicensingGate:
    """Answers the archive; it holds no state, and whatever it raises lets nothing in or out."""

    def intake(self, *, candidate: Candidate, now: datetime) -> IntakeVerdict:
        """Record the evidence, decide what may be kept, and say so."""
        return take_in(candidate=candidate, now=now)

    def intake_many(self, *, candidates: Sequence[Candidate], now: datetime) -> tuple[IntakeVerdict, ...]:
        """Decide many at once; articles that are alike share a decision."""
        return take_in_many(candidates=candidates, now=now)

    def intake_alike(
        self, *, groups: Sequence[AlikeCandidates], now: datetime
    ) -> tuple[tuple[SharedVerdict, ...], ...]:
        """Decide groups of new articles at once; what tells none of a group apart is decided once for it."""
        return take_in_alike(groups=groups, now=now)

    def release(self, *, request: ReleaseRequest, now: datetime) -> ReleaseVerdict:
        """Decide, count and record one release."""
        return release_excerpt(request=request, now=now)

    def keep_full_copy(self, *, copy: CopyHeld, now: datetime) -> KeepVerdict:
        """Decide whether a full copy may still be kept; a refusal is recorded, and what must go is owed."""
        return keep_or_let_go(copy=copy, now=now)

    def full_copy_gone(self, *, copy: CopyHeld, now: datetime) -> None:
        """Note that a full copy was deleted: what was owed is done."""
        note_gone(copy=copy, now=now)

    def release_full_copy(self, *, request: CopyRequest, now: datetime) -> ReleaseVerdict:
        """Decide, count and record one release of the whole text."""
        return release_full_text(request=request, now=now)

    def observe_site(self, *, files: WatchedFiles, now: datetime) -> None:
        """Record what files of a site say when they were looked at again, and tell the officers of a change."""
        observe_watched_files(watched=files, now=now)

    def observe_terms(self, *, terms: WatchedTerms, now: datetime) -> None:
        """Take the words of a page of terms or a notice that was captured again; other words become a draft."""
        observe_watched_terms(watched=terms, now=now)

    def observe_failure(self, *, failure: WatchedFailure, now: datetime) -> None:
        """Warn of a watched address that can't be read; what is on record stays in force."""
        warn_of_failure(watched=failure, now=now)

    def withdraw(self, *, notice: WithdrawalNotice, now: datetime) -> None:
        """Stop every use of an article at once, however often this is said; tell the officers of its copies."""
        stop_withdrawn(notice=notice, now=now)

    def returned(self, *, notice: WithdrawalNotice, now: datetime) -> None:
        """Tell the officers that what was withdrawn is sent as usable again; nothing is lifted."""
        tell_of_return(notice=notice, now=now)
