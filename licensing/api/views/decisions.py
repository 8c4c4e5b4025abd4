"""Asking: `POST /decisions`, and reading one's own answers again."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from rest_framework.request import Request
from rest_framework.response import Response

from archive.clock import now
from licensing.api.asking import key_of, use_of
from licensing.api.documentation import decision_asked, decision_read
from licensing.api.endpoint import Endpoint, consumer_of, language_of, read
from licensing.api.fields import identifier
from licensing.api.inputs import DecisionInput
from licensing.api.wording import check_data, decision_data, decision_path, path
from licensing.models import Decision
from licensing.operations.checks import request_check
from licensing.operations.decisions import record_decision
from licensing.operations.releases import declare_use
from licensing.policy.model import Use
from licensing.queries.decisions import DecisionNotFoundError, decision, obligations_under


class DecisionsView(Endpoint):
    """Decide a use of an article."""

    @decision_asked
    def post(self, request: Request) -> Response:
        """Ask; wait for the answer, or be told where it will be."""
        moment = now()
        asked = read(DecisionInput(data=request.data))
        use = use_of(asked, now=moment)
        key = key_of(request.headers.get("Idempotency-Key"))
        if _may_wait(request, asked):
            return _queued(asked["article"], consumer_of(request).identifier, use, moment)
        row = _decided(asked, consumer_of(request).identifier, use, key, moment)
        return Response(_data(row), status=201, headers={"Location": decision_path(row)})


class DecisionView(Endpoint):
    """One decision of the consumer who asks."""

    @decision_read
    def get(self, request: Request, decision_id: str) -> Response:
        """Return the decision with what it obliges to."""
        wanted = identifier(decision_id)
        if wanted is None:
            raise DecisionNotFoundError(decision_id)
        return Response(_data(decision(wanted, consumer=consumer_of(request).identifier)))


def _decided(asked: Mapping[str, Any], consumer: str, use: Use, key: str, now: datetime) -> Decision:
    article: UUID = asked["article"]
    if asked["declare"]:
        return declare_use(article=article, consumer=consumer, use=use, key=key, now=now).recorded.row
    return record_decision(article=article, consumer=consumer, use=use, origin="api", now=now)


def _may_wait(request: Request, asked: Mapping[str, Any]) -> bool:
    """Whether a worker may answer: it answers for its own now and declares nothing, so other questions wait here."""
    preferences = {one.split(";")[0].strip().lower() for one in request.headers.get("Prefer", "").split(",")}
    elsewhen = asked["declare"] or asked.get("at") or asked.get("known_at")
    return "respond-async" in preferences and not elsewhen


def _queued(article: UUID, consumer: str, use: Use, now: datetime) -> Response:
    check = request_check(article=article, consumer=consumer, use=use, now=now)
    headers = {"Location": path("check", check.pk), "Preference-Applied": "respond-async", "Retry-After": "1"}
    return Response(check_data(check), status=202, headers=headers)


def _data(row: Decision) -> dict[str, Any]:
    return decision_data(row, obligations_under(row.pk), language_of())
