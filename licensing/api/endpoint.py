"""What every endpoint does alike: a known set of parameters, an answer that nobody in between keeps."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from django.utils.translation import get_language
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from licensing.api.inputs import StrictSerializer, refuse_unknown
from licensing.models import Consumer


class Endpoint(APIView):
    """An endpoint of the API; `parameters` are those of its address, and every other one is refused."""

    parameters: frozenset[str] = frozenset()
    http_method_names = ("get", "head", "post", "put", "patch", "delete")  # no OPTIONS: the schema tells more

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - the framework's
        """Check the credential, the rate and the parameters. Raises APIException."""
        super().initial(request, *args, **kwargs)
        refuse_unknown(request.query_params, self.parameters)

    def finalize_response(self, request: Request, response: Any, *args: Any, **kwargs: Any) -> Response:  # noqa: ANN401
        """Forbid caches to keep the answer, unless the view said otherwise."""
        done = super().finalize_response(request, response, *args, **kwargs)
        done.headers.setdefault("Cache-Control", "no-store")
        return done


def consumer_of(request: Request) -> Consumer:
    """Return who asks: always the one of the credential."""
    return cast("Consumer", request.user)


def language_of() -> str:
    """Return the language that was negotiated for the sentences: `en` or `pl`."""
    return "pl" if (get_language() or "").startswith("pl") else "en"


def read(serializer: StrictSerializer) -> Mapping[str, Any]:
    """Return what a request says. Raises ValidationError, UseError."""
    serializer.is_valid(raise_exception=True)
    found: Mapping[str, Any] = serializer.validated_data
    return found
