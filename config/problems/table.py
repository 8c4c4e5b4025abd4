"""From an exception to its problem: one table, one reader. What isn't in the table is an error of ours, a 500."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.core import exceptions as django
from django.http import Http404
from rest_framework import exceptions as drf

from archive.ingestion.formats.table import UnknownFormatError
from archive.operations.full_text import NoFullCopyHeldError
from archive.queries import ArticleNotFoundError, ExcerptLengthError, NoExcerptHeldError, ReleaseRefusedError
from config.problems.fields import Wrong, wrong_fields
from config.problems.types import TYPES, ProblemType
from licensing.api.authentication import ConsumerInactiveError
from licensing.api.parsing import BodyTooLargeError, MalformedBodyError
from licensing.api.refusal import refusal
from licensing.api.views.checks import CheckNotFoundError
from licensing.api.views.ingestions import IngestionNotFoundError, MayNotIngestError
from licensing.operations.handing_out import KeyReusedError
from licensing.operations.quotas import QuotaExhaustedError
from licensing.policy.ask import UseError
from licensing.queries import DecisionNotFoundError, UnknownArticleError, UnknownConsumerError


@dataclass(frozen=True)
class Problem:
    """A problem before it is written: its type, the sentence of this case, and what else helps."""

    type: ProblemType
    detail: str
    more: Mapping[str, Any]


def _nothing(_: Exception) -> dict[str, Any]:
    return {}


def _own_words(error: Exception) -> str:
    return str(getattr(error, "detail", error))


def _about(_: Exception) -> str:
    return ""


@dataclass(frozen=True)
class Row:
    """How a class of exceptions, subclasses included, becomes a problem; no detail means that of the type."""

    slug: str | Callable[[Exception], str]
    detail: Callable[[Exception], str] = _about
    more: Callable[[Exception], Mapping[str, Any]] = _nothing


def _field(name: str) -> Callable[[Exception], dict[str, Any]]:
    return lambda _: {"field": name}


def _errors(*wrong: Wrong) -> dict[str, Any]:
    return {"field": wrong[0].field, "errors": [one.data() for one in wrong]}


def _use_slug(error: Exception) -> str:
    code = str(getattr(error, "code", ""))
    return {"nothing-held": "no-excerpt-held", "not-now": "declared-elsewhen"}.get(
        code, code if code in TYPES else "invalid-field"
    )


def _use_errors(error: Exception) -> dict[str, Any]:
    return _errors(Wrong(getattr(error, "field", ""), getattr(error, "code", ""), str(error)))


def _validation_slug(error: Exception) -> str:
    unknown = all(one.code == "unknown_field" for one in wrong_fields(error))
    return "unknown-field" if unknown else "invalid-field"


def _validation_detail(error: Exception) -> str:
    return " ".join(f"{one.field}: {one.detail}" for one in wrong_fields(error)[:3])


def _validation_errors(error: Exception) -> dict[str, Any]:
    return _errors(*wrong_fields(error))


def _where(error: Exception) -> dict[str, Any]:
    field = getattr(error, "field", "")
    return {"field": field} if field else {}


def _passage(error: Exception) -> dict[str, Any]:
    return _errors(Wrong("words", "out-of-range", str(error)))


TABLE: dict[type[Exception], Row] = {
    # bad input
    MalformedBodyError: Row("malformed-body", _own_words, _where),
    BodyTooLargeError: Row("body-too-large", _own_words),
    UnknownFormatError: Row("unknown-format", str, _field("format")),
    UseError: Row(_use_slug, str, _use_errors),
    drf.ValidationError: Row(_validation_slug, _validation_detail, _validation_errors),
    drf.ParseError: Row("bad-request", _own_words),
    django.SuspiciousOperation: Row("bad-request"),
    ExcerptLengthError: Row("out-of-range", str, _passage),
    # who asks
    drf.NotAuthenticated: Row("unauthenticated"),
    drf.AuthenticationFailed: Row("unauthenticated", _own_words),
    ConsumerInactiveError: Row("consumer-inactive"),
    MayNotIngestError: Row("may-not-ingest"),
    UnknownConsumerError: Row("consumer-inactive"),
    drf.PermissionDenied: Row("forbidden", _own_words),
    django.PermissionDenied: Row("forbidden"),
    # what is asked for
    Http404: Row("not-found"),
    drf.NotFound: Row("not-found"),
    ArticleNotFoundError: Row("article-not-found", more=_field("article")),
    UnknownArticleError: Row("article-not-found", more=_field("article")),
    DecisionNotFoundError: Row("decision-not-found"),
    CheckNotFoundError: Row("check-not-found"),
    IngestionNotFoundError: Row("ingestion-not-found"),
    NoExcerptHeldError: Row("no-excerpt-held"),
    NoFullCopyHeldError: Row("no-full-copy-held"),
    # what comes of it
    ReleaseRefusedError: Row("release-refused", str, refusal),
    KeyReusedError: Row("key-reused", more=_field("key")),
    QuotaExhaustedError: Row("quota-exhausted"),
    # how it is asked
    drf.MethodNotAllowed: Row("method-not-allowed", _own_words),
    drf.NotAcceptable: Row("not-acceptable", _own_words),
    drf.UnsupportedMediaType: Row("unsupported-media-type", _own_words),
    drf.Throttled: Row("too-many-requests", _own_words),
}


def problem_of(error: Exception) -> Problem | None:
    """Return the problem that an exception is, or None for an error of ours."""
    row = next((TABLE[kind] for kind in type(error).__mro__ if kind in TABLE), None)
    if row is None:
        return None
    slug = row.slug if isinstance(row.slug, str) else row.slug(error)
    kind = TYPES[slug]
    return Problem(kind, row.detail(error) or str(kind.about), row.more(error))
