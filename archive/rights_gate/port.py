"""The port itself, and the adapter that the setting `IMPRIMATUR_RIGHTS_GATE` names."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Protocol
from uuid import uuid4

from django.conf import settings
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from archive.rights_gate.alike import SharedVerdict
from archive.rights_gate.full_copies import KeepVerdict
from archive.rights_gate.intake import IntakeVerdict
from archive.rights_gate.releases import ReleaseVerdict

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from archive.rights_gate.alike import AlikeCandidates
    from archive.rights_gate.full_copies import CopyHeld, CopyRequest
    from archive.rights_gate.intake import Candidate
    from archive.rights_gate.releases import ReleaseRequest
    from archive.rights_gate.watched import WatchedFailure, WatchedFiles, WatchedTerms, WithdrawalNotice


class RightsGate(Protocol):
    """What an adapter answers. It is called inside the archive's transaction, and an error refuses everything."""

    def intake(self, *, candidate: Candidate, now: datetime) -> IntakeVerdict:
        """Record the evidence, decide what may be kept, and say so."""

    def intake_many(self, *, candidates: Sequence[Candidate], now: datetime) -> tuple[IntakeVerdict, ...]:
        """Answer for each candidate, in their order, what `intake` would; articles that are alike share a decision."""

    def intake_alike(
        self, *, groups: Sequence[AlikeCandidates], now: datetime
    ) -> tuple[tuple[SharedVerdict, ...], ...]:
        """Answer for each group, in their order, what `intake` would for each of its candidates: each place is in one."""

    def release(self, *, request: ReleaseRequest, now: datetime) -> ReleaseVerdict:
        """Decide, count and record one release."""

    def keep_full_copy(self, *, copy: CopyHeld, now: datetime) -> KeepVerdict:
        """Decide whether a full copy may still be kept; a refusal is recorded, and what must go is owed."""

    def full_copy_gone(self, *, copy: CopyHeld, now: datetime) -> None:
        """Note that a full copy was deleted: what was owed is done."""

    def release_full_copy(self, *, request: CopyRequest, now: datetime) -> ReleaseVerdict:
        """Decide, count and record one release of the whole text."""

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

    def intake_alike(
        self, *, groups: Sequence[AlikeCandidates], now: datetime
    ) -> tuple[tuple[SharedVerdict, ...], ...]:
        """Refuse them all."""
        return tuple(
            (SharedVerdict(self.intake(candidate=group.first, now=now), range(len(group))),)
            for group in groups
        )

    def release(self, *, request: ReleaseRequest, now: datetime) -> ReleaseVerdict:  # noqa: ARG002 - always the same
        """Refuse; the decision's identifier belongs to no record."""
        return _refused(request.start)

    def keep_full_copy(self, *, copy: CopyHeld, now: datetime) -> KeepVerdict:  # noqa: ARG002 - always the same
        """Refuse, and delete nothing: a setting that is missing is no decision."""
        return KeepVerdict(permitted=False, must_go=False, reason=_no_adapter())

    def full_copy_gone(self, *, copy: CopyHeld, now: datetime) -> None:
        """Note nothing."""

    def release_full_copy(self, *, request: CopyRequest, now: datetime) -> ReleaseVerdict:  # noqa: ARG002 - always the same
        """Refuse; the decision's identifier belongs to no record."""
        return _refused(0)

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


def _refused(start: int) -> ReleaseVerdict:
    return ReleaseVerdict(
        granted=False,
        words=0,
        start=start,
        decision=uuid4(),
        delivery=None,
        attribution="",
        reason=_no_adapter(),
    )


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
