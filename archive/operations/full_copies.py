"""Full copies: kept as a verdict allows, asked about again, and ended; what is left then holds no text.

A copy's row is locked before the gate is asked, here as in releases, so that a text isn't handed out while it is
deleted, and whoever asks about several of them never waits for one with the rights record in hand.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import DateTimeField, F, Value
from django.db.models.functions import Least
from django.utils.translation import gettext as _

from archive import text
from archive.choices import CopyEnding
from archive.models import FullCopy, Hold
from archive.rights_gate import CopyHeld, get_gate

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from uuid import UUID

    from archive.models import Article
    from archive.rights_gate import Candidate, IntakeVerdict, KeepVerdict

BY_RULE = "retention"
"""Who deletes where nobody does: what is on record."""

SWEPT = 200
"""Copies that one look of the sweep asks about."""


class CopyHeldBackError(Exception):
    """Somebody put a hold on the article: nothing of it is deleted until the hold is lifted."""


class CopyEndedError(Exception):
    """The full copy was deleted before."""


class HoldLiftedError(Exception):
    """Somebody else lifted the hold first."""


def hold_still(*, articles: Sequence[UUID]) -> None:
    """Lock the copies of articles before the gate is asked about these, so that nobody hands them out meanwhile."""
    rows = FullCopy.objects.select_for_update().filter(article__in=articles, ended_at=None)
    list(rows.order_by("pk").values_list("pk"))


def keep_or_review(
    *, candidate: Candidate, verdict: IntakeVerdict, body: str, evidence: str, now: datetime
) -> str:
    """Keep the text of an article that came in where it is wanted; else ask about the copy that may be held of it.

    Returns why a text that is wanted isn't kept, "" where it is and where none is wanted.
    """
    if candidate.wants_full_copy:
        return keep_full_copy(candidate=candidate, verdict=verdict, body=body, evidence=evidence, now=now)
    review_copies_of(articles=[candidate.article_id], now=now)
    return ""


@transaction.atomic
def keep_full_copy(
    *, candidate: Candidate, verdict: IntakeVerdict, body: str, evidence: str, now: datetime
) -> str:
    """Keep the text of a recorded article where the verdict permits it; return why not, "" where it is held now.

    The same text again changes nothing, and is asked about no later than before: what governed its first capture may
    end earlier. Another text ends what was held. Without a permit nothing is written, and what is held from before is
    asked about again by itself.
    """
    held = _current(candidate.article_id)
    if verdict.copy_decision is None:
        if held is not None:
            _review(held, now)
        return verdict.copy_reason or _("Nothing permits it.")
    whole = text.trimmed(body)
    if not whole:
        return _("The article came without a text.")
    digest = text.digest(whole)
    if held is not None and held.digest == digest:
        earlier = Least(F("ask_again_at"), Value(verdict.copy_until, DateTimeField()))  # passes over NULL
        FullCopy.objects.filter(pk=held.pk).update(ask_again_at=earlier)
        return ""
    if held is not None:
        try:
            _end(held, CopyEnding.REPLACED, _("The article came in with another text."), BY_RULE, None, now)
        except CopyHeldBackError:
            return _("A hold keeps the copy that is held.")
    FullCopy.objects.create(
        article_id=candidate.article_id,
        text=whole,
        word_count=text.count_words(whole),
        language=candidate.language,
        digest=digest,
        decision=verdict.copy_decision,
        captured_at=candidate.captured_at,
        acquired_at=now,
        evidence=evidence,
        ask_again_at=verdict.copy_until,
    )
    return ""


@transaction.atomic
def delete_full_copy(*, copy: FullCopy, reason: str, by: str, now: datetime) -> FullCopy:
    """Delete a copy on a person's word.  Raises CopyEndedError, CopyHeldBackError."""
    locked = _locked(copy.pk)
    if locked is None:
        raise CopyEndedError(str(copy))
    return _end(locked, CopyEnding.OFFICER, reason, by, None, now)


@transaction.atomic
def review_full_copy(*, copy_id: UUID, now: datetime) -> KeepVerdict | None:
    """Ask whether a copy may still be kept, and end it where it must go; None where it has ended.

    A hold beats the end: it is looked for in the transaction that would delete.
    """
    locked = _locked(copy_id)
    return None if locked is None else _review(locked, now)


@transaction.atomic
def review_full_copies(*, copies: Sequence[UUID], now: datetime) -> dict[UUID, KeepVerdict]:
    """Do the same for several; all of them are locked before the first is asked about."""
    rows = FullCopy.objects.select_for_update().filter(pk__in=copies, ended_at=None).defer("text")
    return {row.pk: _review(row, now) for row in list(rows.order_by("pk"))}


def review_copies_of(*, articles: Sequence[UUID], now: datetime) -> None:
    """Ask about the copies of articles of which more is known now."""
    held = FullCopy.objects.filter(article__in=articles, ended_at=None).values_list("pk", flat=True)
    if copies := list(held):
        review_full_copies(copies=copies, now=now)


def review_due_copies(*, now: datetime) -> int:
    """Ask about the copies for which something on record was due to change by now; return how many."""
    due = FullCopy.objects.filter(ask_again_at__lte=now).order_by("ask_again_at", "pk")
    copies = list(due.values_list("pk", flat=True)[:SWEPT])
    for copy_id in copies:
        review_full_copy(copy_id=copy_id, now=now)
    return len(copies)


@transaction.atomic
def place_hold(*, article: Article, reason: str, by: str, now: datetime) -> Hold:
    """Let nothing of an article be deleted until the hold is lifted."""
    _current(article.pk)  # a deletion that is under way is waited for
    hold = Hold(article=article, reason=reason, placed_at=now, placed_by=by)
    hold.full_clean()
    hold.save(force_insert=True)
    return hold


@transaction.atomic
def lift_hold(*, hold: Hold, by: str, now: datetime) -> Hold:
    """Lift a hold; the article's copy is asked about at once.  Raises HoldLiftedError."""
    if not Hold.objects.filter(pk=hold.pk, lifted_at=None).update(lifted_at=now, lifted_by=by):
        raise HoldLiftedError(str(hold))
    held = _current(hold.article_id)
    if held is not None:
        _review(held, now)
    return Hold.objects.get(pk=hold.pk)


def held_copy(row: FullCopy) -> CopyHeld:
    """Return a copy as the gate is told of it."""
    return CopyHeld(row.pk, row.article_id, row.captured_at)


def _current(article_id: UUID) -> FullCopy | None:
    rows = FullCopy.objects.select_for_update().filter(article=article_id, ended_at=None)
    return rows.defer("text").first()


def _locked(copy_id: UUID) -> FullCopy | None:
    rows = FullCopy.objects.select_for_update().filter(pk=copy_id, ended_at=None)
    return rows.defer("text").first()


def _review(row: FullCopy, now: datetime) -> KeepVerdict:
    verdict = get_gate().keep_full_copy(copy=held_copy(row), now=now)
    if verdict.permitted or verdict.decision is not None:  # else nobody decided: it stays due
        FullCopy.objects.filter(pk=row.pk).update(ask_again_at=verdict.until)
    if not verdict.permitted and verdict.must_go and not _held_back(row):
        why = verdict.reason or str(CopyEnding.RIGHTS.label)
        _end(row, CopyEnding.RIGHTS, why, BY_RULE, verdict.decision, now)
    return verdict


def _held_back(row: FullCopy) -> bool:
    return Hold.objects.filter(article=row.article_id, lifted_at=None).exists()


def _end(
    row: FullCopy, ending: CopyEnding, reason: str, by: str, decision: UUID | None, now: datetime
) -> FullCopy:
    if _held_back(row):
        raise CopyHeldBackError(str(row))
    FullCopy.objects.filter(pk=row.pk).update(
        text=None,
        ask_again_at=None,
        ended_at=now,
        ending=ending,
        ended_by=by,
        ended_decision=decision,
        reason=reason,
    )
    get_gate().full_copy_gone(copy=held_copy(row), now=now)
    return FullCopy.objects.get(pk=row.pk)
