"""What a preview says before approval is what every single decision says after it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from archive import text
from archive.models import Article, Excerpt, Image
from licensing.models import Consumer, Delivery, PolicyVersion, QuotaUse
from licensing.policy.decide import outcome_of
from licensing.policy.model import PartKind, Use
from licensing.queries import impact as module
from licensing.queries.facts import facts_for
from licensing.queries.hypothesis import Hypothesis, World
from licensing.queries.impact import Comparison, changed_articles, changed_deliveries, impact, reach_of_series
from licensing.queries.impact.counts import Impact
from licensing.queries.impact.questions import Question, consumers_alike
from licensing.queries.record import Moments
from tests.licensing import many_articles, world
from tests.licensing.many_articles import LATER, MUCH_LATER, rule
from tests.licensing.many_articles import tested as where_it

pytestmark = pytest.mark.django_db

CREDITS = ("PAP", "PAP/EPA", "essanews.com", "", "Jan Nowak / PAP")
Said = dict[tuple[str, str, str, Question], str]


def mixed(count: int = 14) -> list[Article]:
    """Articles of four sites under terms, signals, law, agreements and suspensions; some words were handed out."""
    world.party()
    world.do.record_party(identifier="urn:rights:party:pap", name="PAP")
    world.consumer()
    world.consumer("reader", purpose="")
    world.do.intake_consumer(now=world.CAPTURED - world.DAY)
    world.law("facts", "eu-dsm-15-short")
    world.do.observe_robots(
        domain="essanews.com",
        robots=world.robots_file("User-agent: *\nDisallow: /x"),
        publisher=None,
        now=world.NOW,
    )
    many_articles.terms_that_tell_articles_apart()
    held = many_articles.made(count)
    Image.objects.all().delete()
    for number, one in enumerate(held):
        for position in range(number % 3):
            credit = CREDITS[(number + position) % len(CREDITS)]
            Image.objects.create(
                article=one, position=position, address=f"https://example.org/{position}.jpg", credit_text=credit,
                credit_printed=credit,
            )  # fmt: skip
    many_articles.what_names_single_articles(held)
    world.do.regovern_articles(articles=Article.objects.all(), now=world.NOW)
    agreements()
    for one in held[::4]:
        keep(one, words=5 + one.pk.int % 20)
    for one in [*held[5::3], held[0], held[2]]:
        handed_out(one)
    return held


def agreements() -> None:
    limited = [where_it("ra:publishedDate", "gt", many_articles.DATES[0])]
    world.agreement(actions=("archive", "extract"), constraint=limited, limit=1)
    held = Article.objects.filter(source__domain="essanews.com", date_published__gt=many_articles.DATES[0])
    for one in held.order_by("pk"):
        declared = world.do.declare_use(
            article=one.pk, consumer="newsroom", use=world.use("store"), key=str(one.pk), now=world.NOW
        )
        if declared.use and QuotaUse.objects.exists():
            return


def keep(one: Article, words: int) -> None:
    passage = text.cut_words(world.WORDS, 0, words)
    Excerpt.objects.create(
        article=one, text=passage, word_count=words, digest=text.digest(passage), decision=uuid4(),
        recorded_at=world.NOW,
    )  # fmt: skip


def handed_out(one: Article) -> None:
    """A delivery under a decision, whatever that said: what is compared is what the two records say."""
    words = 3 + one.pk.int % 15
    asked = world.use("excerpt", words=words, at=world.NOW)
    decision = world.do.record_decision(
        article=one.pk, consumer="newsroom", use=asked, origin="release", now=world.NOW
    )
    for start in (0, 12):
        Delivery.objects.create(
            decision=decision.pk,
            article=one.pk,
            consumer="newsroom",
            start=start,
            words=words,
            delivered_at=world.NOW,
        )


# --- one by one ------------------------------------------------------------------------------------------------------


def one_by_one(at: datetime, known_at: datetime) -> Said:
    """What each question of each part of each article by each consumer comes to, decided each for itself."""
    said: Said = {}
    moment = World(at, known_at)
    for same in consumers_alike(moment, moment):
        for name in same.names:
            for pk in Article.objects.values_list("pk", flat=True):
                said |= of_article(pk, name, same.questions, moment)
    return said


def of_article(pk: UUID, name: str, questions: Iterable[Question], moment: World) -> Said:
    said: Said = {}
    facts = None
    for question in questions:
        use = question.asked_in(moment)
        facts = facts or facts_for(article=pk, use=use, consumer=name)
        for part in facts.article.parts:
            if part.kind.value == question.part:
                said[str(pk), part.id if question.of_image else "", name, question] = outcome_of(
                    replace(use, asset=part.id), facts
                ).value
    return said


def differing(before: Said, after: Said) -> dict[tuple[str, str, str, Question], tuple[str, str]]:
    assert before.keys() == after.keys()
    return {key: (before[key], after[key]) for key in before if before[key] != after[key]}


def deliveries_said(at: datetime, known_at: datetime) -> dict[UUID, str]:
    said = {}
    for one in Delivery.objects.exclude(article=one_without_decision()):
        words = 3 + one.article.int % 15
        use = world.use("excerpt", words=words, at=at, known_at=known_at)
        facts = facts_for(article=one.article, use=use, consumer="newsroom", word_start=one.start)
        said[one.pk] = outcome_of(use, counted_already(facts)).value
    return said


def one_without_decision() -> UUID:
    from licensing.models import Decision

    known = set(Decision.objects.values_list("pk", flat=True))
    return next(d.article for d in Delivery.objects.all() if d.decision not in known)


def counted_already(facts: Any) -> Any:
    return replace(facts, on_record=tuple(as_counted(record) for record in facts.on_record))


def as_counted(record: Any) -> Any:
    if not record.agreement:
        return record
    quotas = tuple(replace(q, counted=True) for q in record.agreement.quotas)
    return replace(record, agreement=replace(record.agreement, quotas=quotas))


def excerpts_said(at: datetime, known_at: datetime) -> dict[UUID, str]:
    said = {}
    for one in Excerpt.objects.all():
        use = Use("excerpt", "text", at, known_at, words=one.word_count, characters=len(one.text))
        said[one.article_id] = outcome_of(
            use, facts_for(article=one.article_id, use=use, consumer="archive")
        ).value
    return said


# --- drafts ----------------------------------------------------------------------------------------------------------


def submitted(
    identifier: str, document: dict[str, Any], *, partial: bool = False, **scope: Any
) -> PolicyVersion:
    series = world.PolicySeries.objects.filter(identifier=identifier).first() or world.do.create_series(
        identifier=identifier, kind="terms", title=identifier, now=world.NOW, **scope
    )
    version = world.do.record_terms(
        series=series, document=document, source_text=identifier, author="rights-officer", now=world.NOW,
        partial=partial,
    )  # fmt: skip
    return world.do.submit_terms(version=version, by="rights-officer", now=world.NOW)


def offer(*permission: Any, **more: Any) -> dict[str, Any]:
    return world.document("Offer", world.WPM, permission=list(permission), **more)


SITE = {"scope_kind": "site", "scope_value": "essanews.com"}
AHEAD = world.NOW + 40 * world.DAY

DRAFTS: dict[str, dict[str, Any]] = {
    "the next version, by section, language and date": {
        "identifier": "urn:rights:policy:first",
        "document": offer(
            rule(
                "archive",
                "extract",
                constraint=[where_it("ra:section", "eq", "News"), where_it("language", "eq", "en")],
            ),
            rule("index", constraint=[where_it("ra:publishedDate", "gteq", many_articles.DATES[0])]),
        ),
        "effective_from": world.NOW,
    },
    "found late: in force since before some captures": {
        "identifier": "urn:rights:policy:first",
        "document": offer(prohibition=[rule("archive", "extract", "ra:mine")]) | {"conflict": "prohibit"},
        "effective_from": LATER,
        "effective_to": MUCH_LATER,
    },
    "from a day to come": {
        "identifier": "urn:rights:policy:first",
        "document": offer(rule("archive"), rule("extract", constraint=[where_it("ra:words", "lteq", 15)])),
        "effective_from": AHEAD,
        "effective_to": AHEAD + 5 * world.DAY,
    },
    "a partial reading of which one rule is confirmed": {
        "identifier": "urn:rights:policy:first",
        "document": offer(rule("archive"), rule("index"), rule("ra:mine")),
        "partial": True,
        "confirmed": ["/permission/1"],
        "effective_from": world.NOW,
    },
    "a new series below a path": {
        "identifier": "urn:rights:policy:new-path",
        "document": offer(
            rule("archive"), prohibition=[rule("index", constraint=[where_it("language", "neq", "pl")])]
        )
        | {"conflict": "prohibit"},
        "effective_from": world.NOW,
        **SITE,
        "scope_path": "/news",
    },
    "a new series of a holder": {
        "identifier": "urn:rights:policy:agency",
        "document": world.document(
            "Offer", "urn:rights:party:pap", permission=[rule("archive")], prohibition=[rule("ra:mine")]
        ),
        "effective_from": world.NOW,
        "scope_kind": "holder",
        "scope_value": "urn:rights:party:pap",
    },
    "a new series of a publisher": {
        "identifier": "urn:rights:policy:house-of-news",
        "document": offer(
            prohibition=[rule("extract", "ra:catalogue", target=["urn:rights:site:essanews.com/sport"])]
        ),
        "effective_from": world.NOW,
        "scope_kind": "publisher",
        "scope_value": "wirtualna-polska",
    },
    "terms of one article": {
        "identifier": "urn:rights:policy:of-one",
        "document": offer(rule("archive", "extract", "index")),
        "effective_from": world.NOW,
        "scope_kind": "article",
        "scope_value": str(UUID(int=8)),
    },
    "reserved until somebody agrees or pays, until a day": {
        "identifier": "urn:rights:policy:first",
        "document": offer(
            rule("archive", duty=[{"action": "obtainConsent", "consentingParty": world.WPM}]),
            rule("index", constraint=[where_it("dateTime", "lt", "2026-04-01T00:00:00+00:00")]),
            prohibition=[rule("archive", "ra:mine")],
        )
        | {"conflict": "prohibit"},
        "effective_from": world.NOW,
    },
}


def drafted(name: str) -> tuple[PolicyVersion, Hypothesis]:
    fields = dict(DRAFTS[name])
    start, end = fields.pop("effective_from"), fields.pop("effective_to", None)
    confirmed = fields.pop("confirmed", [])
    version = submitted(fields.pop("identifier"), fields.pop("document"), **fields)
    for pointer in confirmed:
        world.do.confirm_rule(
            version=version,
            pointer=pointer,
            by="rights-officer",
            reason="reads so",
            now=world.NOW,
            effective_from=world.CAPTURED,
        )
    return version, Hypothesis(version, start, end)


def worlds_of(given: Hypothesis) -> tuple[World, World]:
    at = max(given.effective_from, world.NOW)
    return World(at, world.NOW), World(at, world.NOW, given)


def approved(given: Hypothesis) -> None:
    world.do.approve_terms(
        version=given.version,
        officer="rights-officer-2",
        effective_from=given.effective_from,
        effective_to=given.effective_to,
        now=world.NOW,
    )


def told(found: Impact) -> Counter[tuple[str, Question, str, str]]:
    return Counter({(c.consumer, c.question, c.before.value, c.after.value): c.number for c in found.changes})


@pytest.mark.parametrize("name", sorted(DRAFTS))
def test_a_preview_says_what_every_single_decision_says_after_approval(name: str) -> None:
    mixed()
    _, given = drafted(name)
    before, after = worlds_of(given)
    said = (
        one_by_one(before.at, before.known_at),
        deliveries_said(before.at, before.known_at),
        excerpts_said(before.at, before.known_at),
    )
    found = impact(before=before, after=after, reach=reach_of_series(given.series))
    comparison = Comparison(before=before, after=after, reach=reach_of_series(given.series))
    lines, handed = list(changed_articles(comparison)), list(changed_deliveries(comparison))
    approved(given)
    # a future start is asked about as known now, after the approval
    changed = differing(said[0], one_by_one(after.at, after.known_at))
    assert told(found) == Counter((name, q, *both) for (_, _, name, q), both in changed.items())
    assert found.articles == len({pk for pk, image, _, _ in changed if not image})
    assert found.images == len({image for _, image, _, _ in changed if image})
    assert listed(lines) == Counter(
        (pk, image or q.part, q.use, who, *both) for (pk, image, who, q), both in changed.items()
    )
    later = deliveries_said(after.at, after.known_at)
    moved = {pk: (said[1][pk], later[pk]) for pk in later if said[1][pk] != later[pk]}
    assert {one.delivery: (one.before.value, one.after.value) for one in handed} == moved
    assert sum(one.number for one in found.deliveries) == len(moved)
    kept = excerpts_said(after.at, after.known_at)
    assert Counter({(m.before.value, m.after.value): m.number for m in found.excerpts}) == Counter(
        (said[2][pk], kept[pk]) for pk in kept if said[2][pk] != kept[pk]
    )


def listed(lines: Iterable[tuple[str, ...]]) -> Counter[tuple[str, ...]]:
    return Counter(
        (article, part, use, who, before, after)
        for article, _, _, part, use, _, _, before, after, names in lines
        for who in names.split(" ")
    )


def test_the_drafts_change_something_of_everything() -> None:
    mixed()
    _, given = drafted("the next version, by section, language and date")
    before, after = worlds_of(given)
    found = impact(before=before, after=after, reach=reach_of_series(given.series))
    assert found.articles
    assert found.images
    assert found.deliveries
    assert found.excerpts
    assert found.agreements
    assert len(found.consumers) == 3
    assert 0 < found.decided_alone <= 4
    assert found.reached == Article.objects.filter(source__domain="essanews.com").count()


def test_a_preview_writes_nothing_and_its_cost_does_not_grow_with_the_articles() -> None:
    mixed(8)
    _, given = drafted("the next version, by section, language and date")
    before, after = worlds_of(given)

    def asked() -> int:
        with CaptureQueriesContext(
            connection,
        ) as made:
            impact(before=before, after=after, reach=reach_of_series(given.series))
        assert not [q for q in made.captured_queries if q["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]
        return len(made)

    few = asked()
    doubled = [replace_article(one) for one in Article.objects.all()]
    Article.objects.bulk_create(doubled)
    assert asked() <= few


def replace_article(one: Article) -> Article:
    return Article(
        id=uuid4(), source=one.source, address=f"{one.address}x", headline="again", section=one.section,
        language=one.language, date_published=one.date_published, copyright_notice=one.copyright_notice,
        word_count=1, captured_at=one.captured_at, governing_set_id=one.governing_set_id, recorded_at=world.NOW,
    )  # fmt: skip


def test_a_hypothesis_leaves_what_lies_outside_its_interval_as_it_is() -> None:
    mixed(8)
    _, given = drafted("from a day to come")
    assert not given.holds_at(world.NOW)
    assert given.holds_at(AHEAD)
    assert not given.holds_at(AHEAD + 5 * world.DAY)
    assert given.applied((), [given.series], None, Moments(world.NOW, world.NOW)) == ()  # type: ignore[arg-type]


def test_consumers_of_whom_the_record_says_the_same_are_asked_about_once() -> None:
    mixed(4)
    world.consumer("reader-2", purpose="")
    later = world.NOW + world.DAY  # words were handed out since, and nothing is put on record before that
    moment = World(later, later)
    names = [one.names for one in consumers_alike(moment, moment)]
    assert ("reader", "reader-2") in names
    assert ("newsroom",) in names
    world.agreement(assignees=("reader-2",), identifier="urn:rights:agreement:second")
    assert ("reader", "reader-2") not in [one.names for one in consumers_alike(moment, moment)]
    Consumer.objects.filter(identifier="reader").update(active=False)
    assert not [one for one in consumers_alike(moment, moment) if "reader" in one.names]


def test_module_offers_what_pages_need() -> None:
    assert {"impact", "reach_of", "changed_articles"} <= set(module.__all__)
    assert PartKind.TEXT.value == "text"
