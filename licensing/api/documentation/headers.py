"""Headers that several endpoints read."""

from __future__ import annotations

from drf_spectacular.utils import OpenApiParameter

LANGUAGE = OpenApiParameter(
    "Accept-Language",
    str,
    OpenApiParameter.HEADER,
    description="Language of the sentences: `en` or `pl`.",
)
KEY = OpenApiParameter(
    "Idempotency-Key",
    str,
    OpenApiParameter.HEADER,
    description="Makes a repeat cost nothing: at most 200 printable ASCII characters of your choice.",
)
PREFER = OpenApiParameter(
    "Prefer",
    str,
    OpenApiParameter.HEADER,
    description="`respond-async`: don't wait; the answer is 202 with the address of a check to poll. A question "
    "about another time and a declared use are answered at once all the same.",
)


def at_path(name: str, meaning: str) -> OpenApiParameter:
    """Return an identifier in an endpoint's path."""
    return OpenApiParameter(
        name, {"type": "string", "format": "uuid"}, OpenApiParameter.PATH, description=meaning
    )
