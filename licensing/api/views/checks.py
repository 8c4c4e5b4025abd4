"""Polling for a question that a worker answers."""

from __future__ import annotations

from rest_framework.request import Request
from rest_framework.response import Response

from licensing.api.documentation import check_read
from licensing.api.endpoint import Endpoint, consumer_of
from licensing.api.fields import identifier
from licensing.api.wording import check_data
from licensing.models import Check


class CheckNotFoundError(LookupError):
    """No such check, or not one of this consumer."""


class CheckView(Endpoint):
    """One check of the consumer who asks."""

    @check_read
    def get(self, request: Request, check_id: str) -> Response:
        """Return how far it has come, and where its decision is."""
        wanted = identifier(check_id)
        mine = Check.objects.filter(consumer=consumer_of(request).identifier)
        found = mine.filter(pk=wanted).first() if wanted else None
        if found is None:
            raise CheckNotFoundError(check_id)
        return Response(check_data(found))
