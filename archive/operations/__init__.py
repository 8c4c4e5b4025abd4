"""Writes of the archive: verbs, with keyword-only arguments and the instant passed in."""

from archive.operations.articles import VerdictExceededError, store_article
from archive.operations.captures import (
    AddressOutsideSourceError,
    CaptureTransitionError,
    claim_capture,
    finish_capture,
    release_lost_captures,
    request_capture,
)
from archive.operations.credit_names import ListedAgencyError, record_credit_name
from archive.operations.credits import correct_credit_text
from archive.operations.sources import record_publisher, record_source

__all__ = [
    "AddressOutsideSourceError",
    "CaptureTransitionError",
    "ListedAgencyError",
    "VerdictExceededError",
    "claim_capture",
    "correct_credit_text",
    "finish_capture",
    "record_credit_name",
    "record_publisher",
    "record_source",
    "release_lost_captures",
    "request_capture",
    "store_article",
]
