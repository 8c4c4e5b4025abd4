"""How often one consumer may ask."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from rest_framework.request import Request
from rest_framework.settings import api_settings
from rest_framework.throttling import SimpleRateThrottle

from licensing.models import Consumer

if TYPE_CHECKING:  # views load the throttles by their setting
    from rest_framework.views import APIView


class ConsumerThrottle(SimpleRateThrottle):
    """So many requests a period for each consumer, whatever token it uses (setting IMPRIMATUR_API_RATE)."""

    scope = "consumer"

    def get_rate(self) -> str | None:
        """Return the rate as it is set now."""
        rate: Any = api_settings.DEFAULT_THROTTLE_RATES.get(self.scope)
        return cast("str | None", rate)

    def get_cache_key(self, request: Request, view: APIView) -> str | None:  # noqa: ARG002
        """Return the name of the consumer's counter; None, which counts nothing, where there is no consumer."""
        who: object = request.user
        if not isinstance(who, Consumer):
            return None
        return self.cache_format % {"scope": self.scope, "ident": who.pk}
