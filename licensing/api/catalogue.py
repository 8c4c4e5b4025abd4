"""An article as the API shows it: facts alone, never its text."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from archive.models import Article, Image
from archive.queries import articles, full_copy_words, held_words
from licensing.api.wording import Data, article_path, path
from licensing.queries.facts import attribution
from licensing.queries.subjects import subject_of


def articles_asked_for(asked: Data) -> QuerySet[Article]:
    """Return the articles that a query names."""
    found = articles(
        domain=asked["site"].lower() if "site" in asked else None,
        language=asked.get("language"),
        published_from=asked.get("published_from"),
        published_to=asked.get("published_to"),
    )
    if "section" in asked:
        found = found.filter(section__iexact=asked["section"])
    words = Q()
    for word in asked.get("headline", "").split():
        words &= Q(headline__icontains=word)
    return found.filter(words)


def article_row(article: Article) -> Data:
    """Return an article as a line of a list."""
    publisher = article.source.publisher
    return {
        "id": str(article.pk),
        "address": article.address,
        "headline": article.headline,
        "authors": article.authors,
        "publisher": {"identifier": publisher.identifier, "name": publisher.name},
        "site": article.source.domain,
        "section": article.section,
        "language": article.language,
        "date_published": article.date_published,
        "date_modified": article.date_modified,
        "copyright_notice": article.copyright_notice,
        "word_count": article.word_count,
        "captured_at": article.captured_at,
        "links": {"self": article_path(str(article.pk))},
    }


def article_data(article: Article) -> Data:
    """Return everything that the API tells about an article."""
    row = article_row(article)
    links = row["links"] | {
        "page": article.address,
        "decisions": path("decisions"),
        "releases": path("releases", article.pk),
        "full_text": path("full-text", article.pk),
    }
    return row | {
        "date_published_printed": article.date_published_printed,
        "identifiers": article.identifiers,
        "held_words": held_words(article.pk),
        "full_copy_words": full_copy_words(article.pk),
        "images": [_image(one) for one in article.images.all()],
        "attribution": attribution(subject_of(article)),
        "links": links,
    }


def _image(image: Image) -> Data:
    return {
        "id": str(image.pk),
        "address": image.address,
        "credit_text": image.credit_text,
        "credits": [{"name": one.name, "role": one.role} for one in image.credits.all()],
    }
