"""Time whole questions on PostgreSQL: facts loaded, then decided, with the index found again and built anew."""

from __future__ import annotations

import argparse
import os
import statistics
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from time import perf_counter

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.dev")
django.setup()

from django.db import connection  # noqa: E402 - after the settings are loaded
from django.test.utils import CaptureQueriesContext  # noqa: E402

from archive.models import Article  # noqa: E402
from licensing.policy.compiled import governing  # noqa: E402
from licensing.policy.decide import decide  # noqa: E402
from licensing.policy.model import Use  # noqa: E402
from licensing.queries import record  # noqa: E402
from licensing.queries.facts import facts_for  # noqa: E402
from tests.licensing import world  # noqa: E402

ARTICLES = 5
USES = ("store", "excerpt", "mine", "train", "ground", "share", "republish", "adapt", "personal")


@dataclass
class Spent:
    """Seconds of each question, by what they went to."""

    facts: list[float] = field(default_factory=list)
    decided: list[float] = field(default_factory=list)


def archive() -> list[Article]:
    """The founding example with signals of its site, an agreement with a quota, and some articles."""
    world.founding()
    world.agreement(actions=("archive",), limit=10**6)
    robots = world.robots_file("User-agent: *\nDisallow: /x")
    world.do.observe_robots(domain="essanews.com", robots=robots, publisher=None, now=world.CAPTURED)
    return [world.article() for _ in range(ARTICLES)]


def questions(articles: list[Article], rounds: int) -> list[tuple[Article, Use]]:
    """Every use of every article, the articles in turn."""
    uses = [world.use(action) for action in USES]
    return [(article, use) for _ in range(rounds) for use in uses for article in articles]


def found_again() -> None:
    """Leave what is kept as it is."""


def built_anew() -> None:
    """Forget records and indexes, so that each question makes its own: compiled policies stay."""
    record._together.cache_clear()
    record._record.cache_clear()
    governing._GOVERNING.clear()
    governing.LAST.clear()


WAYS: dict[str, Callable[[], None]] = {
    "index built for each question": built_anew,
    "index found again": found_again,
}


def main() -> int:
    """Print queries and times of a question, and the ratio of the ways."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=4)
    arguments = parser.parse_args()
    asked = questions(archive(), arguments.rounds)
    article, use = asked[0]
    facts_for(article=article.pk, use=use, consumer="newsroom")  # documents are read once a process
    with CaptureQueriesContext(connection) as told:
        facts = facts_for(article=article.pk, use=use, consumer="newsroom")
    print(f"{len(facts.on_record)} records on record, {len(told)} queries a question")  # noqa: T201
    spent = {name: Spent() for name in WAYS}
    for article, use in asked:
        for name, prepare in WAYS.items():
            prepare()
            _ask(article, use, spent[name])
    report(spent)
    return 0


def _ask(article: Article, use: Use, spent: Spent) -> None:
    begun = perf_counter()
    facts = facts_for(article=article.pk, use=use, consumer="newsroom")
    loaded = perf_counter()
    decide(use, facts)
    spent.facts.append(loaded - begun)
    spent.decided.append(perf_counter() - loaded)


def report(spent: dict[str, Spent]) -> None:
    """Print medians, and how many times as fast each way decides as the first."""
    medians = {name: statistics.median(one.decided) for name, one in spent.items()}
    slowest = next(iter(medians.values()))
    print(f"{'':34}{'facts ms':>10}{'decided µs':>12}{'times as fast':>15}")  # noqa: T201
    for name, one in spent.items():
        facts, decided = statistics.median(one.facts), medians[name]
        print(f"{name:34}{facts * 1e3:10.2f}{decided * 1e6:12.1f}{slowest / decided:15.1f}")  # noqa: T201


if __name__ == "__main__":
    sys.exit(main())
