"""The archive's port, answered by what is on record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from licensing.operations.bulk_intake import take_in_many
from licensing.operations.intake import take_in
from licensing.operations.releases import release_excerpt

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from archive.rights_gate import Candidate, IntakeVerdict, ReleaseRequest, ReleaseVerdict


class LicensingGate:
    """Answers the archive; it holds no state, and whatever it raises lets nothing in or out."""

    def intake(self, *, candidate: Candidate, now: datetime) -> IntakeVerdict:
        """Record the evidence, decide what may be kept, and say so."""
        return take_in(candidate=candidate, now=now)

    def intake_many(self, *, candidates: Sequence[Candidate], now: datetime) -> tuple[IntakeVerdict, ...]:
        """Decide many at once; articles that are alike share a decision."""
        return take_in_many(candidates=candidates, now=now)

    def release(self, *, request: ReleaseRequest, now: datetime) -> ReleaseVerdict:
        """Decide, count and record one release."""
        return release_excerpt(request=request, now=now)
