"""Finding articles that are the same, linking them, and parting what was linked wrongly. Nothing is ever merged."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from celery import current_app
from django.db import connection, transaction

from archive.choices import CopyReason
from archive.models import Article, Copy, Fingerprint, LinkBatch

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

MOST_DIFFERENT_BITS = 3
MOST_COPIES = 20  # that one arrival is linked with, for each reason
_SLICE = 2000
_TASK = "archive.tasks.link_articles"  # by name: tasks stand above operations
_BANDS = ("band_1", "band_2", "band_3", "band_4")
_BAND_BITS = 16
# Identifiers that mean the same thing whoever prints them; a number of some system's own doesn't.
NAMES = ("urn:", "tag:", "http://", "https://", "doi:", "10.", "URN:", "TAG:", "DOI:")
"""How such names begin, for a first look without the database."""
_GLOBAL_NAME = r"^(urn:|tag:|https?://|doi:|10\.\d{4,9}/)"


class CopyPartedError(Exception):
    """Somebody else parted the two first."""


def note_names(*, articles: Sequence[UUID]) -> None:
    """Note the global names in the identifiers of articles, those that are urn: or tag: addresses among them."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO archive_articlename (article_id, name)"
            " SELECT held.id, named.value FROM archive_article held,"
            " LATERAL (SELECT value FROM jsonb_each_text(held.identifiers)"
            " UNION SELECT held.address WHERE held.address !~ '^https?:') named"
            " WHERE held.id = ANY(%s) AND named.value ~* %s AND length(named.value) <= 200"
            " ON CONFLICT DO NOTHING",
            [list(articles), _GLOBAL_NAME],
        )


def note_fingerprints(*, of: Mapping[UUID, int]) -> None:
    """Keep the fingerprints of articles' words, in place of earlier ones."""
    rows = [
        Fingerprint(
            article_id=article,
            bits=bits,
            **dict(zip(_BANDS, _bands(bits), strict=True)),
        )
        for article, bits in of.items()
    ]
    Fingerprint.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["article"],
        update_fields=["bits", *_BANDS],
        batch_size=2000,
    )


def link_copies(*, articles: Sequence[UUID], canonical: str = "", now: datetime) -> int:
    """Link articles with those held that are the same, and say how many links are new.

    `canonical` is the address that the only one of `articles` names as its own. A pair that was parted stays parted.
    """
    found: dict[tuple[UUID, UUID], tuple[str, str]] = {}
    for pairs in (_by_canonical(articles, canonical), _by_name(articles), _by_words(articles)):
        for one, other, reason, detail in pairs:
            first, second = sorted((one, other))
            found.setdefault((first, second), (reason, detail))
    held = set(Copy.objects.filter(first__in={first for first, _ in found}).values_list("first", "second"))
    new = {pair: why for pair, why in found.items() if pair not in held}
    Copy.objects.bulk_create(
        [
            Copy(first_id=first, second_id=second, reason=reason, detail=detail[:200], found_at=now)
            for (first, second), (reason, detail) in new.items()
        ],
        ignore_conflicts=True,
    )
    return len(new)


def queue_links(*, articles: Sequence[str], now: datetime) -> int:
    """Let a worker name and link articles after the commit: a load by the thousand doesn't wait for it.

    Returns the number of the batch.
    """
    with connection.cursor() as cursor:  # one text: ten thousand values cost more than the row
        cursor.execute(
            "INSERT INTO archive_linkbatch (articles, recorded_at) VALUES (%s::uuid[], %s) RETURNING id",
            [f"{{{','.join(articles)}}}", now],
        )
        batch_id: int = cursor.fetchone()[0]
    transaction.on_commit(lambda: current_app.send_task(_TASK, args=[batch_id]), robust=True)
    return batch_id


@transaction.atomic
def link_batch(*, batch_id: int, now: datetime) -> int:
    """Name and link the articles of a batch, and say how many links are new; 0 where another worker has it."""
    batch = LinkBatch.objects.select_for_update(skip_locked=True).filter(pk=batch_id).first()
    if batch is None:
        return 0
    found = 0
    for start in range(0, len(batch.articles), _SLICE):
        articles = batch.articles[start : start + _SLICE]
        note_names(articles=articles)
        found += link_copies(articles=articles, now=now)
    batch.delete()
    return found


def waiting_batches() -> list[int]:
    """Return the batches whose ring, or whose worker, may have been lost, the oldest first."""
    return list(LinkBatch.objects.order_by("pk").values_list("pk", flat=True)[:100])


@transaction.atomic
def part_copies(*, copy: Copy, by: str, reason: str, now: datetime) -> Copy:
    """Note that two articles aren't the same after all; they aren't linked again. Raises CopyPartedError."""
    standing = Copy.objects.filter(pk=copy.pk, parted_at=None)
    if not standing.update(parted_at=now, parted_by=by, parting_reason=reason):
        raise CopyPartedError(str(copy))
    return Copy.objects.get(pk=copy.pk)


_Pair = tuple[UUID, UUID, str, str]


def _by_canonical(articles: Sequence[UUID], canonical: str) -> list[_Pair]:
    if not canonical or len(articles) != 1:
        return []
    held = Article.objects.filter(address=canonical).exclude(pk__in=articles).values_list("pk", flat=True)
    return [(articles[0], other, CopyReason.CANONICAL, "") for other in held]


def _by_name(articles: Sequence[UUID]) -> list[_Pair]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT mine.article_id, other.article_id, mine.name FROM archive_articlename mine"
            " CROSS JOIN LATERAL (SELECT article_id FROM archive_articlename"
            " WHERE name = mine.name AND article_id <> mine.article_id LIMIT %s) other"
            " WHERE mine.article_id = ANY(%s)",
            [MOST_COPIES, list(articles)],
        )
        return [(one, other, CopyReason.IDENTIFIER, name) for one, other, name in cursor.fetchall()]


def _by_words(articles: Sequence[UUID]) -> list[_Pair]:
    """Return pairs of nearly the same words and much the same length."""
    bands = " OR ".join(f"held.{name} = mine.{name}" for name in _BANDS)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT mine.article_id, near.article_id, near.apart FROM archive_fingerprint mine"  # noqa: S608 - columns
            " JOIN archive_article a ON a.id = mine.article_id"
            " CROSS JOIN LATERAL (SELECT held.article_id,"
            " bit_count((held.bits # mine.bits)::bit(64)) AS apart FROM archive_fingerprint held"
            " JOIN archive_article b ON b.id = held.article_id"
            f" WHERE ({bands}) AND held.article_id <> mine.article_id"
            " AND b.word_count BETWEEN a.word_count * 0.8 AND a.word_count * 1.25"
            " AND bit_count((held.bits # mine.bits)::bit(64)) <= %s ORDER BY apart LIMIT %s) near"
            " WHERE mine.article_id = ANY(%s)",
            [MOST_DIFFERENT_BITS, MOST_COPIES, list(articles)],
        )
        return [(one, other, CopyReason.WORDS, f"{apart}/64") for one, other, apart in cursor.fetchall()]


def _bands(bits: int) -> list[int]:
    """Return the four bands of 16 bits, signed."""
    whole = bits & (1 << len(_BANDS) * _BAND_BITS) - 1
    bands = [whole >> _BAND_BITS * n & (1 << _BAND_BITS) - 1 for n in range(len(_BANDS))]
    return [band - (1 << _BAND_BITS) if band >> (_BAND_BITS - 1) else band for band in bands]
