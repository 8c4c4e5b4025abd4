"""Load JSON Lines articles and compare with COPY and upsert of the same rows by hand (docs/benchmarks.md)."""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import subprocess
import sys
from io import StringIO
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Any

import django

if TYPE_CHECKING:
    from collections.abc import Iterator

SEED = 20261124
SOURCES = 20
VOCABULARY = 4000
STAGING = "bench_staging"
TABLE = "bench_article"


def write_articles(path: Path, count: int) -> None:
    """Write the same articles every time: bodies of 200 to 400 words, an image in one of ten, two languages."""
    chance = random.Random(SEED)  # noqa: S311 - the same articles every time
    letters = "abcdefghijklmnoprstuwyz"
    accents = "abcdeęfghijkłlmnoóprsśtuwyzż"
    lexicons = [
        ["".join(chance.choices(each, k=chance.randint(2, 11))) for _ in range(VOCABULARY)]
        for each in (letters, accents)
    ]
    with path.open("w", encoding="utf-8") as file:
        for number in range(count):
            file.write(json.dumps(_article(chance, number, lexicons), ensure_ascii=False) + "\n")


def _article(chance: random.Random, number: int, lexicons: list[list[str]]) -> dict[str, Any]:
    site = chance.randrange(SOURCES)
    words = lexicons[site % 2]
    made: dict[str, Any] = {
        "url": f"https://site-{site}.example/news/{number}/{'-'.join(chance.choices(lexicons[0], k=5))}",
        "headline": " ".join(chance.choices(words, k=9)).capitalize(),
        "authors": [" ".join(name.capitalize() for name in chance.choices(words, k=2))],
        "section": chance.choice(["News", "Sport", "Business", "Culture"]),
        "language": ["en", "pl"][site % 2],
        "datePublished": f"2025-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}T{chance.randint(0, 23):02}:30:00+01:00",
        "copyrightNotice": f"© site-{site}.example",
        "identifier": f"urn:example:{number}",
        "articleBody": " ".join(chance.choices(words, k=chance.randint(200, 400))) + ".",
    }
    if chance.random() < 0.1:
        line = f"PAP/{' '.join(chance.choices(words, k=2)).title()}"
        made["image"] = [{"url": f"https://site-{site}.example/i/{number}.jpg", "creditText": line}]
    return made


def prepare() -> None:
    """Put the sources, the law with its approvals and the archive's own consumer on record."""
    from archive.clock import now
    from archive.operations import record_publisher, record_source
    from licensing import operations as do
    from licensing.models import PolicySeries

    moment = now()
    publisher = record_publisher(identifier="bench", name="Bench")
    do.record_party(identifier="urn:rights:party:bench", name="Bench", names=["bench"])
    for site in range(SOURCES):
        record_source(publisher=publisher, domain=f"site-{site}.example", name=f"Site {site}")
    do.install_law(now=moment)
    for statute in ("facts", "eu-dsm-15-short"):
        series = PolicySeries.objects.get(identifier=statute)
        do.approve_statute(series=series, officer="legal-officer", reason="bench", now=moment)
    archive = do.register_consumer(identifier="archive", name="archive", now=moment)
    for kind, name in {"territory": "PL", "purpose": "archiving"}.items():
        do.set_registration(consumer=archive, kind=kind, name=name, by="rights-officer", now=moment)


def load(path: str) -> None:
    """Load a file in this process and print how long it took and the most memory that it had."""
    from django.core.management import call_command

    out = StringIO()
    begun = perf_counter()
    call_command("ingest", path, stdout=out)
    spent = perf_counter() - begun
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(json.dumps({"seconds": spent, "peak": peak, "said": out.getvalue().splitlines()[-1]}))  # noqa: T201


def loaded(path: Path) -> dict[str, Any]:
    """Load a file in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.ingest", "--load", str(path)],
        check=True,
        capture_output=True,
        text=True,
    )
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def by_hand(path: Path | None = None) -> float:
    """COPY the rows that were loaded into a staging table and upsert them into a table with the same indexes and checks.

    With a path, the file is parsed in the same time, as a loader by hand has to.
    """
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(f"DROP TABLE IF EXISTS {TABLE}; DROP TABLE IF EXISTS {STAGING}")
        cursor.execute(f"CREATE TABLE {TABLE} (LIKE archive_article INCLUDING ALL)")
        cursor.execute(f"CREATE UNLOGGED TABLE {STAGING} (LIKE archive_article)")
        cursor.execute(
            "SELECT column_name FROM information_schema.columns WHERE table_name = %s ORDER BY ordinal_position",
            [TABLE],
        )
        columns = [name for (name,) in cursor.fetchall()]
        rows = list(_rows(cursor))
        begun = perf_counter()
        if path is not None:
            with path.open("rb") as file:
                for line in file:
                    json.loads(line)
        with cursor.copy(f"COPY {STAGING} FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)
        updates = ", ".join(f"{name} = EXCLUDED.{name}" for name in columns if name not in {"id", "address"})
        cursor.execute(
            f"INSERT INTO {TABLE} SELECT * FROM {STAGING} ON CONFLICT (address) DO UPDATE SET {updates}"  # noqa: S608 - names of columns
        )
        return perf_counter() - begun


def _rows(cursor: Any) -> Iterator[tuple[Any, ...]]:
    from psycopg.types.json import Jsonb

    cursor.execute("SELECT * FROM archive_article")
    for row in cursor.fetchall():
        yield tuple(
            Jsonb(json.loads(value)) if isinstance(value, str) and value[:1] == "{" else value
            for value in row
        )


def main() -> int:
    """Return 1 where a target is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--load", metavar="FILE")
    arguments = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.dev")
    django.setup()
    if arguments.load:
        load(arguments.load)
        return 0
    return compare(arguments.rows)


def compare(rows: int) -> int:
    """Load twice, do the same by hand, and print rows a second, ratios and memory."""
    state = Path(os.environ["IMPRIMATUR_STATE"])
    small, large = state / "articles-small.jsonl", state / "articles.jsonl"
    write_articles(small, rows // 10)
    write_articles(large, rows)
    prepare()
    few = loaded(small)
    first = loaded(large)
    second = loaded(large)
    plain, parsed = by_hand(), by_hand(large)
    print(f"{first['said']}\n{second['said']}")  # noqa: T201
    fresh = rows - rows // 10
    for name, count, seconds in (
        ("by hand, COPY and upsert", rows, plain),
        ("by hand, with JSON parsed", rows, parsed),
        ("ingest, first time", fresh, first["seconds"]),
        ("ingest, unchanged", rows, second["seconds"]),
    ):
        print(f"{name:28}{seconds:8.2f} s{count / seconds:12,.0f} rows/s")  # noqa: T201
    ratio = (fresh / first["seconds"]) / (rows / plain)
    faster = (rows / second["seconds"]) / (fresh / first["seconds"])
    told = (
        f"first time / by hand {ratio:.2f} (at least 0.5); unchanged / first time {faster:.2f} (at least 1.5)"
    )
    print(told)  # noqa: T201
    print(f"most memory: {few['peak']} MB at {rows // 10:,} rows, {first['peak']} MB at {rows:,}")  # noqa: T201
    return 0 if ratio >= 0.5 and faster >= 1.5 else 1


if __name__ == "__main__":
    sys.exit(main())
