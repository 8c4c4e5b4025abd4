"""A publisher with many articles, put straight into the tables, under the notice of its site."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import connection

from archive.models import Article, Publisher, Source
from archive.operations.tallies import fold_tallies
from licensing import operations as do
from licensing.models import PolicySeries, PolicyVersion
from licensing.operations.governing import governing_set as one_set

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
BEFORE = NOW - timedelta(days=800)
DOMAIN, PUBLISHER = "bench.example", "bench-house"
PARTY = "urn:rights:party:bench-house"
SERIES = "urn:rights:policy:bench-notice"

_MORE = """
INSERT INTO archive_article (
  id, source_id, address, headline, authors, section, language, date_published, date_published_printed, date_modified,
  copyright_notice, identifiers, word_count, captured_at, governing_set_id, recorded_at)
SELECT gen_random_uuid(), %(source)s, 'https://bench.example/' || section || '/' || n || '-a-headline-as-they-are',
  'A headline of the usual length about something that happened, number ' || n, ARRAY['Somebody Known'], section,
  (ARRAY['en', 'pl', 'de', 'en-GB'])[1 + n %% 4], %(from)s::timestamptz + n %% 700 * interval '1 day' + n %% 86400 * interval '1 second',
  '', NULL, '© bench.example', '{}', 100 + n %% 900, %(from)s::timestamptz + (n %% 700 + 1) * interval '1 day', %(set)s, %(now)s
FROM (SELECT n, (ARRAY['News', 'Sport', 'Culture', 'Opinion', 'Money'])[1 + n / 3 %% 5] AS section
      FROM generate_series(%(first)s, %(last)s) AS n) one
"""


def publisher() -> Source:
    """Put the publisher on record, with its notice, the law, a silent robots.txt and two consumers."""
    house = Publisher.objects.create(identifier=PUBLISHER, name="Bench House")
    source = Source.objects.create(domain=DOMAIN, publisher=house, name=DOMAIN)
    do.record_party(identifier=PARTY, name="Bench House", names=[PUBLISHER], domains=[DOMAIN])
    do.install_law(now=BEFORE)
    for statute in ("facts", "eu-dsm-15-short"):
        series = PolicySeries.objects.get(identifier=statute)
        do.approve_statute(series=series, officer="legal-officer", reason="reviewed", now=BEFORE)
    do.intake_consumer(now=BEFORE)
    newsroom = do.register_consumer(identifier="newsroom", name="newsroom", now=BEFORE)
    for kind, name in (("territory", "PL"), ("purpose", "news-reporting")):
        do.set_registration(consumer=newsroom, kind=kind, name=name, by="rights-officer", now=BEFORE)
    series = do.create_series(
        identifier=SERIES, kind="terms", title="Notice", scope_kind="site", scope_value=DOMAIN, now=BEFORE
    )
    approve(draft(series, _first(), BEFORE), BEFORE)
    return source


def governing_set() -> int:
    """Return the set that the notice of the site stands for."""
    return one_set({PolicySeries.objects.get(identifier=SERIES).pk}).pk


def fill(source: Source, total: int) -> None:
    """Put articles in until there are so many."""
    held = Article.objects.count()
    with connection.cursor() as cursor:
        numbers = {"first": held + 1, "last": total, "source": source.pk, "set": governing_set()}
        cursor.execute(_MORE, {**numbers, "now": NOW, "from": BEFORE})
        fold_tallies()  # as the beat does every minute
        cursor.execute("VACUUM (ANALYZE) archive_article, archive_articletally, archive_articletallychange")
        cursor.execute("CHECKPOINT")  # what was put in is on disk before anything is timed


def draft(series: PolicySeries, document: dict[str, Any], now: datetime) -> PolicyVersion:
    """Record and submit a version."""
    version = do.record_terms(
        series=series, document=document, source_text="A notice.", author="rights-officer", now=now
    )
    return do.submit_terms(version=version, by="rights-officer", now=now)


def approve(version: PolicyVersion, now: datetime) -> None:
    """Put a version in force."""
    do.approve_terms(version=version, officer="rights-officer-2", effective_from=now, now=now)


def _document(**rules: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "@context": ["http://www.w3.org/ns/odrl.jsonld", {"ra": "urn:rights:"}],
        "@type": "Offer",
        "uid": "urn:bench:notice",
        "profile": ["urn:rights:profile:1"],
        "conflict": "prohibit",
        "assigner": PARTY,
        **rules,
    }


def _test(left: str, operator: str, right: object) -> dict[str, object]:
    return {"leftOperand": left, "operator": operator, "rightOperand": right}


def _first() -> dict[str, Any]:
    return _document(permission=[{"action": ["index", "archive", "reproduce", "ra:mine"]}])


def next_document(number: int, *, day_alone: bool = False) -> dict[str, Any]:
    """Return terms that tell articles apart by section, language and date; each number gives other ones.

    The date is a midnight in UTC; a `day_alone`, without an hour and a zone, begins and ends within days of UTC.
    """
    day = (BEFORE + timedelta(days=300 + 10 * number)).date().isoformat()
    sections, language = (["Sport", "Opinion"], "en") if number % 2 else (["News", "Culture"], "pl")
    consent = {"duty": [{"action": "obtainConsent", "consentingParty": PARTY}]}
    return _document(
        permission=[{"action": ["index", "archive", "reproduce"]}, {"action": ["distribute"], **consent}],
        prohibition=[
            {"action": ["archive"], "constraint": [_test("ra:section", "isAnyOf", sections)]},
            {"action": ["index"], "constraint": [_test("language", "eq", language)]},
            {
                "action": ["reproduce"],
                "constraint": [
                    _test("ra:publishedDate", "lt", day if day_alone else f"{day}T00:00:00+00:00")
                ],
            },
        ],
    )
