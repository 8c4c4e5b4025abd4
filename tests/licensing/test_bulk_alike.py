"""New articles that come in groups get what each would get by itself, whatever tells them apart."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest

from archive.rights_gate import (
    AlikeCandidates,
    Candidate,
    CandidateImage,
    DenyAll,
    RightsBlock,
    get_gate,
    supplied_evidence,
)
from licensing.models import BulkDecision, Decision, Obligation, PolicySeries
from licensing.operations.bulk_alike import take_in_alike
from licensing.operations.bulk_record import replay_bulk
from licensing.queries.bulk_entries import answer_in
from tests.licensing import many_articles, world
from tests.licensing.test_bulk_intake import (
    holder_terms,
    length_limit,
    one_by_one,
    random_candidates,
    supplied,
    told,
)

if TYPE_CHECKING:
    from archive.rights_gate import SharedVerdict

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _ready() -> None:
    world.founding()
    world.consumer("archive", purpose="archiving")


def alike(candidates: list[Candidate]) -> AlikeCandidates:
    return AlikeCandidates(
        candidates[0],
        [str(one.article_id) for one in candidates],
        [min(one.wanted_words, one.word_count) for one in candidates],
        {place: one.images for place, one in enumerate(candidates) if one.images},
        candidates.__getitem__,
    )


def grouped(candidates: list[Candidate]) -> list[list[Candidate]]:
    """Return the candidates in the groups in which an ingestion would ask about them."""
    silent = supplied_evidence(address="", now=world.NOW)
    groups: dict[object, list[Candidate]] = {}
    for one in candidates:
        key = (one.source_id, one.copyright_notice, one.collections)
        groups.setdefault(key, []).append(replace(one, evidence=silent))
    return list(groups.values())


def each(groups: list[list[Candidate]]) -> list[list[object]]:
    """Return what was answered for each candidate, checked to be answered once."""
    answered = take_in_alike(groups=[alike(group) for group in groups], now=world.NOW)
    return [_each(group, shared) for group, shared in zip(groups, answered, strict=True)]


def _each(group: list[Candidate], shared: tuple[SharedVerdict, ...]) -> list[object]:
    found: dict[int, object] = {}
    for one in shared:
        for place in one.places:
            assert place not in found
            own = frozenset(image.id for image in group[place].images)
            found[place] = told(replace(one.verdict, image_ids=one.verdict.image_ids & own))
    return [found[place] for place in range(len(group))]


@pytest.mark.parametrize("seed", [3, 4])
@pytest.mark.parametrize(
    "on_record",
    [
        (),
        (holder_terms,),
        (many_articles.terms_that_tell_articles_apart,),
        (many_articles.terms_that_tell_articles_apart, length_limit, holder_terms),
    ],
    ids=["founding", "holders", "telling apart", "all of it"],
)
def test_the_verdicts_of_groups_are_those_of_each_by_itself(on_record: tuple[Any, ...], seed: int) -> None:
    for put in on_record:
        put()
    groups = grouped(random_candidates(40, seed, []))
    expected = [one_by_one(group) for group in groups]
    assert each(groups) == expected
    assert len({str(one) for group in expected for one in group}) > 3  # they do differ
    assert BulkDecision.objects.exists()
    assert all(replay_bulk(row) for row in BulkDecision.objects.all())


def test_what_nothing_tells_apart_is_one_verdict_and_one_entry() -> None:
    group = [replace(supplied(), evidence=supplied_evidence(address="", now=world.NOW)) for _ in range(30)]
    ((shared,),) = take_in_alike(groups=[alike(group)], now=world.NOW)
    row = BulkDecision.objects.get()
    assert (list(shared.places), shared.verdict.excerpt_decision, row.articles) == ([*range(30)], row.pk, 30)
    assert not Decision.objects.exists()
    assert answer_in(row, group[7].article_id) is not None
    assert replay_bulk(row)


def test_articles_of_several_sites_are_told_apart_by_what_is_on_record_of_one() -> None:
    open_ = many_articles.rule("extract")
    many_articles.in_force(
        "urn:rights:policy:open",
        world.document("Offer", world.WPM, permission=[open_]),
        scope_kind="site",
        scope_value="sport.example",
    )
    one, other = world.source("sport.example"), world.source("essanews.com")
    groups = [
        [
            replace(supplied(source_id=source.pk, domain=source.domain), copyright_notice="", wanted_words=40)
            for _ in range(3)
        ]
        for source in (one, other)
    ]
    assert each(grouped([*groups[0], *groups[1]])) == [one_by_one(group) for group in groups]


def test_a_duty_is_owed_for_each_article_of_a_group() -> None:
    rule = many_articles.rule("extract", duty=[{"action": "attribute"}])
    many_articles.in_force(
        "urn:rights:policy:open",
        world.document("Offer", world.WPM, permission=[rule]),
        scope_kind="site",
        scope_value="sport.example",
    )
    source = world.source("sport.example")
    group = grouped(
        [supplied(source_id=source.pk, domain="sport.example", copyright_notice="") for _ in range(3)]
    )
    assert each(group) == [one_by_one(group[0])]
    owed = Obligation.objects.filter(article__in=[one.article_id for one in group[0]])
    assert owed.count() in {0, 3}


def test_without_an_approval_no_group_comes_in() -> None:
    for approval in PolicySeries.objects.get(identifier="facts").approvals.all():
        world.do.withdraw_approval(approval=approval, now=world.NOW)
    ((shared,),) = take_in_alike(groups=[alike([supplied(), supplied()])], now=world.NOW)
    assert not shared.verdict.metadata
    assert shared.verdict.reason


def test_a_suspended_site_is_refused_and_the_others_are_not() -> None:
    source = world.source("sport.example")
    world.do.suspend(
        kind="takedown", scope_kind="site", scope_value="sport.example", reason="r", by="o", now=world.NOW
    )
    groups = grouped([supplied(), supplied(source_id=source.pk, domain="sport.example", copyright_notice="")])
    answered = [list(one) for one in each(groups)]
    assert answered == [one_by_one(group) for group in groups]
    assert [one[0][0] for one in answered] == [True, False]  # type: ignore[index] # what `told` says first


def test_a_group_that_speaks_of_rights_is_taken_in_one_by_one() -> None:
    block = RightsBlock("feed", (("usage_terms", "Nothing without asking."),), "")
    group = [supplied(blocks=(block,)), supplied(blocks=(block,))]
    (shared,) = take_in_alike(groups=[alike(group)], now=world.NOW)
    assert sorted(place for one in shared for place in one.places) == [0, 1]
    assert not BulkDecision.objects.exists()
    assert Decision.objects.exists()


def test_images_are_named_by_the_verdict_of_their_articles() -> None:
    picture = CandidateImage(uuid4(), "© PAP", ("PAP",))
    group = [replace(supplied(), images=(picture,)), supplied()]
    ((shared,),) = take_in_alike(groups=[alike(group)], now=world.NOW)
    assert shared.verdict.image_ids == {picture.id}


def test_no_group_is_no_answer() -> None:
    assert get_gate().intake_alike(groups=[], now=world.NOW) == ()


def test_without_an_adapter_no_place_of_a_group_comes_in() -> None:
    ((shared,),) = DenyAll().intake_alike(groups=[alike([supplied(), supplied()])], now=world.NOW)
    assert (shared.verdict.metadata, list(shared.places)) == (False, [0, 1])
