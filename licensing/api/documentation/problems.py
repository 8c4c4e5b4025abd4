"""Which problems an endpoint may answer, each with an example."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import OpenApiExample, OpenApiResponse

from licensing.api.outputs import ProblemOutput

PROBLEM_JSON = "application/problem+json"
Responses = dict[tuple[int, str], Any]

_ABOUT = {
    400: "It isn't a question: not JSON, a field missing, unknown or of the wrong type.",
    401: "No token, or one that is unknown or was revoked.",
    403: "Access of this consumer is closed.",
    404: "There is no such thing, or it isn't yours.",
    409: "The key was used for another request.",
    413: "The body is longer than 65,536 bytes.",
    415: "The body isn't `application/json`.",
    422: "It is a question that cannot be answered: an unknown use, purpose, territory or part, an absurd date or amount.",
    429: "Too many requests of this consumer; `Retry-After` says how many seconds to wait.",
}
_EVERYWHERE = (400, 401, 403, 429)


def problem(slug: str, title: str, status: int, detail: str, instance: str, **more: Any) -> OpenApiExample:  # noqa: ANN401 - members of a problem
    """Return an example of a problem."""
    value = {
        "type": f"/problems/{slug}",
        "title": title,
        "status": status,
        "detail": detail,
        "instance": instance,
        **more,
    }
    return OpenApiExample(
        slug, value, response_only=True, status_codes=[str(status)], media_type=PROBLEM_JSON
    )


_UNAUTHENTICATED = problem(
    "unauthenticated",
    "No valid credential",
    401,
    "Send the header “Authorization: Bearer” with the token of a consumer.",
    "/api/v1/decisions",
)


def problems(*statuses: int, examples: tuple[OpenApiExample, ...] = ()) -> Responses:
    """Return the documented problems: those of every endpoint and these."""
    found: Responses = {}
    for status in sorted({*_EVERYWHERE, *statuses}):
        shown = [one for one in (*examples, _UNAUTHENTICATED) if str(status) in (one.status_codes or ())]
        found[status, PROBLEM_JSON] = OpenApiResponse(ProblemOutput, _ABOUT[status], shown)
    return found
