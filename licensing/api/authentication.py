"""Who asks: the consumer whose unrevoked token the request bears, and nobody else."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from rest_framework.authentication import BaseAuthentication, get_authorization_header
from rest_framework.exceptions import AuthenticationFailed, PermissionDenied
from rest_framework.request import Request

from licensing.models import Consumer, ConsumerToken
from licensing.queries.consumers import token_digest

_WORDS = 2  # the scheme and the token


class ConsumerInactiveError(PermissionDenied):
    """The token is good, but an officer has closed the consumer's access."""

    default_detail = _("Access of this consumer is closed. Ask a rights officer to open it.")


class BearerToken(BaseAuthentication):
    """`Authorization: Bearer <token>` (RFC 6750). The request's user is then a `Consumer`."""

    def authenticate(self, request: Request) -> tuple[Consumer, ConsumerToken] | None:
        """Return the consumer and its token, or None where no credential of this kind is given.

        Raises AuthenticationFailed for a token that is unknown or revoked, ConsumerInactiveError.
        """
        words = get_authorization_header(request).split()
        if not words or words[0].lower() != b"bearer":
            return None
        if len(words) != _WORDS:
            raise AuthenticationFailed(
                _("Write the header as “Authorization: Bearer”, a space, and one token.")
            )
        token = _unrevoked(words[1].decode("latin-1"))
        if not token.consumer.active:
            raise ConsumerInactiveError
        return token.consumer, token

    def authenticate_header(self, request: Request) -> str:  # noqa: ARG002 - the framework's signature
        """Return the challenge of a 401."""
        return 'Bearer realm="imprimatur"'


def _unrevoked(text: str) -> ConsumerToken:
    tokens = ConsumerToken.objects.select_related("consumer")
    found = tokens.filter(digest=token_digest(text), revoked_at=None).first()
    if found is None:
        raise AuthenticationFailed(
            _("This token is unknown or was revoked. Ask a rights officer for a new one.")
        )
    return found


class BearerTokenScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    """How the schema describes the credential."""

    target_class = "licensing.api.authentication.BearerToken"
    name = "consumerToken"

    def get_security_definition(self, auto_schema: object) -> dict[str, str]:  # noqa: ARG002
        """Return the OpenAPI security scheme."""
        return {
            "type": "http",
            "scheme": "bearer",
            "description": "The token of one consumer, issued by a rights officer and shown once.",
        }
