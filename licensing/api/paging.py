"""Pages by cursor: stable while articles are added."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from rest_framework.exceptions import NotFound, ValidationError
from rest_framework.pagination import CursorPagination
from rest_framework.request import Request
from rest_framework.response import Response

from licensing.api.inputs import MOST_ROWS
from licensing.api.wording import pathname
from licensing.policy.ask import EARLIEST_YEAR, LATEST_YEAR


class ArticlePages(CursorPagination):
    """Newest capture first; `limit` articles on a page."""

    ordering = ("-captured_at", "id")
    page_size = 25
    page_size_query_param = "limit"
    max_page_size = MOST_ROWS

    def decode_cursor(self, request: Request) -> Any:  # noqa: ANN401 - a private tuple of the framework
        """Return the cursor's parts. Raises ValidationError for one that this API didn't write."""
        try:
            cursor = super().decode_cursor(request)
        except NotFound:
            raise _not_ours() from None
        if cursor and cursor.position is not None and not _is_a_moment(str(cursor.position)):
            raise _not_ours()
        return cursor

    def get_paginated_response(self, data: Any) -> Response:  # noqa: ANN401 - the framework's signature
        """Return the page with the paths of its neighbours."""
        next_, previous = self.get_next_link(), self.get_previous_link()
        return Response({"next": pathname(next_), "previous": pathname(previous), "results": data})


def _is_a_moment(text: str) -> bool:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return False
    return moment.tzinfo is not None and EARLIEST_YEAR <= moment.year <= LATEST_YEAR


def _not_ours() -> ValidationError:
    return ValidationError({"cursor": [_("Take the cursor from the field next or previous of a page.")]})
