"""The shape of a problem (RFC 9457)."""

from __future__ import annotations

from rest_framework import serializers

from licensing.api.outputs.decisions import AskOutput, StandingObstacleOutput
from licensing.api.outputs.pieces import Output, Text
from licensing.choices import OutcomeChoice


class FieldError(Output):
    """What is wrong with one field."""

    field = Text(help_text="Name of the field; inside lists and objects with dots, such as `claims.0`.")
    code = Text()
    detail = Text()


class ProblemOutput(Output):
    """RFC 9457. `type` is stable and, opened in a browser, explains itself; `detail` helps a person."""

    type = Text()
    title = Text()
    status = serializers.IntegerField()
    detail = Text()
    instance = Text(help_text="The path that was asked.")
    field = Text(required=False, help_text="The field that is wrong, where it is one.")
    errors = FieldError(many=True, required=False)  # type: ignore[assignment]  # a field


class RefusalLinks(Output):
    """Path of the decision."""

    decision = Text()


class ReleaseRefusedOutput(ProblemOutput):
    """Why no text was handed out, and what would change that."""

    outcome = serializers.ChoiceField(choices=OutcomeChoice.choices)
    obstacles = StandingObstacleOutput(many=True, required=False)
    ask = AskOutput(many=True, required=False)
    words_allowed = serializers.IntegerField(allow_null=True, required=False)
    decision = serializers.UUIDField()
    links = RefusalLinks(required=False)
