"""The shape of the words that a question may use."""

from __future__ import annotations

from rest_framework import serializers

from licensing.api.outputs.pieces import Output, Text
from licensing.policy.model import Audience, PartKind

_AUDIENCES = [step.value for step in Audience]
_KINDS = [kind.value for kind in PartKind]


class UseOutput(Output):
    """A standard use."""

    id = Text()
    meaning = Text()
    action = Text(help_text="The ODRL action that it names; `ra:` is this project's profile.")
    parts = serializers.ListField(child=serializers.ChoiceField(choices=_KINDS))
    audience = serializers.ChoiceField(choices=_AUDIENCES, allow_null=True)
    takes_words = serializers.BooleanField()


class PurposeOutput(Output):
    """A purpose and the broader one that contains it."""

    id = Text()
    broader = Text(allow_null=True)


class RegionOutput(Output):
    """A region and its countries."""

    id = Text()
    contains = serializers.ListField(child=Text())


class TerritoriesOutput(Output):
    """Where a use may happen."""

    countries = serializers.ListField(child=Text())
    regions = RegionOutput(many=True)


class VocabularyOutput(Output):
    """Every word that a question may use."""

    uses = UseOutput(many=True)
    actions = serializers.ListField(child=Text())
    parts = serializers.ListField(child=Text())
    audiences = serializers.ListField(child=Text())
    purposes = PurposeOutput(many=True)
    territories = TerritoriesOutput()
    most_words = serializers.IntegerField()
