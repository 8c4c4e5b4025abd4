"""Writes of licensing: verbs, with keyword-only arguments and the instant passed in."""

from licensing.operations.agreements import (
    AgreementMismatchError,
    Evidence,
    QuotaTerms,
    UnknownZoneError,
    end_agreement,
    fulfil_precondition,
    grant_agreement,
)
from licensing.operations.captured import Captured, record_captured_terms
from licensing.operations.checks import request_check, request_checks, run_check, sweep_checks
from licensing.operations.confirmations import UnknownRuleError, confirm_replacement, confirm_rule
from licensing.operations.consumers import (
    RegistrationError,
    end_registration,
    intake_consumer,
    issue_token,
    register_consumer,
    revoke_token,
    set_registration,
)
from licensing.operations.content import ClauseSpan, Mention
from licensing.operations.decisions import (
    OverrideError,
    Recorded,
    decide_and_record,
    override_decision,
    record_decision,
    replay,
)
from licensing.operations.facts import AlreadyClosedError
from licensing.operations.governing import govern, regovern, regovern_articles
from licensing.operations.handing_out import KeyReusedError
from licensing.operations.house import PermittingHouseRuleError, add_house_rule, end_house_rule
from licensing.operations.incorporated import (
    NotADocumentError,
    drop_document,
    link_document,
    note_document,
)
from licensing.operations.intake import take_in
from licensing.operations.notices import keep_notice, notice_series
from licensing.operations.obligations import ObligationStateError, mark_overdue, settle_obligation
from licensing.operations.officer_tasks import TaskDoneError, close_task, open_task
from licensing.operations.parties import UnknownPartyError, assign_holders, record_party, retract_alias
from licensing.operations.releases import (
    Declared,
    audience_named,
    declare_use,
    release_excerpt,
)
from licensing.operations.signals import (
    observe_evidence,
    observe_page,
    observe_robots,
    observe_site_files,
)
from licensing.operations.statutes import NotAStatuteError, approve_statute, install_law, withdraw_approval
from licensing.operations.suspensions import lift_suspension, suspend
from licensing.operations.terms import (
    EditedMeanwhileError,
    FindingsError,
    NotInForceError,
    OwnApprovalError,
    TranslatedError,
    UnreadableVersionError,
    VersionStateError,
    approve_terms,
    date_terms,
    record_reading,
    record_terms,
    reject_terms,
    retire_terms,
    set_aside,
    submit_terms,
    withdraw_terms,
)
from licensing.operations.translations import TranslationError, link_translation, unlink_translation
from licensing.operations.versions import ClauseError, create_series

__all__ = [
    "AgreementMismatchError",
    "AlreadyClosedError",
    "Captured",
    "ClauseError",
    "ClauseSpan",
    "Declared",
    "EditedMeanwhileError",
    "Evidence",
    "FindingsError",
    "KeyReusedError",
    "Mention",
    "NotADocumentError",
    "NotAStatuteError",
    "NotInForceError",
    "ObligationStateError",
    "OverrideError",
    "OwnApprovalError",
    "PermittingHouseRuleError",
    "QuotaTerms",
    "Recorded",
    "RegistrationError",
    "TaskDoneError",
    "TranslatedError",
    "TranslationError",
    "UnknownPartyError",
    "UnknownRuleError",
    "UnknownZoneError",
    "UnreadableVersionError",
    "VersionStateError",
    "add_house_rule",
    "approve_statute",
    "approve_terms",
    "assign_holders",
    "audience_named",
    "close_task",
    "confirm_replacement",
    "confirm_rule",
    "create_series",
    "date_terms",
    "decide_and_record",
    "declare_use",
    "drop_document",
    "end_agreement",
    "end_house_rule",
    "end_registration",
    "fulfil_precondition",
    "govern",
    "grant_agreement",
    "install_law",
    "intake_consumer",
    "issue_token",
    "keep_notice",
    "lift_suspension",
    "link_document",
    "link_translation",
    "mark_overdue",
    "note_document",
    "notice_series",
    "observe_evidence",
    "observe_page",
    "observe_robots",
    "observe_site_files",
    "open_task",
    "override_decision",
    "record_captured_terms",
    "record_decision",
    "record_party",
    "record_reading",
    "record_terms",
    "register_consumer",
    "regovern",
    "regovern_articles",
    "reject_terms",
    "release_excerpt",
    "replay",
    "request_check",
    "request_checks",
    "retire_terms",
    "retract_alias",
    "revoke_token",
    "run_check",
    "set_aside",
    "set_registration",
    "settle_obligation",
    "submit_terms",
    "suspend",
    "sweep_checks",
    "take_in",
    "unlink_translation",
    "withdraw_approval",
    "withdraw_terms",
]  # fmt: skip
