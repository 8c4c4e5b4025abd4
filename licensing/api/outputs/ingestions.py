"""The shape of a run that takes a file or a list in."""

from __future__ import annotations

from rest_framework import serializers

from archive.choices import IngestionFailure, IngestionState
from licensing.api.outputs.pieces import Moment, Output, Text


class RowProblemOutput(Output):
    """A row that didn't come in; never what it says."""

    line = serializers.IntegerField()
    field = Text()
    reason = Text()
    refused = serializers.BooleanField(help_text="By rights, not for a fault.")


class SaidOutput(Output):
    """What a dry run would have stored of so many rows, and why."""

    rows = serializers.IntegerField()
    says = Text()


class IngestionCounts(Output):
    """Rows by what became of them; `read` is the sum of the others."""

    read = serializers.IntegerField()
    stored = serializers.IntegerField()
    updated = serializers.IntegerField()
    unchanged = serializers.IntegerField()
    queued = serializers.IntegerField(help_text="Pages that will be captured.")
    refused = serializers.IntegerField()
    failed = serializers.IntegerField()


class RefusedCopiesOutput(Output):
    """Why the whole text of so many rows wasn't kept."""

    rows = serializers.IntegerField()
    says = Text()


class FullCopiesOutput(Output):
    """What became of full copies, where this run or a source wants them."""

    wanted = serializers.BooleanField(
        help_text="Whether this run asked for them whatever the sources ask for."
    )
    kept = serializers.IntegerField()
    refused = serializers.IntegerField()
    reasons = RefusedCopiesOutput(many=True, help_text="The commonest, at most twenty.")


class IngestionLinks(Output):
    """Where to look again."""

    self = Text()


class IngestionOutput(Output):
    """How far a run has come, and what became of its rows."""

    id = serializers.UUIDField()
    state = serializers.ChoiceField(choices=IngestionState.choices)
    format = Text(help_text="Empty until the file told it.")
    address = Text(help_text="Empty for a file that was posted.")
    dry_run = serializers.BooleanField()
    counts = IngestionCounts()
    problems = RowProblemOutput(many=True, help_text="The first hundred rows that didn't come in.")
    full_copies = FullCopiesOutput()
    would = SaidOutput(many=True, help_text="Of a dry run that was posted, in its own answer only.")
    failure = serializers.ChoiceField(choices=IngestionFailure.choices, allow_null=True)
    requested_at = Moment()
    started_at = Moment(allow_null=True)
    finished_at = Moment(allow_null=True)
    links = IngestionLinks()
