"""The shape of an article: facts alone."""

from __future__ import annotations

from rest_framework import serializers

from archive.choices import CreditRole
from licensing.api.outputs.pieces import Moment, Output, Text


class PublisherOutput(Output):
    """Who publishes."""

    identifier = Text()
    name = Text()


class ArticleRowLinks(Output):
    """Path of the article."""

    self = Text()


class ArticleRowOutput(Output):
    """An article by its bibliographic facts."""

    id = serializers.UUIDField()
    address = Text()
    headline = Text()
    authors = serializers.ListField(child=Text())
    publisher = PublisherOutput()
    site = Text()
    section = Text()
    language = Text()
    date_published = Moment(allow_null=True)
    date_modified = Moment(allow_null=True)
    copyright_notice = Text()
    word_count = serializers.IntegerField(help_text="Of the whole text, however much of it is held.")
    captured_at = Moment()
    links = ArticleRowLinks()


class CreditOutput(Output):
    """One name of a credit line."""

    name = Text()
    role = serializers.ChoiceField(choices=CreditRole.choices)


class ImageOutput(Output):
    """An image: a part of its own, with holders of its own."""

    id = serializers.UUIDField()
    address = Text()
    credit_text = Text()
    credits = CreditOutput(many=True)


class ArticleLinks(Output):
    """Where to go from here."""

    self = Text()
    page = Text(help_text="The page itself, at its publisher.")
    decisions = Text()
    releases = Text()
    full_text = Text()


class ArticleOutput(ArticleRowOutput):
    """An article with its images and the line that attributes it; never its text."""

    date_published_printed = Text()
    identifiers = serializers.DictField()
    held_words = serializers.IntegerField(help_text="Words of which a passage can be asked for.")
    full_copy_words = serializers.IntegerField(
        help_text="Words of the full copy that the archive holds; 0 where it holds none."
    )
    images = ImageOutput(many=True)
    attribution = Text()
    links = ArticleLinks()  # type: ignore[assignment]  # wider than in a list


class ArticlePageOutput(Output):
    """A page of articles, and the paths of its neighbours."""

    next = Text(allow_null=True)
    previous = Text(allow_null=True)
    results = ArticleRowOutput(many=True)
