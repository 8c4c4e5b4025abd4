"""Gates of known will, which stand in for whoever knows rights. `last` keeps what the last candidate was."""

# ruff: noqa: ARG002 - gates of a fixed will don't look at the question
from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar
from uuid import UUID

from archive.rights_gate import (
    AlikeCandidates,
    Candidate,
    CopyHeld,
    CopyRequest,
    IntakeVerdict,
    KeepVerdict,
    ReleaseObligation,
    ReleaseRequest,
    ReleaseVerdict,
    SharedVerdict,
    WatchedFailure,
    WatchedFiles,
    WatchedTerms,
    WithdrawalNotice,
    each_by_itself,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

DECISION = UUID("00000000-0000-4000-8000-00000000d0d0")
NO_COPY = "The publisher's consent is needed for the whole text."
DELIVERY = UUID("00000000-0000-4000-8000-00000000de11")


@dataclass(frozen=True)
class Permits:
    """Lets `kept` words in and `released` words out."""

    kept: ClassVar[int] = 10
    released: ClassVar[int] = 10
    last: ClassVar[list[Candidate]] = []
    asked: ClassVar[list[ReleaseRequest]] = []
    watched: ClassVar[list[WatchedFiles | WatchedTerms | WatchedFailure]] = []
    withdrawn: ClassVar[list[WithdrawalNotice]] = []
    sent_again: ClassVar[list[WithdrawalNotice]] = []
    stores: ClassVar[bool] = False
    keeps: ClassVar[KeepVerdict] = KeepVerdict(permitted=True, must_go=False, reason="")
    gone: ClassVar[list[CopyHeld]] = []

    def intake(self, *, candidate: Candidate, now: datetime) -> IntakeVerdict:
        self.last[:] = [candidate]
        return IntakeVerdict(
            metadata=True,
            excerpt_words=self.kept,
            governing_set=7,
            reason="",
            excerpt_decision=DECISION,
            decisions=(DECISION,),
            image_ids=frozenset(image.id for image in candidate.images),
            copy_decision=DECISION if self.stores and candidate.wants_full_copy else None,
            copy_reason="" if self.stores or not candidate.wants_full_copy else NO_COPY,
        )

    def intake_many(self, *, candidates: Sequence[Candidate], now: datetime) -> tuple[IntakeVerdict, ...]:
        return tuple(self.intake(candidate=candidate, now=now) for candidate in candidates)

    def intake_alike(
        self, *, groups: Sequence[AlikeCandidates], now: datetime
    ) -> tuple[tuple[SharedVerdict, ...], ...]:
        return tuple(
            each_by_itself(
                self.intake_many(candidates=[group.candidate(place) for place in range(len(group))], now=now)
            )
            for group in groups
        )

    def release(self, *, request: ReleaseRequest, now: datetime) -> ReleaseVerdict:
        self.asked[:] = [request]
        granted = request.words <= self.released
        return ReleaseVerdict(
            granted=granted,
            words=request.words if granted else 0,
            start=request.start,
            decision=DECISION,
            delivery=DELIVERY if granted else None,
            attribution="© essanews.com",
            reason="" if granted else "The publisher's consent is needed.",
            obligations=(ReleaseObligation("attribute"),),
        )

    def keep_full_copy(self, *, copy: CopyHeld, now: datetime) -> KeepVerdict:
        return self.keeps

    def full_copy_gone(self, *, copy: CopyHeld, now: datetime) -> None:
        self.gone.append(copy)

    def release_full_copy(self, *, request: CopyRequest, now: datetime) -> ReleaseVerdict:
        granted = request.use == "store"
        return ReleaseVerdict(
            granted=granted,
            words=request.words if granted else 0,
            start=0,
            decision=DECISION,
            delivery=DELIVERY if granted else None,
            attribution="© essanews.com",
            reason="" if granted else "The publisher's consent is needed.",
        )

    def observe_site(self, *, files: WatchedFiles, now: datetime) -> None:
        self.watched.append(files)

    def observe_terms(self, *, terms: WatchedTerms, now: datetime) -> None:
        self.watched.append(terms)

    def observe_failure(self, *, failure: WatchedFailure, now: datetime) -> None:
        self.watched.append(failure)

    def withdraw(self, *, notice: WithdrawalNotice, now: datetime) -> None:
        self.withdrawn.append(notice)

    def returned(self, *, notice: WithdrawalNotice, now: datetime) -> None:
        self.sent_again.append(notice)


class PermitsCopies(Permits):
    """Lets whole texts in and out, and lets them stay."""

    stores = True


class EndsCopies(PermitsCopies):
    """Lets whole texts in and then wants them gone."""

    keeps = KeepVerdict(permitted=False, must_go=True, reason="The agreement ended.", decision=DECISION)


class SuspendsCopies(PermitsCopies):
    """Lets whole texts in and then hands none of them out, for now."""

    keeps = KeepVerdict(permitted=False, must_go=False, reason="A suspension stands.", decision=DECISION)


class PermitsFactsOnly(Permits):
    kept = 0


class PermitsEverything(Permits):
    kept = 1000
    released = 1000


class PermitsWithoutDecision(Permits):
    """Names words but no decision for them."""

    def intake(self, *, candidate: Candidate, now: datetime) -> IntakeVerdict:
        return IntakeVerdict(metadata=True, excerpt_words=10, governing_set=None, reason="")


class Refuses(Permits):
    def intake(self, *, candidate: Candidate, now: datetime) -> IntakeVerdict:
        return IntakeVerdict(
            metadata=False, excerpt_words=0, governing_set=None, reason="Facts are reserved here."
        )


class Breaks(Permits):
    def intake(self, *, candidate: Candidate, now: datetime) -> IntakeVerdict:
        raise RuntimeError(f"broken over {candidate.headline}")

    def release(self, *, request: ReleaseRequest, now: datetime) -> ReleaseVerdict:
        raise RuntimeError("broken")


class PermitsSlowly(Permits):
    """Takes its time over each chunk, so that a run can be met in the middle."""

    def intake_many(self, *, candidates: Sequence[Candidate], now: datetime) -> tuple[IntakeVerdict, ...]:
        time.sleep(0.2)
        return super().intake_many(candidates=candidates, now=now)


class PermitsCopiesSlowly(PermitsSlowly):
    """The same, and lets whole texts in."""

    stores = True


class NoLongerStores(EndsCopies):
    """Lets no more whole texts in, and wants those that are held gone."""

    stores = False
