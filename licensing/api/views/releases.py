"""The only ways to text: a passage, cut to what is allowed, and a whole text, decided and recorded as they are handed out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rest_framework.request import Request
from rest_framework.response import Response

from archive.clock import now
from archive.operations.full_text import ReleasedText, released_full_text
from archive.queries import ArticleNotFoundError, Released, released_excerpt
from licensing.api.asking import key_of, passage_of, whole_text_of
from licensing.api.documentation import full_text_released, passage_released
from licensing.api.endpoint import Endpoint, consumer_of, read
from licensing.api.fields import identifier
from licensing.api.inputs import FullTextInput, ReleaseInput
from licensing.api.wording import article_path, path


class ReleasesView(Endpoint):
    """Passages of one article."""

    @passage_released
    def post(self, request: Request, article_id: str) -> Response:
        """Hand out a passage."""
        moment = now()
        asked = read(ReleaseInput(data=request.data))
        use = passage_of(asked, now=moment)
        wanted = identifier(article_id)
        if wanted is None:
            raise ArticleNotFoundError(article_id)
        released = released_excerpt(
            article_id=wanted,
            consumer=consumer_of(request).identifier,
            words=asked["words"],
            start=asked["start"],
            claims=use.claims,
            purpose=use.purpose,
            territory=use.territory,
            audience=use.audience.value if use.audience else None,
            key=key_of(request.headers.get("Idempotency-Key"), asked.get("key")),
            now=moment,
        )
        return Response(_data(released, str(wanted)), status=201)


class FullTextView(Endpoint):
    """The whole text of one article."""

    @full_text_released
    def post(self, request: Request, article_id: str) -> Response:
        """Hand the whole text out."""
        moment = now()
        asked = read(FullTextInput(data=request.data))
        use = whole_text_of(asked, now=moment)
        wanted = identifier(article_id)
        if wanted is None:
            raise ArticleNotFoundError(article_id)
        released = released_full_text(
            article_id=wanted,
            consumer=consumer_of(request).identifier,
            use=use.action,
            claims=use.claims,
            purpose=use.purpose,
            territory=use.territory,
            audience=use.audience.value if use.audience else None,
            key=key_of(request.headers.get("Idempotency-Key"), asked.get("key")),
            now=moment,
        )
        return Response(_whole(released, use.action, str(wanted)), status=201)


def _whole(released: ReleasedText, use: str, article: str) -> Mapping[str, Any]:
    return {
        "text": released.text,
        "words": released.words,
        "language": released.language,
        "digest": released.digest,
        "use": use,
        "attribution": released.attribution,
        "duties": [{"action": one.action, "due_at": one.due_at} for one in released.obligations],
        "decision": released.decision,
        "delivery": released.delivery,
        "valid_until": released.valid_until,
        "links": {"decision": path("decision", released.decision), "article": article_path(article)},
    }


def _data(released: Released, article: str) -> Mapping[str, Any]:
    return {
        "text": released.text,
        "words": released.words,
        "start": released.start,
        "attribution": released.attribution,
        "duties": [{"action": one.action, "due_at": one.due_at} for one in released.obligations],
        "decision": released.decision,
        "delivery": released.delivery,
        "valid_until": released.valid_until,
        "links": {"decision": path("decision", released.decision), "article": article_path(article)},
    }
