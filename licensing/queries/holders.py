"""Who holds the parts of an article: an officer's word first, then the names that are printed (semantics.md section 2)."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q

from licensing.models import HolderAssignment, Party, PartyAlias
from licensing.policy.model import Holder, Part, PartKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from licensing.models import BitemporalQuerySet
    from licensing.queries.subjects import Subject, SubjectImage

PARTY_PREFIX = "urn:rights:party:"
UNRESOLVED_PREFIX = "urn:rights:name:"
"""A printed name that no party on record stands for: it keeps its place in a chain, so that nobody speaks for it."""
_MARKS = re.compile(r"©|\(c\)|\bcopyright\b|\ball rights reserved\b|\b(19|20)\d\d\b", re.IGNORECASE)
_EDGES = " \t\n.,;:|-–—/"


def normalised_name(name: str) -> str:
    """Return a printed name or line as it is compared: one case, single spaces."""
    return " ".join(name.split()).casefold()


def credit_line_digest(line: str) -> str:
    """Return the subject of an assignment that speaks of every part with this credit line."""
    return hashlib.sha256(normalised_name(line).encode()).hexdigest()


def copyright_name(notice: str) -> str:
    """Return the name that a copyright line prints, without its marks and years."""
    return normalised_name(_MARKS.sub(" ", notice)).strip(_EDGES).removeprefix("by ").strip(_EDGES)


@dataclass(frozen=True)
class _Names:
    """Parties by what stands for them."""

    domains: dict[str, str]
    names: dict[str, str]
    titles: dict[str, str]

    def party(self, name: str) -> str:
        """Return the identifier of the party that a printed name stands for, or ""."""
        key = normalised_name(name)
        return self.names.get(key) or self.domains.get(key.removeprefix("www.")) or ""


def parts_of(subject: Subject, at: datetime, known_at: datetime) -> tuple[Part, ...]:
    """Return every part of an article with its holders, as of the two moments."""
    return parts_of_many([subject], at, known_at)[0]


def parts_of_many(subjects: Sequence[Subject], at: datetime, known_at: datetime) -> list[tuple[Part, ...]]:
    """Return the same for several articles, in one query a table: what one of them finds is found by its own names."""
    assigned = {(a.subject_kind, a.subject): a.holders for a in _assigned(subjects).as_of(at, known_at)}
    names = _names(subjects, assigned.values(), at, known_at)
    return [_parts(subject, names, assigned) for subject in subjects]


def _parts(
    subject: Subject, names: _Names, assigned: dict[tuple[str, str], list[list[str]]]
) -> tuple[Part, ...]:
    publisher = _publisher(subject, names)
    written = _text_holders(subject, names, publisher, assigned)
    pictures = (
        Part(image.id, PartKind.IMAGE, _image_holders(image, names, publisher, assigned), image.credit)
        for image in subject.images
    )
    return (
        Part("metadata", PartKind.METADATA, written, subject.copyright_notice),
        Part("text", PartKind.TEXT, written, subject.copyright_notice),
        *pictures,
    )


def publisher_of(subject: Subject, now: datetime) -> str:
    """Return the identifier of the party that publishes an article, or "" where nobody recorded one."""
    return _publisher(subject, _names([subject], (), now, now))


def assignments(subject: Subject) -> BitemporalQuerySet[HolderAssignment]:
    """Return every assignment that ever spoke of a part of the article."""
    return _assigned([subject])


def names_printed(subject: Subject) -> set[str]:
    """Return every name and domain by which a party may hold a part of the article, as aliases write them."""
    printed = {normalised_name(name) for image in subject.images for name in image.names}
    printed |= {normalised_name(name) for name in subject.publisher_names}
    printed |= {subject.domain, copyright_name(subject.copyright_notice)}
    return printed | {name.removeprefix("www.") for name in printed}


def aliases(subject: Subject) -> BitemporalQuerySet[PartyAlias]:
    """Return every row that ever said for whom one of these names stands."""
    return PartyAlias.objects.filter(value__in=names_printed(subject))


def _assigned(subjects: Sequence[Subject]) -> BitemporalQuerySet[HolderAssignment]:
    parts = dict.fromkeys(value for subject in subjects for value in subject.part_values)
    credited = dict.fromkeys(i.credit for subject in subjects for i in subject.images if i.credit)
    lines = [credit_line_digest(line) for line in credited]
    return HolderAssignment.objects.filter(
        Q(subject_kind="part", subject__in=list(parts)) | Q(subject_kind="credit_line", subject__in=lines)
    )


def _names(
    subjects: Sequence[Subject], assigned: Iterable[list[list[str]]], at: datetime, known_at: datetime
) -> _Names:
    printed = {name for subject in subjects for name in names_printed(subject)}
    wanted = {party for holders in assigned for chain in holders for party in chain}
    aliases = PartyAlias.objects.filter(value__in=printed).as_of(at, known_at).select_related("party")
    names = {a.value: a.party.identifier for a in aliases if a.kind == "name"}
    domains = {a.value: a.party.identifier for a in aliases if a.kind == "domain"}
    titles = {a.party.identifier: a.party.name for a in aliases}
    wanted |= {PARTY_PREFIX + subject.publisher for subject in subjects}
    titles |= dict(Party.objects.filter(identifier__in=wanted).values_list("identifier", "name"))
    return _Names(domains, names, titles)


def _publisher(subject: Subject, names: _Names) -> str:
    """Return the party that publishes the article, or "" where nobody recorded one."""
    if subject.domain in names.domains:
        return names.domains[subject.domain]
    if PARTY_PREFIX + subject.publisher in names.titles:
        return PARTY_PREFIX + subject.publisher
    return next((party for name in subject.publisher_names if (party := names.party(name))), "")


def _text_holders(
    subject: Subject, names: _Names, publisher: str, assigned: dict[tuple[str, str], list[list[str]]]
) -> tuple[Holder, ...]:
    """Text is held by the publisher unless credited otherwise; somebody unknown is an unknown holder."""
    word = assigned.get(("part", f"{subject.id}:text"))
    if word is not None:
        return _chains(word, names, publisher)
    printed = copyright_name(subject.copyright_notice)
    party = names.party(printed) if printed else publisher
    return (_holder((party,) if party else (), names, publisher, subject.copyright_notice),)


def _image_holders(
    image: SubjectImage, names: _Names, publisher: str, assigned: dict[tuple[str, str], list[list[str]]]
) -> tuple[Holder, ...]:
    """A credit line is one supply chain until an officer splits it; without a known name nobody is known."""
    word = assigned.get(("part", image.id))
    if word is None and image.credit:
        word = assigned.get(("credit_line", credit_line_digest(image.credit)))
    if word is not None:
        return _chains(word, names, publisher)
    known = [names.party(name) for name in image.names]
    if not any(known):
        return (_holder((), names, publisher, image.credit),)
    pairs = zip(known, image.names, strict=True)
    chain = tuple(dict.fromkeys(party or UNRESOLVED_PREFIX + normalised_name(name) for party, name in pairs))
    return (_holder(chain, names, publisher, image.credit),)


def _chains(word: list[list[str]], names: _Names, publisher: str) -> tuple[Holder, ...]:
    holders = tuple(_holder(tuple(chain), names, publisher, "") for chain in word)
    return holders or (_holder((), names, publisher, ""),)


def _holder(chain: tuple[str, ...], names: _Names, publisher: str, printed: str) -> Holder:
    title = " / ".join(names.titles.get(party, party.removeprefix(UNRESOLVED_PREFIX)) for party in chain)
    return Holder(chain, title or printed, press_publisher=bool(publisher) and publisher in chain)
