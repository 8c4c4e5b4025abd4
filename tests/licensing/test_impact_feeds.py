"""Articles of feeds are previewed in groups, as every single decision about them says."""

from __future__ import annotations

from collections import Counter
from datetime import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from archive.models import Article
from archive.operations.feeds import note_feeds, record_feed
from licensing.models import PolicyVersion
from licensing.operations.agreements import Evidence
from licensing.queries.hypothesis import Hypothesis, World
from licensing.queries.impact import Comparison, changed_articles, impact, reach_of, reach_of_series
from licensing.queries.impact.counts import counted
from licensing.queries.impact.reach import Reach
from tests.licensing import many_articles, world
from tests.licensing.many_articles import rule
from tests.licensing.test_impact import approved, differing, listed, offer, one_by_one, told

pytestmark = pytest.mark.django_db

FEEDS = ("agency", "wire")
NEXT = world.NOW + world.DAY


@pytest.fixture
def held() -> list[Article]:
    """Articles of two sites, a third of them of one feed, some of two, one joined a day later; each feed has a word."""
    world.party()
    world.consumer()
    world.consumer("reader", purpose="")
    many_articles.terms_that_tell_articles_apart()
    found = many_articles.made(16)
    for name in FEEDS:
        record_feed(identifier=name, source=world.source(), name=name, now=world.CAPTURED)
    note_feeds(articles=[one.pk for one in found[::3]], feeds=["wire"], now=world.CAPTURED)
    note_feeds(articles=[one.pk for one in found[::6]], feeds=["agency"], now=world.CAPTURED)
    note_feeds(articles=[found[1].pk, found[3].pk, found[4].pk], feeds=["agency"], now=NEXT)
    agreed("wire", "extract", "archive")
    world.do.regovern_articles(articles=Article.objects.all(), now=world.NOW)
    return found


def agreed(feed: str, *actions: str) -> None:
    world.do.grant_agreement(
        identifier=f"urn:rights:agreement:{feed}",
        title=feed,
        assigner=world.party(),
        assignees=["newsroom"],
        document=world.document("Agreement", world.WPM, permission=[{"action": list(actions)}]),
        scope_kind="collection",
        scope_value=feed,
        evidence=Evidence("letter.txt", "We agree."),
        timezone="Europe/Warsaw",
        officer="rights-officer",
        effective_from=world.CAPTURED,
        now=world.CAPTURED,
    )


def draft(*targets: str) -> PolicyVersion:
    """The next version of the site's terms, with another word for what rules name."""
    closing = [rule("archive", "extract", "index", target=list(targets))] if targets else [rule("index")]
    series = world.PolicySeries.objects.get(identifier="urn:rights:policy:first")
    version = world.do.record_terms(
        series=series,
        document=offer(rule("archive", "extract"), prohibition=closing) | {"conflict": "prohibit"},
        source_text="Another word.",
        author="rights-officer",
        now=world.NOW,
    )
    return world.do.submit_terms(version=version, by="rights-officer", now=world.NOW)


def worlds(before: datetime, after: datetime) -> tuple[World, World]:
    return World(before, before), World(after, after)


def same_as_one_by_one(before: World, after: World, reach: Reach, said: tuple[object, object]) -> int:
    """Compare a comparison with what each article says for itself; return how many articles were decided alone."""
    changed = differing(*said)  # type: ignore[arg-type]
    found = impact(before=before, after=after, reach=reach)
    assert told(found) == Counter((name, q, *both) for (_, _, name, q), both in changed.items())
    assert found.articles == len({pk for pk, image, _, _ in changed if not image}) > 0
    lines = changed_articles(Comparison(before=before, after=after, reach=reach))
    assert listed(lines) == Counter(
        (pk, image or q.part, q.use, who, *both) for (pk, image, who, q), both in changed.items()
    )
    return found.decided_alone


@pytest.mark.parametrize("target", ["", "ra:collection:agency", "ra:collection:wire", "ra:collection:nobody"])
def test_a_preview_of_articles_of_feeds_is_what_activation_gives(held: list[Article], target: str) -> None:
    at = NEXT + world.DAY
    given = Hypothesis(draft(*filter(None, [target])), at)
    before, after = World(at, at), World(at, at, given)
    said = one_by_one(at, at)
    found = impact(before=before, after=after, reach=reach_of_series(given.series))
    approved(given)
    changed = differing(said, one_by_one(at, at))
    assert told(found) == Counter((name, q, *both) for (_, _, name, q), both in changed.items())
    assert changed
    assert found.decided_alone == 0


def test_what_came_in_by_a_feed_meanwhile_is_decided_by_itself(held: list[Article]) -> None:
    agreed("agency", "ra:mine")
    before, after = worlds(NEXT - world.SECOND, NEXT)
    said = one_by_one(before.at, before.known_at), one_by_one(after.at, after.known_at)
    assert same_as_one_by_one(before, after, reach_of("everything", ""), said) == 3


def test_a_change_about_a_feed_concerns_the_articles_of_the_feed(held: list[Article]) -> None:
    at, later = world.NOW, world.NOW + world.SECOND
    said = one_by_one(at, at)
    world.do.add_house_rule(
        identifier="urn:rights:house:wire",
        title="Nothing of it",
        document=world.document(prohibition=[{"action": ["extract"]}]),
        scope_kind="collection",
        scope_value="wire",
        by="rights-officer",
        reason="A dispute.",
        now=later,
    )
    before, after = worlds(at, later)
    reach = reach_of("collection", "wire")
    assert reach.only is None
    alone = same_as_one_by_one(before, after, reach, (said, one_by_one(later, later)))
    assert alone == 1  # it comes in by the other feed tomorrow
    found = impact(before=before, after=after, reach=reach)
    assert found.reached == len(held[::3])


def test_articles_of_feeds_cost_no_more_than_others(held: list[Article]) -> None:
    at = NEXT + world.DAY
    given = Hypothesis(draft(), at)

    def asked() -> int:
        with CaptureQueriesContext(connection) as made:
            compared = Comparison(
                before=World(at, at), after=World(at, at, given), reach=reach_of("everything", "")
            )
            counted(compared)
        return len(made)

    few = asked()
    more = [
        Article(source=one.source, address=f"{one.address}-{n}", headline="again", section=one.section, word_count=1,
                language=one.language, date_published=one.date_published, copyright_notice=one.copyright_notice,
                captured_at=one.captured_at, governing_set_id=one.governing_set_id, feeds=one.feeds,
                recorded_at=world.NOW)
        for n in range(3) for one in Article.objects.all()
    ]  # fmt: skip
    Article.objects.bulk_create(more)
    assert asked() <= few
