"""What can be asked for; open to everybody, since it says nothing about anybody."""

from __future__ import annotations

from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response

from licensing.api.documentation import uses_told
from licensing.api.endpoint import Endpoint, language_of
from licensing.api.vocabulary import vocabulary


class UsesView(Endpoint):
    """Standard uses by parts, with purposes, territories and audiences."""

    authentication_classes = ()
    permission_classes = (AllowAny,)
    throttle_classes = ()

    @uses_told
    def get(self, request: Request) -> Response:  # noqa: ARG002 - the framework's signature
        """Return the words of a question."""
        return Response(vocabulary(language_of()), headers={"Cache-Control": "public, max-age=3600"})
