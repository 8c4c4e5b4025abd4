"""Finding articles by their facts."""

from __future__ import annotations

from rest_framework.request import Request
from rest_framework.response import Response

from archive.clock import now
from archive.queries import ArticleNotFoundError, article
from licensing.api.asking import listed_for
from licensing.api.catalogue import article_data, article_row, articles_asked_for
from licensing.api.documentation import article_read, articles_listed
from licensing.api.endpoint import Endpoint, consumer_of, read
from licensing.api.fields import identifier
from licensing.api.inputs import ArticleQuery
from licensing.api.paging import ArticlePages


class ArticlesView(Endpoint):
    """The articles that the archive holds, page by page."""

    parameters = frozenset(ArticleQuery().fields)

    @articles_listed
    def get(self, request: Request) -> Response:
        """List articles, the newest capture first; those that a use comes to an outcome of, where one is asked for.

        A page is filled before the articles are decided that have to be one by one: it may hold fewer than `limit`.
        """
        asked = read(ArticleQuery(data=request.query_params.dict()))
        found = articles_asked_for(dict(asked))
        listed = listed_for(asked, consumer=consumer_of(request).identifier, now=now())
        pages = ArticlePages()
        page = (
            pages.paginate_queryset(listed.candidates(found) if listed else found, request, view=self) or []
        )
        return pages.get_paginated_response(
            [article_row(one) for one in (listed.among(page) if listed else page)]
        )


class ArticleView(Endpoint):
    """One article."""

    @article_read
    def get(self, request: Request, article_id: str) -> Response:  # noqa: ARG002 - the framework's signature
        """Return its facts, its images, and where to go from here."""
        wanted = identifier(article_id)
        if wanted is None:
            raise ArticleNotFoundError(article_id)
        return Response(article_data(article(wanted)))
