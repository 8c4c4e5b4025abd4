"""Publishers and their sites."""

from __future__ import annotations

from django.db import transaction

from archive.models import Publisher, Source
from archive.signals import source_sold


def record_publisher(*, identifier: str, name: str, legal_name: str = "", country: str = "") -> Publisher:
    """Record a publisher, or correct the one with this identifier; raises ValidationError for a bad value."""
    publisher = Publisher.objects.filter(identifier=identifier).first() or Publisher(identifier=identifier)
    publisher.name, publisher.legal_name, publisher.country = name, legal_name, country
    publisher.full_clean()
    publisher.save()
    return publisher


def record_source(
    *,
    publisher: Publisher,
    domain: str,
    name: str,
    language: str = "",
    min_interval_seconds: int = 2,
    wanted_words: int = 40,
    looks_into_images: bool = True,
    keeps_full_copies: bool = False,
) -> Source:
    """Record a site, or correct the one with this domain; raises ValidationError for a bad value.

    A change of publisher is told by `source_sold` on commit.
    """
    held = Source.objects.filter(domain=domain).first()
    sold = held is not None and held.publisher_id != publisher.pk
    source = held or Source(domain=domain)
    source.publisher, source.name, source.language = publisher, name, language
    source.min_interval_seconds, source.wanted_words = min_interval_seconds, wanted_words
    source.looks_into_images, source.keeps_full_copies = looks_into_images, keeps_full_copies
    source.full_clean()
    with transaction.atomic():
        source.save()
        if sold:
            source_id = source.pk
            transaction.on_commit(lambda: source_sold.send(Source, source_id=source_id))
    return source
