"""Finding articles by their facts."""

from __future__ import annotations

from rest_framework.request import Request
from rest_framework.response import Response

from archive.queries import ArticleNotFoundError, article
from licensing.api.catalogue import article_data, article_row, articles_asked_for
from licensing.api.documentation import article_read, articles_listed
from licensing.api.endpoint import Endpoint, read
from licensing.api.fields import identifier
from licensing.api.inputs import ArticleQuery
from licensing.api.paging import ArticlePages


class ArticlesView(Endpoint):
    """The articles that the archive holds, page by page."""

    parameters = frozenset(ArticleQuery().fields)

    @articles_listed
    def get(self, request: Request) -> Response:
        """List articles, the newest capture first."""
        asked = read(ArticleQuery(data=request.query_params.dict()))
        pages = ArticlePages()
        found = pages.paginate_queryset(articles_asked_for(dict(asked)), request, view=self)
        return pages.get_paginated_response([article_row(one) for one in found or ()])


class ArticleView(Endpoint):
    """One article."""

    @article_read
    def get(self, request: Request, article_id: str) -> Response:  # noqa: ARG002 - the framework's signature
        """Return its facts, its images, and where to go from here."""
        wanted = identifier(article_id)
        if wanted is None:
            raise ArticleNotFoundError(article_id)
        return Response(article_data(article(wanted)))
