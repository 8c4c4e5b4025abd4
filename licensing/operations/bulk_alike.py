"""The gate's intake for new articles that come in groups: what tells none of a group apart is decided once for it.

A group that paths, columns or lengths may tell apart, and one whose file speaks of rights, is taken in candidate by
candidate (`take_in_many`), to the same answers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from archive.rights_gate import SharedVerdict, each_by_itself
from licensing.operations.bulk_governed import picture_of
from licensing.operations.bulk_groups import Grouping
from licensing.operations.bulk_intake import Bulk, Told, columns_of, take_in_many, verdict_of
from licensing.operations.bulk_record import Asked
from licensing.operations.consumers import intake_consumer
from licensing.operations.intake import is_silent, record_evidence
from licensing.policy.ask import MOST_WORDS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from archive.rights_gate import AlikeCandidates, Candidate, CandidateImage
    from licensing.models import BulkDecision
    from licensing.operations.bulk_groups import Group
    from licensing.queries.bulk_answers import Answers


@transaction.atomic
def take_in_alike(
    *, groups: Sequence[AlikeCandidates], now: datetime
) -> tuple[tuple[SharedVerdict, ...], ...]:
    """Decide what may be kept of the candidates of each group, in their order; see `take_in`."""
    silent = [is_silent(one.first.evidence) and not one.first.wants_full_copy for one in groups]
    speaking = [one for one, nothing in zip(groups, silent, strict=True) if not nothing]
    now, _ = record_evidence(candidates=_each(speaking), now=now)
    grouping = Grouping([one.first for one in groups], {})
    plain = {
        place: _group(grouping, one)
        for place, (one, nothing) in enumerate(zip(groups, silent, strict=True))
        if nothing and not grouping.told_by_path(one.first)
    }
    bulk = Bulk(list(dict.fromkeys(plain.values())), intake_consumer(now=now), now)
    found = {
        place: shared
        for place, group in plain.items()
        if (shared := _decided(bulk, group, groups[place])) is not None
    }
    bulk.append()
    rest = [place for place in range(len(groups)) if place not in found]
    verdicts = take_in_many(candidates=_each([groups[place] for place in rest]), now=now) if rest else ()
    begun = 0
    for place in rest:
        found[place] = each_by_itself(verdicts[begun : begun + len(groups[place])])
        begun += len(groups[place])
    return tuple(found[place] for place in range(len(groups)))


def _each(groups: Sequence[AlikeCandidates]) -> list[Candidate]:
    return [one.candidate(place) for one in groups for place in range(len(one))]


def _group(grouping: Grouping, alike: AlikeCandidates) -> Group:
    group = grouping.of(alike.first)
    for images in alike.images.values():
        group.pictures.update(dict.fromkeys(map(picture_of, images)))
    return group


def _decided(bulk: Bulk, group: Group, alike: AlikeCandidates) -> tuple[SharedVerdict, ...] | None:
    """Return the verdicts of a group with its entry noted, or None where its candidates have to be looked at."""
    wanted = [min(words, MOST_WORDS) for words in alike.wanted]
    firsts = {words: place for place, words in reversed(list(enumerate(wanted)))}
    kinds = [columns_of(alike.candidate(place)) for place in firsts.values()]
    answers, answered = bulk.answers(group, kinds)
    if not answers.alike_so_far or None in answered:
        return None
    pairs = [(one, answer) for one, answer in zip(kinds, answered, strict=True) if answer is not None]
    if [one.wanted for one, _ in pairs] != list(firsts):
        return None
    numbers = {words: number for number, words in enumerate(firsts)}
    asked = Asked(alike.articles, [numbers[words] for words in wanted], pairs)
    row = bulk.entry(group, answers, asked)
    return tuple(_verdicts(bulk, group, alike, asked, answers, row))


def _verdicts(
    bulk: Bulk, group: Group, alike: AlikeCandidates, asked: Asked, answers: Answers, row: BulkDecision
) -> Iterator[SharedVerdict]:
    """Yield a verdict for each kind of articles, and for each of the sets that the holders of images make of it."""
    told = Told(answers)
    for (number, governing), places in _by_set(bulk, group, alike, asked).items():
        one, answer = asked.kinds[number]
        said = told.of(one, answer)
        if said.duties:
            for place in places:
                bulk.owe(row, alike.articles[place], said.duties)
        yield SharedVerdict(verdict_of(row, governing, answer, said, _images(alike, places)), places)


def _by_set(
    bulk: Bulk, group: Group, alike: AlikeCandidates, asked: Asked
) -> dict[tuple[int, int], Sequence[int]]:
    """Return the places by the number of their kind and the set that governs them."""
    usual = bulk.governed.set_of(group)
    others = {
        place: bulk.governed.set_of(group, holders)
        for place, images in alike.images.items()
        if (holders := bulk.governed.images_of(group, images))
    }
    if len(asked.kinds) == 1 and not others:
        return {(0, usual): range(len(alike))}
    found: dict[tuple[int, int], list[int]] = {}
    for place, number in enumerate(asked.numbers):
        found.setdefault((number, others.get(place, usual)), []).append(place)
    return dict(found)


def _images(alike: AlikeCandidates, places: Sequence[int]) -> Iterator[CandidateImage]:
    among = places if isinstance(places, range) else set(places)
    for place, images in alike.images.items():
        if place in among:
            yield from images
