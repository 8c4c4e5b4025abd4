"""Asking and reading decisions and checks, as the schema tells it."""

from __future__ import annotations

from drf_spectacular.utils import OpenApiExample, OpenApiResponse, extend_schema

from licensing.api.documentation import examples
from licensing.api.documentation.headers import KEY, LANGUAGE, PREFER, at_path
from licensing.api.documentation.problems import problem, problems
from licensing.api.inputs import DecisionInput
from licensing.api.outputs import CheckOutput, DecisionOutput

_NOT_APPLICABLE = problem(
    "not-applicable",
    "The use has no meaning for this part",
    422,
    "The use index does not apply to image.",
    "/api/v1/decisions",
    field="asset",
    errors=[{"field": "asset", "code": "not-applicable", "detail": "The use index does not apply to image."}],
)
_NO_ARTICLE = problem(
    "article-not-found",
    "No such article",
    404,
    "The archive holds no article with this identifier. GET /api/v1/articles lists what it holds.",
    "/api/v1/decisions",
    field="article",
)
_ANSWER = OpenApiExample("consent", examples.DECISION, response_only=True, status_codes=["200", "201"])

decision_asked = extend_schema(
    operation_id="askDecision",
    tags=["decisions"],
    summary="May I do this?",
    description="Decides a use of an article or of a part of it, and puts the answer on record. Asking costs nothing; "
    "`declare` says that you do it, and counts. A refusal is an answer too: it is a 201 whose `outcome` is "
    "`consent`, `review` or `deny`, with every obstacle and what would remove it.",
    parameters=[LANGUAGE, PREFER, KEY],
    request=DecisionInput,
    responses={
        201: OpenApiResponse(DecisionOutput, "The answer; `Location` is where it stays.", [_ANSWER]),
        202: OpenApiResponse(CheckOutput, "A worker will answer; poll `Location`.", [examples.WAITING]),
        **problems(404, 409, 413, 415, 422, examples=(_NOT_APPLICABLE, _NO_ARTICLE)),
    },
    examples=[OpenApiExample("a passage", examples.QUESTION, request_only=True)],
)

decision_read = extend_schema(
    operation_id="readDecision",
    tags=["decisions"],
    summary="What was I told?",
    description="A decision of yours as it was recorded, with what it obliges to and how far that is met.",
    parameters=[LANGUAGE, at_path("decision_id", "The decision's `id`.")],
    responses={200: OpenApiResponse(DecisionOutput, "The decision.", [_ANSWER]), **problems(404)},
)

check_read = extend_schema(
    operation_id="readCheck",
    tags=["decisions"],
    summary="Is the answer there?",
    description="A question that a worker answers: `requested`, `running`, `done` (then `links.decision` leads to the "
    "answer) or `failed`.",
    parameters=[at_path("check_id", "The check's `id`.")],
    responses={200: OpenApiResponse(CheckOutput, "The check.", [examples.ANSWERED]), **problems(404)},
)
