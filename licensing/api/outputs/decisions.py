"""The shape of a decision and of a check that leads to one."""

from __future__ import annotations

from rest_framework import serializers

from licensing.api.outputs.pieces import Moment, Output, Text
from licensing.choices import CheckState, ObligationState, OutcomeChoice
from licensing.policy.model import Audience, PartKind, State

_AUDIENCES = [step.value for step in Audience]
_KINDS = [kind.value for kind in PartKind]
_STATES = [state.value for state in State]


class ClauseOutput(Output):
    """A verbatim span of the recorded text; offsets are code points, `end` excluded."""

    label = Text()  # type: ignore[assignment]  # a field, not the name of one
    start = serializers.IntegerField()
    end = serializers.IntegerField()
    text = Text()


class CitationOutput(Output):
    """What the answer rests on. All fields are empty where nothing is on record."""

    policy = Text(help_text="Identifier of the policy series.")
    title = Text()
    version = Text()
    digest = Text(help_text="SHA-256 of the version.")
    kind = Text(help_text="`terms`, `signal`, `agreement`, `statute` or `house`.")
    rule = Text(help_text="JSON pointer of the rule in the policy's ODRL document.")
    clauses = ClauseOutput(many=True, help_text="The verbatim clauses from which the rule was read.")
    text = Text(help_text="A statute's text.")
    source = Text(help_text="Where the statute's text was taken from.")  # type: ignore[assignment]  # a field too


class SayingOutput(Output):
    """A sentence and its stable code."""

    code = Text()
    says = Text(help_text="In the language of the answer.")


class PremiseOutput(Output):
    """One thing that was tested."""

    what = Text()
    left = Text()
    operator = Text()
    right = Text()
    state = serializers.ChoiceField(choices=_STATES)
    note = Text()


class AskOutput(Output):
    """Whose consent would help."""

    party = Text()
    name = Text()


class ObstacleOutput(Output):
    """Something in the way, and what would remove it."""

    row = serializers.IntegerField(help_text="Row of the truth table, 1 to 6.")
    code = Text()
    outcome = serializers.ChoiceField(choices=OutcomeChoice.choices)
    says = Text()
    remedy = Text(help_text="What would remove it; empty where nothing would.")
    ask = AskOutput(many=True)
    citation = CitationOutput()
    premises = PremiseOutput(many=True)
    overridden = serializers.BooleanField(help_text="True where it is harmless as long as the permit stands.")


class StandingObstacleOutput(ObstacleOutput):
    """An obstacle that stands, and the part it protects."""

    part = Text()


class DutyOutput(Output):
    """What the permit obliges to."""

    action = Text()
    policy = Text()
    rule = Text()


class HolderOutput(Output):
    """The answer for one holder of the part."""

    holder = Text()
    holder_name = Text()
    outcome = serializers.ChoiceField(choices=OutcomeChoice.choices)
    row = serializers.IntegerField(help_text="Row of the truth table that decided, 1 to 6.")
    reason = SayingOutput()
    citation = CitationOutput()
    obstacles = ObstacleOutput(many=True)
    notes = SayingOutput(many=True)
    duties = DutyOutput(many=True)
    quota_left = serializers.IntegerField(allow_null=True)
    agreements = serializers.ListField(child=Text())


class PartOutput(Output):
    """The answer for one part: the strictest over its holders."""

    part = Text(help_text="`metadata`, `text` or the `id` of an image.")
    kind = serializers.ChoiceField(choices=_KINDS)
    outcome = serializers.ChoiceField(choices=OutcomeChoice.choices)
    holders = HolderOutput(many=True)


class AskedOutput(Output):
    """The rest of the question, as it was decided."""

    purpose = Text(allow_null=True)
    territory = Text(allow_null=True)
    audience = serializers.ChoiceField(choices=_AUDIENCES, allow_null=True)
    words = serializers.IntegerField(allow_null=True)
    characters = serializers.IntegerField(allow_null=True)
    claims = serializers.ListField(child=Text())


class ObligationOutput(Output):
    """A duty that the permit incurred, and whether it was met."""

    action = Text()
    policy = Text()
    rule = Text()
    incurred_at = Moment()
    due_at = Moment(allow_null=True)
    state = serializers.ChoiceField(choices=ObligationState.choices)


class OverrideOutput(Output):
    """An officer's answer in place of another decision."""

    replaces = serializers.UUIDField()
    reason = Text()


class DecisionLinks(Output):
    """Paths of what the decision concerns."""

    self = Text()
    article = Text()


class DecisionOutput(Output):
    """The answer, and everything that it rests on."""

    id = serializers.UUIDField()
    outcome = serializers.ChoiceField(
        choices=OutcomeChoice.choices, help_text="The strictest over all parts and holders."
    )
    article = serializers.UUIDField()
    use = Text()
    asset = Text()
    consumer = Text()
    asked = AskedOutput()
    at = Moment()
    known_at = Moment()
    hypothetical = serializers.BooleanField(help_text="True: about another time; it lets nothing happen.")
    recorded_at = Moment()
    parts = PartOutput(many=True)
    ask = AskOutput(many=True, help_text="Everybody whose consent would help.")
    words_allowed = serializers.IntegerField(
        allow_null=True, help_text="Of a refused passage: the largest smaller amount that would be permitted."
    )
    attribution = Text(help_text="The line to print with the content.")
    valid_until = Moment(
        allow_null=True, help_text="Ask again by then: something on record is due to change."
    )
    obligations = ObligationOutput(many=True)
    override = OverrideOutput(allow_null=True)
    digest = Text(help_text="SHA-256 of the decision's canonical record.")
    facts_digest = Text(help_text="SHA-256 of the canonical record of the facts it was made from.")
    links = DecisionLinks()


class CheckLinks(Output):
    """Paths of what the check concerns; `decision` once there is one."""

    self = Text()
    article = Text()
    decision = Text(required=False)


class CheckOutput(Output):
    """A question that a worker answers."""

    id = serializers.UUIDField()
    state = serializers.ChoiceField(choices=CheckState.choices)
    article = serializers.UUIDField()
    use = Text()
    asset = Text()
    requested_at = Moment()
    done_at = Moment(allow_null=True)
    failure = Text(help_text="A stable code, where it failed.")
    links = CheckLinks()
