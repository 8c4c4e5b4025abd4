"""What can be asked for, as the schema tells it."""

from __future__ import annotations

from drf_spectacular.utils import OpenApiResponse, extend_schema

from licensing.api.documentation.headers import LANGUAGE
from licensing.api.documentation.problems import PROBLEM_JSON
from licensing.api.outputs import ProblemOutput, VocabularyOutput

uses_told = extend_schema(
    operation_id="listUses",
    tags=["vocabulary"],
    summary="What can I ask?",
    description="Standard uses and the parts they concern, actions, purposes, territories and audiences. Needs no token.",
    parameters=[LANGUAGE],
    auth=[],
    responses={
        200: OpenApiResponse(VocabularyOutput, "The words of a question."),
        (400, PROBLEM_JSON): OpenApiResponse(ProblemOutput, "A parameter that there isn't."),
    },
)
