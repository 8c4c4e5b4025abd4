"""Licensing in the admin: what may be done with what is held, on whose word, and the acts that change it."""

from licensing.admin.accounts import AccountAdmin, RoleAdmin
from licensing.admin.agreements import AgreementAdmin
from licensing.admin.articles import RightsArticleAdmin
from licensing.admin.bulk_decisions import BulkDecisionAdmin
from licensing.admin.consumers import ConsumerAdmin, ConsumerTokenAdmin
from licensing.admin.decisions import DecisionAdmin
from licensing.admin.duties import (
    CheckAdmin,
    DeclaredUseAdmin,
    DeliveryAdmin,
    ObligationAdmin,
    SignalObservationAdmin,
)
from licensing.admin.excerpts import RightsExcerptAdmin
from licensing.admin.full_copies import RightsFullCopyAdmin
from licensing.admin.holders import HolderAssignmentAdmin, RightsImageAdmin
from licensing.admin.names import give_names
from licensing.admin.officer_tasks import OfficerTaskAdmin
from licensing.admin.parties import PartyAdmin
from licensing.admin.statutes import StatuteApprovalAdmin
from licensing.admin.suspensions import SuspensionAdmin
from licensing.admin.terms import PolicySeriesAdmin, PolicyVersionAdmin

give_names()

__all__ = [
    "AccountAdmin",
    "AgreementAdmin",
    "BulkDecisionAdmin",
    "CheckAdmin",
    "ConsumerAdmin",
    "ConsumerTokenAdmin",
    "DecisionAdmin",
    "DeclaredUseAdmin",
    "DeliveryAdmin",
    "HolderAssignmentAdmin",
    "ObligationAdmin",
    "OfficerTaskAdmin",
    "PartyAdmin",
    "PolicySeriesAdmin",
    "PolicyVersionAdmin",
    "RightsArticleAdmin",
    "RightsExcerptAdmin",
    "RightsFullCopyAdmin",
    "RightsImageAdmin",
    "RoleAdmin",
    "SignalObservationAdmin",
    "StatuteApprovalAdmin",
    "SuspensionAdmin",
]
