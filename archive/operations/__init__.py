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
from archive.operations.credits import correct_credit_text
from archive.operations.sources import record_publisher, record_source

__all__ = [
    "AddressOutsideSourceError",
    "CaptureTransitionError",
    "VerdictExceededError",
    "claim_capture",
    "correct_credit_text",
    "finish_capture",
    "record_publisher",
    "record_source",
    "release_lost_captures",
    "request_capture",
    "store_article",
]
