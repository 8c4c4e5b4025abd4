"""Getting a passage, as the schema tells it."""

from __future__ import annotations

from drf_spectacular.utils import OpenApiExample, OpenApiResponse, extend_schema

from licensing.api.documentation import examples
from licensing.api.documentation.headers import KEY, LANGUAGE, at_path
from licensing.api.documentation.problems import PROBLEM_JSON, problem, problems
from licensing.api.inputs import FullTextInput, ReleaseInput
from licensing.api.outputs import FullTextOutput, ReleaseOutput, ReleaseRefusedOutput

_REFUSED = problem(
    "release-refused",
    "No text may be handed out",
    403,
    "“Terms of essanews.com” forbids it without the prior consent of Wirtualna Polska Media S.A.",
    "/api/v1/articles/5a3c0b9e-7c55-4f0e-9a3c-2f1f6d8f0c11/releases",
    outcome="consent",
    decision=examples.DECISION_ID,
    words_allowed=10,
    ask=examples.ASK,
    obstacles=[{"part": "text", **examples.OBSTACLE}],
    links={"decision": f"/api/v1/decisions/{examples.DECISION_ID}"},
)

_REFUSED_WHOLE = problem(
    "release-refused",
    "No text may be handed out",
    403,
    "“Terms of essanews.com” forbids it without the prior consent of Wirtualna Polska Media S.A.",
    "/api/v1/articles/5a3c0b9e-7c55-4f0e-9a3c-2f1f6d8f0c11/full-text",
    outcome="consent",
    decision=examples.DECISION_ID,
    words_allowed=None,
    ask=examples.ASK,
    obstacles=[{"part": "text", **examples.OBSTACLE}],
    links={"decision": f"/api/v1/decisions/{examples.DECISION_ID}"},
)

full_text_released = extend_schema(
    operation_id="releaseFullText",
    tags=["articles"],
    summary="Hand me the whole text",
    description="For a use that your agreement or the terms on record permit, where the archive holds a full copy. Decides "
    "as it hands out, counts against the agreement's quota, and records who received the text: all of its words count "
    "as released. A copy that the archive may no longer keep is not held. Print `attribution` with the text.",
    parameters=[LANGUAGE, KEY, at_path("article_id", "The article's `id`.")],
    request=FullTextInput,
    responses={
        201: OpenApiResponse(
            FullTextOutput,
            "The text. Keep it no longer than your decision lets you.",
            [OpenApiExample("to store", examples.FULL_TEXT, response_only=True, status_codes=["201"])],
        ),
        **problems(404, 409, 413, 415, 422),
        (403, PROBLEM_JSON): OpenApiResponse(
            ReleaseRefusedOutput, "Refused: what stands in the way, and whom to ask.", [_REFUSED_WHOLE]
        ),
    },
    examples=[OpenApiExample("to store", {"use": "store", "purpose": "archiving"}, request_only=True)],
)

passage_released = extend_schema(
    operation_id="releasePassage",
    tags=["articles"],
    summary="Hand me a passage",
    description="The only way to a passage. Decides again as it hands out, records who received which words, and counts word "
    "positions over time: small passages don't add up to the article. Print `attribution` with the text.",
    parameters=[LANGUAGE, KEY, at_path("article_id", "The article's `id`.")],
    request=ReleaseInput,
    responses={
        201: OpenApiResponse(
            ReleaseOutput,
            "The passage. Keep it no longer than your decision lets you.",
            [OpenApiExample("ten words", examples.RELEASE, response_only=True, status_codes=["201"])],
        ),
        **problems(404, 409, 413, 415, 422),
        (403, PROBLEM_JSON): OpenApiResponse(
            ReleaseRefusedOutput, "Refused: what stands in the way, and whom to ask.", [_REFUSED]
        ),
    },
    examples=[OpenApiExample("ten words", {"words": 10, "purpose": "news-reporting"}, request_only=True)],
)
