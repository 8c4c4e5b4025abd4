from licensing.models.agreements import Agreement, Quota, QuotaCounter, QuotaUse
from licensing.models.bitemporal import Bitemporal, BitemporalQuerySet
from licensing.models.bulk_decisions import BulkDecision
from licensing.models.consumers import Consumer, ConsumerRegistration, ConsumerToken
from licensing.models.decisions import Check, Decision
from licensing.models.deliveries import DeclaredUse, Delivery
from licensing.models.governing import GoverningSet, GoverningSetSeries
from licensing.models.links import IncorporatedDocument, Translation
from licensing.models.obligations import Obligation
from licensing.models.observations import SignalObservation
from licensing.models.officer_tasks import OfficerTask
from licensing.models.parties import HolderAssignment, Party, PartyAlias
from licensing.models.periods import Fulfilment, PolicyPeriod, Replacement, RuleConfirmation
from licensing.models.policies import Clause, PolicySeries, PolicyVersion
from licensing.models.readings import DraftRevision, VersionEvent
from licensing.models.reassessments import OutcomeChange, Reassessment, ReassessmentClock
from licensing.models.statutes import StatuteApproval, StatuteTerms
from licensing.models.suspensions import Suspension

__all__ = [
    "Agreement",
    "Bitemporal",
    "BitemporalQuerySet",
    "BulkDecision",
    "Check",
    "Clause",
    "Consumer",
    "ConsumerRegistration",
    "ConsumerToken",
    "Decision",
    "DeclaredUse",
    "Delivery",
    "DraftRevision",
    "Fulfilment",
    "GoverningSet",
    "GoverningSetSeries",
    "HolderAssignment",
    "IncorporatedDocument",
    "Obligation",
    "OfficerTask",
    "OutcomeChange",
    "Party",
    "PartyAlias",
    "PolicyPeriod",
    "PolicySeries",
    "PolicyVersion",
    "Quota",
    "QuotaCounter",
    "QuotaUse",
    "Reassessment",
    "ReassessmentClock",
    "Replacement",
    "RuleConfirmation",
    "SignalObservation",
    "StatuteApproval",
    "StatuteTerms",
    "Suspension",
    "Translation",
    "VersionEvent",
]
