"""Which reports there are, in the order in which they are printed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from licensing.reports.basis import holdings_by_basis
from licensing.reports.changes import outcome_changes
from licensing.reports.decisions import decision_listing, decisions_by_outcome
from licensing.reports.deliveries import declared_uses, deliveries, deliveries_by_consumer
from licensing.reports.entry_listing import entry_listing
from licensing.reports.expiries import expiries
from licensing.reports.full_copies import full_copies
from licensing.reports.holdings import holdings_by_terms
from licensing.reports.refusals import refusals, refused_pages
from licensing.reports.suspensions import suspensions

if TYPE_CHECKING:
    from licensing.reports.table import Query

COMPLIANCE: tuple[Query, ...] = (
    holdings_by_terms,
    holdings_by_basis,
    full_copies,
    decisions_by_outcome,
    refusals,
    refused_pages,
    deliveries_by_consumer,
    deliveries,
    declared_uses,
    outcome_changes,
    suspensions,
    expiries,
    decision_listing,
    entry_listing,
)
