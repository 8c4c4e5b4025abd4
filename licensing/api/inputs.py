"""What a request may say, field by field; anything else is refused."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _
from rest_framework import serializers

from archive.ingestion.formats.table import FORMATS
from licensing.api.fields import CountField, FlagField, IdentifierField, MomentField, TermField
from licensing.policy.model import Outcome

WITHOUT_IMAGES = ("article", "metadata", "text")
MOST_CLAIMS = 20
MOST_ROWS = 100


def refuse_unknown(given: Iterable[str], known: Iterable[str]) -> None:
    """Refuse every name that isn't known. Raises ValidationError."""
    strange = sorted(set(given) - set(known))
    if strange:
        raise serializers.ValidationError({name[:100]: [_strange(name)] for name in strange})


def _strange(name: str) -> serializers.ErrorDetail:
    said = _("There is no such field.")
    if name == "consumer":
        said = _("The consumer is always the one whose token the request bears; leave the field out.")
    return serializers.ErrorDetail(said, code="unknown_field")


class StrictSerializer(serializers.Serializer[Any]):
    """Refuses fields that it doesn't have, instead of passing over them."""

    def to_internal_value(self, data: Any) -> Any:  # noqa: ANN401 - the framework's signature
        """Return the fields. Raises ValidationError, UseError."""
        refuse_unknown(data, self.fields)
        return super().to_internal_value(data)


class QuestionInput(StrictSerializer):
    """What a use may state besides what it is of (semantics.md section 1)."""

    purpose = TermField(
        required=False,
        allow_null=True,
        help_text="What for, from `GET /api/v1/uses`. Left out, or one that the consumer isn't registered for, "
        "it counts as unknown: no permission that asks for a purpose then speaks.",
    )
    territory = TermField(
        required=False,
        allow_null=True,
        help_text="Where: an ISO 3166-1 alpha-2 code, or EU, EEA, WORLD. Counts as unknown like `purpose`.",
    )
    audience = TermField(
        required=False, allow_null=True, help_text="Who will see it: `self`, `internal` or `public`."
    )
    claims = serializers.ListField(
        child=TermField(),
        required=False,
        max_length=MOST_CLAIMS,
        help_text="Statutory exceptions that you rely on, such as `pl-29-quotation`.",
    )


class DecisionInput(QuestionInput):
    """The question whether this may be done with that article."""

    article = IdentifierField(help_text="The article's `id`.")
    use = TermField(help_text="A standard use from `GET /api/v1/uses`, or an ODRL action such as `print`.")
    asset = TermField(
        required=False,
        default="article",
        help_text="`article` (every part that the use concerns), `metadata`, `text`, or the `id` of an image.",
    )
    words = CountField(
        required=False, allow_null=True, help_text="How many words, for a passage of the text: 1 to 1000."
    )
    characters = CountField(
        required=False, allow_null=True, help_text="How many characters they have: 1 to 20000."
    )
    at = MomentField(
        required=False,
        allow_null=True,
        help_text="When the use happens; now, if left out. Another time makes the answer hypothetical.",
    )
    known_at = MomentField(
        required=False,
        allow_null=True,
        help_text="Answer from what was on record then; now, if left out. Not in the future.",
    )
    declare = FlagField(
        required=False,
        default=False,
        help_text="True: I am doing it. A permitted use then counts against the agreement's quota. Only for now.",
    )


class ReleaseInput(QuestionInput):
    """Which passage to hand out."""

    words = CountField(help_text="How many words: 1 to 1000.")
    start = CountField(
        required=False,
        default=0,
        help_text="The first word's position in what the archive holds; 0 is the first.",
    )
    key = serializers.CharField(
        required=False,
        allow_blank=True,
        max_length=200,
        trim_whitespace=False,
        help_text="Makes a repeat cost nothing; the same as the header `Idempotency-Key`.",
    )


class FullTextInput(QuestionInput):
    """For which use the whole text is to be handed out."""

    use = TermField(
        help_text="A standard use of a whole text: `store`, `share`, `republish`, `personal`, `adapt`, `index`, "
        "`mine`, `train` or `ground`."
    )
    key = serializers.CharField(
        required=False,
        allow_blank=True,
        max_length=200,
        trim_whitespace=False,
        help_text="Makes a repeat cost nothing; the same as the header `Idempotency-Key`.",
    )


class ArticleQuery(StrictSerializer):
    """Which articles to list."""

    site = serializers.CharField(
        required=False, max_length=253, help_text="Domain of the site, such as `essanews.com`."
    )
    section = serializers.CharField(required=False, max_length=100, help_text="Section, as printed.")
    language = serializers.CharField(required=False, max_length=35, help_text="BCP 47 tag, such as `en`.")
    published_from = MomentField(required=False, help_text="Published at this instant or later.")
    published_to = MomentField(required=False, help_text="Published before this instant.")
    headline = serializers.CharField(
        required=False, max_length=200, help_text="Every one of these words is in the headline."
    )
    use = TermField(
        required=False,
        help_text="Only articles of which this use comes to `outcome` for you, now: a standard use from "
        "`GET /api/v1/uses`, or an ODRL action. Hypothetical: nothing is recorded, counted or released.",
    )
    outcome = serializers.ChoiceField(
        choices=[one.value for one in Outcome],
        required=False,
        help_text="What `use` has to come to. The two belong together.",
    )
    asset = serializers.ChoiceField(
        choices=WITHOUT_IMAGES,
        required=False,
        help_text="What `use` is of: `article` (every part that it concerns; so if left out), `metadata` or `text`.",
    )
    purpose = TermField(required=False, help_text="Of `use`, as in a question.")
    territory = TermField(required=False, help_text="Of `use`, as in a question.")
    audience = TermField(required=False, help_text="Of `use`, as in a question.")
    words = serializers.IntegerField(
        required=False, help_text="Of `use`: how many words, for a passage of the text: 1 to 1000."
    )
    limit = serializers.IntegerField(
        required=False, default=25, min_value=1, max_value=MOST_ROWS, help_text="Articles on a page."
    )
    cursor = serializers.CharField(
        required=False, max_length=400, help_text="Where a page begins: taken from `next` or `previous`."
    )

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Refuse half a question about rights. Raises ValidationError."""
        about = {"use", "outcome", "asset", "purpose", "territory", "audience", "words"} & set(attrs)
        missing = {"use", "outcome"} - about if about else ()
        if missing:
            said = _("A filter by rights needs use and outcome.")
            raise serializers.ValidationError({name: [said] for name in sorted(missing)}, code="required")
        return attrs


_FORMATS = sorted(FORMATS)
_FULL_COPIES = (
    "True: ask of each article whether its whole text may be kept, too, whatever its source asks for. "
    "Only a decision that permits it lets a text in."
)


class _IngestionOptions(StrictSerializer):
    format = serializers.ChoiceField(
        choices=_FORMATS, required=False, help_text="Format of the file; told by the file if left out."
    )
    source = serializers.CharField(  # type: ignore[assignment]  # a field of ours, not the framework's `source`
        required=False, max_length=253, help_text="Domain of the one source whose articles are taken in."
    )


class IngestionInput(_IngestionOptions):
    """The address of a file or list that a worker is to take in."""

    address = serializers.CharField(
        max_length=2000, help_text="On a recorded source: a feed, a sitemap, a list, a file or a page."
    )
    dry_run = FlagField(
        required=False, default=False, help_text="True: say what would be stored, and store nothing."
    )
    full_copies = FlagField(required=False, default=False, help_text=_FULL_COPIES)


class IngestionQuery(_IngestionOptions):
    """What is said of a file that is posted."""

    dry_run = serializers.BooleanField(
        required=False,
        default=False,
        help_text="`true`: say what would be stored and why, and store nothing.",
    )
    full_copies = serializers.BooleanField(required=False, default=False, help_text=_FULL_COPIES)
