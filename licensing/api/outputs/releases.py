"""The shape of a passage that was handed out."""

from __future__ import annotations

from rest_framework import serializers

from licensing.api.outputs.pieces import Moment, Output, Text


class ReleasedDutyOutput(Output):
    """A duty that you take on with the passage."""

    action = Text()
    due_at = Moment(allow_null=True)


class ReleaseLinks(Output):
    """Paths of what the release rests on."""

    decision = Text()
    article = Text()


class FullTextOutput(Output):
    """The whole text, the line to print with it, and under which decision it was handed out."""

    text = Text()
    words = serializers.IntegerField()
    language = Text()
    digest = Text(help_text="SHA-256 of the text's UTF-8 bytes.")
    use = Text()
    attribution = Text()
    duties = ReleasedDutyOutput(many=True)
    decision = serializers.UUIDField()
    delivery = serializers.UUIDField()
    valid_until = Moment(allow_null=True)
    links = ReleaseLinks()


class ReleaseOutput(Output):
    """A passage, the line to print with it, and under which decision it was handed out."""

    text = Text()
    words = serializers.IntegerField()
    start = serializers.IntegerField()
    attribution = Text()
    duties = ReleasedDutyOutput(many=True)
    decision = serializers.UUIDField()
    delivery = serializers.UUIDField()
    valid_until = Moment(allow_null=True)
    links = ReleaseLinks()
