"""Items by which a source takes something of its own back: a kill, a withhold, an embargo. Nothing of them is stored."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from archive.choices import WithdrawalKind
from archive.ingestion.formats.embargo_words import embargoed_until, says_embargo
from archive.ingestion.formats.items import CANCELED, SILENT, USABLE
from archive.operations.withdrawals import Withdrawn, note_return, note_withdrawal

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from archive.ingestion.formats.items import Item
    from archive.models import Source, Withdrawal
    from archive.operations.ingestions import Counts
    from archive.operations.withdrawals import StandingWithdrawals

# Schemes that name the item itself; others may name a story that many items are about.
_OF_THE_ITEM = frozenset(("uri", "guid", "urn", "id", "identifier"))


def may_take_back(item: Item) -> bool:
    """Tell whether an item says more of its use than that it may be used now."""
    rights = item.rights
    if rights is SILENT:
        return False
    stated = rights.embargoed_until is not None or "embargo" in rights.unread
    return rights.pub_status != USABLE or stated or says_embargo(rights.usage_terms)


def withdrawn_by(item: Item, now: datetime) -> Withdrawn | None:
    """Return what an item takes back; None where it is usable and its embargo is over.

    An embargo that couldn't be read has no end, so that it withholds.
    """
    rights = item.rights
    names = _names(item.identifiers)
    if rights.pub_status == CANCELED:
        return Withdrawn(WithdrawalKind.KILL, item.address, names)
    in_words = says_embargo(rights.usage_terms)
    stated = rights.embargoed_until, embargoed_until(rights.usage_terms) if in_words else None
    ends = [end for end in stated if end is not None]
    unread = "embargo" in rights.unread or (in_words and not ends)
    if rights.pub_status != USABLE or unread:
        return Withdrawn(WithdrawalKind.WITHHOLD, item.address, names)
    if ends and max(ends) > now:
        return Withdrawn(WithdrawalKind.EMBARGO, item.address, names, max(ends))
    return None


def take_back(
    *,
    source: Source,
    withdrawn: Withdrawn,
    line: int,
    evidence: str,
    counts: Counts,
    now: datetime,
    told: bool,
) -> None:
    """Remember a withdrawal and count its row; what is held of it is suspended on commit. With `told` nothing is done."""
    reasons = {
        WithdrawalKind.KILL: _("The row takes the article back (kill): it is stopped and remembered."),
        WithdrawalKind.WITHHOLD: _("The row withholds the article: it is stopped and remembered."),
        WithdrawalKind.EMBARGO: _(
            "The article is under an embargo: it is stopped until then and remembered."
        ),
    }
    if not told:
        note_withdrawal(source=source, withdrawn=withdrawn, evidence=evidence, now=now)
    counts.refuse(line, reasons[withdrawn.kind], at="pub_status")


def is_stopped(
    *,
    standing: StandingWithdrawals,
    source: int,
    address: str,
    identifiers: Mapping[str, str],
    line: int,
    counts: Counts,
    now: datetime,
    told: bool,
) -> bool:
    """Tell whether what arrives as usable was taken back before; it is counted as refused, and the officers are told."""
    met = standing.of(source=source, address=address, identifiers=identifiers)
    if met is None:
        return False
    counts.refuse(line, met.sentence)
    if not told:
        tell_of_return(met, now)
    return True


def tell_of_return(met: Withdrawal, now: datetime) -> None:
    """Tell the officers that what was killed or withheld is sent again; an embargo ends by itself."""
    if met.kind != WithdrawalKind.EMBARGO:
        note_return(withdrawal=met, now=now)


def _names(identifiers: Mapping[str, str]) -> tuple[str, ...]:
    own = tuple(value for scheme, value in identifiers.items() if scheme.lower() in _OF_THE_ITEM)
    return own or tuple(identifiers.values())
