"""Taking articles in: `POST /ingestions` with a file or an address, and looking how far it has come."""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError as DjangoValidationError
from django.utils.translation import gettext as _
from rest_framework.exceptions import PermissionDenied, UnsupportedMediaType, ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from archive.clock import now
from archive.ingestion.formats.table import detect
from archive.ingestion.uploads import take_upload
from archive.models import Ingestion, Source
from archive.operations.ingestions import request_ingestion
from licensing.api.documentation import ingestion_read, ingestion_requested
from licensing.api.endpoint import Endpoint, consumer_of, read
from licensing.api.fields import identifier
from licensing.api.inputs import IngestionInput, IngestionQuery
from licensing.api.parsing import StrictJSONParser
from licensing.api.uploads import MEDIA_TYPES, FileParser
from licensing.api.wording import ingestion_data, path
from licensing.models import Consumer
from licensing.queries.consumers import may_ingest

_BY = "api:"


class MayNotIngestError(PermissionDenied):
    """No officer registered the fact that lets this consumer take articles in."""


class IngestionNotFoundError(LookupError):
    """No such run, or not one of this consumer."""


class IngestionsView(Endpoint):
    """Take a file or a list in."""

    parameters = frozenset(IngestionQuery().fields)
    parser_classes = (StrictJSONParser, FileParser)

    @ingestion_requested
    def post(self, request: Request) -> Response:
        """Take a posted file in at once, or put an address into the queue."""
        consumer = consumer_of(request)
        if not may_ingest(consumer, now()):
            raise MayNotIngestError
        body: object = request.data
        if isinstance(body, bytes):
            return _file(request, body, consumer)
        if request.query_params:
            raise UnsupportedMediaType(request.content_type)
        return _address(read(IngestionInput(data=request.data)), consumer)


class IngestionView(Endpoint):
    """One run of the consumer who asks."""

    @ingestion_read
    def get(self, request: Request, ingestion_id: str) -> Response:
        """Return how far it has come, and what became of its rows."""
        wanted = identifier(ingestion_id)
        mine = Ingestion.objects.filter(requested_by=_BY + consumer_of(request).identifier)
        found = mine.filter(pk=wanted).first() if wanted else None
        if found is None:
            raise IngestionNotFoundError(ingestion_id)
        return Response(ingestion_data(found))


def _file(request: Request, body: bytes, consumer: Consumer) -> Response:
    """Take a file in here and now: it is in memory, and nothing that may be refused may be handed on by way of a disk."""
    asked = read(IngestionQuery(data=request.query_params.dict()))
    named = asked.get("format") or MEDIA_TYPES.get(request.content_type.partition(";")[0].strip().lower(), "")
    format_name = named or detect(body[:4096])
    run, told = take_upload(
        stream=io.BytesIO(body),
        format=format_name,
        source=_source(asked.get("source")),
        dry_run=asked["dry_run"],
        full_copies=asked["full_copies"],
        requested_by=_BY + consumer.identifier,
        clock=now,
    )
    headers = {"Location": path("ingestion", run.pk)}
    return Response(ingestion_data(run, told), status=201, headers=headers)


def _address(asked: Mapping[str, Any], consumer: Consumer) -> Response:
    try:
        run = request_ingestion(
            address=asked["address"],
            format=asked.get("format", ""),
            source=_source(asked.get("source")),
            dry_run=asked["dry_run"],
            full_copies=asked["full_copies"],
            requested_by=_BY + consumer.identifier,
            now=now(),
        )
    except DjangoValidationError:
        raise ValidationError(
            {"address": [_("This must be an http or https address of at most 2000 characters.")]}
        ) from None
    headers = {"Location": path("ingestion", run.pk), "Retry-After": "5"}
    return Response(ingestion_data(run), status=202, headers=headers)


def _source(domain: str | None) -> Source | None:
    if not domain:
        return None
    found = Source.objects.filter(domain=domain.lower()).first()
    if found is None:
        raise ValidationError({"source": [_("There is no recorded source with this domain.")]})
    return found
