"""What a source takes back: remembered at once, carried out at once, and ended by a person alone.

- Noting a withdrawal takes no lock of the rights record, so that it can stand among other rows of a file; carrying it out
  does, in a transaction of its own, right after the commit and again by the sweep.
- Whatever comes in while one stands isn't let in. That it is sent as usable again is told to the officers, no more.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q

from archive.choices import WithdrawalKind
from archive.models import Article, Copy, LinkBatch, Source, Withdrawal
from archive.rights_gate import WithdrawalNotice, get_gate

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence
    from datetime import datetime
    from uuid import UUID

    from django.db.models import QuerySet

MOST_NAMES = 20
_KINDS = [kind.value for kind in WithdrawalKind]  # the strictest first
_BATCH = 100


class WithdrawalEndedError(Exception):
    """Somebody else ended the withdrawal first."""


@dataclass(frozen=True)
class Withdrawn:
    """What a source says of something of its own: how it takes it back, and until when."""

    kind: WithdrawalKind
    address: str
    names: tuple[str, ...]
    until: datetime | None = None


def note_withdrawal(
    *, source: Source, withdrawn: Withdrawn, evidence: str = "", now: datetime, ring: bool = True
) -> Withdrawal:
    """Remember a withdrawal, or return the one that stands already; with `ring` it is carried out on commit."""
    names = sorted(set(withdrawn.names))[:MOST_NAMES]
    standing = _standing(now).filter(
        source=source, kind=withdrawn.kind, address=withdrawn.address, names=names, until=withdrawn.until
    )
    found = standing.first() or Withdrawal.objects.create(
        source=source,
        kind=withdrawn.kind,
        address=withdrawn.address,
        names=names,
        until=withdrawn.until,
        evidence=evidence,
        received_at=now,
    )
    if ring:
        withdrawal_id = found.pk
        transaction.on_commit(lambda: _carry_out_later(withdrawal_id, now), robust=True)
    return found


def _carry_out_later(withdrawal_id: int, now: datetime) -> None:
    carry_out_withdrawal(withdrawal_id=withdrawal_id, now=now)


@transaction.atomic
def carry_out_withdrawal(*, withdrawal_id: int, now: datetime) -> int:
    """Suspend what is held of a withdrawal, and say how many articles that is; their copies are told to the officers.

    Whoever takes articles of the source in at the moment is waited for, so that none slips through between.
    """
    row = Withdrawal.objects.select_related("source").filter(pk=withdrawal_id, ended_at=None).first()
    if row is None:
        return 0
    Source.objects.select_for_update(no_key=True).get(pk=row.source_id)
    standing = Withdrawal.objects.select_for_update(no_key=True).filter(pk=row.pk, ended_at=None)
    if standing.first() is None:
        return 0  # a person ended it while others were waited for
    if row.until is not None and row.until <= now:
        Withdrawal.objects.filter(pk=row.pk, applied_at=None).update(applied_at=now)
        return 0
    articles = list(_articles(row))
    for article in articles:
        get_gate().withdraw(
            notice=WithdrawalNotice(
                article_id=article,
                kind=row.kind,
                until=row.until,
                source=row.source.domain,
                copies=_copies(article),
            ),
            now=now,
        )
    Withdrawal.objects.filter(pk=row.pk, applied_at=None).update(applied_at=now)
    return len(articles)


def carry_out_waiting(*, now: datetime) -> int:
    """Carry out what waits because a worker was lost, and say how many that were."""
    waiting = list(
        Withdrawal.objects.filter(applied_at=None, ended_at=None)
        .order_by("received_at")
        .values_list("pk", flat=True)[:_BATCH]
    )
    for withdrawal_id in waiting:
        carry_out_withdrawal(withdrawal_id=withdrawal_id, now=now)
    return len(waiting)


def end_withdrawal(*, withdrawal: Withdrawal, by: str, now: datetime) -> Withdrawal:
    """Let it come in again; a suspension of what is held is lifted by itself. Raises WithdrawalEndedError."""
    if not Withdrawal.objects.filter(pk=withdrawal.pk, ended_at=None).update(ended_at=now, ended_by=by):
        raise WithdrawalEndedError(str(withdrawal))
    return Withdrawal.objects.get(pk=withdrawal.pk)


class StandingWithdrawals:
    """What stands for some sources, looked up once for many arrivals."""

    def __init__(self, sources: Collection[int], *, now: datetime) -> None:
        self._known: dict[tuple[int, str], Withdrawal] = {}
        rows = _standing(now).filter(source__in=sources).select_related("source")
        # the strictest last, so that it stands
        for row in sorted(rows, key=lambda row: -_KINDS.index(row.kind)):
            for name in (row.address, *row.names):
                if name:
                    self._known[row.source_id, name] = row

    @property
    def any(self) -> bool:
        """Whether anything stands."""
        return bool(self._known)

    @property
    def sources(self) -> set[int]:
        """The sources of which anything stands."""
        return {source for source, _ in self._known}

    def of(self, *, source: int, address: str, identifiers: Mapping[str, str]) -> Withdrawal | None:
        """Return the withdrawal that an arrival meets by its address or an identifier, the strictest first."""
        if not self._known:
            return None
        met = [
            row
            for name in (address, *identifiers.values())
            if (row := self._known.get((source, name))) is not None
        ]
        return min(met, key=lambda row: _KINDS.index(row.kind), default=None)


def note_return(*, withdrawal: Withdrawal, now: datetime) -> None:
    """Tell the officers, once, that what was withdrawn is sent as usable again; nothing is lifted."""
    if Withdrawal.objects.filter(pk=withdrawal.pk, returned_at=None).update(returned_at=now):
        get_gate().returned(
            notice=WithdrawalNotice(
                article_id=next(iter(_articles(withdrawal)), None),
                kind=withdrawal.kind,
                until=withdrawal.until,
                source=withdrawal.source.domain,
                reference=str(withdrawal.pk),
            ),
            now=now,
        )


def _standing(now: datetime) -> QuerySet[Withdrawal]:
    return Withdrawal.objects.filter(ended_at=None).filter(Q(until=None) | Q(until__gt=now))


def _articles(row: Withdrawal) -> Iterable[UUID]:
    """Return the articles of the source that a withdrawal names; nobody takes back what is another's."""
    mine = Article.objects.filter(source=row.source_id)
    named = Q(address__in=[address for address in (row.address, *row.names) if address])
    if row.names:
        named |= Q(names__name__in=row.names)
    found = set(mine.filter(named).values_list("pk", flat=True))
    if not found or LinkBatch.objects.exists():
        found |= set(_by_own_number(mine, row.names))
    return found


def _by_own_number(mine: QuerySet[Article], names: Sequence[str]) -> Iterable[UUID]:
    """Return the articles with one of the identifiers, whatever its scheme: slow, and only where nothing else found one.

    A number of some system's own is no name, and names of a large load may still wait to be noted.
    """
    own = set(names)
    if not own:
        return ()
    rows = mine.exclude(identifiers={}).values_list("pk", "identifiers").iterator(chunk_size=5000)
    return [pk for pk, held in rows if not own.isdisjoint(map(str, held.values()))]


def _copies(article: UUID) -> tuple[UUID, ...]:
    links = Copy.objects.filter(Q(first=article) | Q(second=article), parted_at=None)
    pairs = links.values_list("first", "second")
    return tuple(other for pair in pairs for other in pair if other != article)
