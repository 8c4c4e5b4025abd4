"""Recording what images signal by themselves: in their files, and in the page's words about one of them.

An image's signals are a series of its own, as far as they do anything.  What all images of an article say alike is one
series that like articles share, and mere credits are kept as seen without governing anything: an address of an image
never makes an article's set its own.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING

from django.db import transaction

from licensing.models import PolicySeries
from licensing.operations.observing import Look, Place, observe, page_place
from licensing.operations.versions import create_series
from licensing.policy.canonical import canonical_json
from licensing.webrights import Block, Link, Observed, read_image, read_media
from licensing.webrights.table import IMAGES

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from uuid import UUID

    from archive.rights_gate import CandidateImage, EmbeddedRights, Evidence
    from licensing.models import Party

_PREFIX = "urn:rights:signal"


def observe_images(
    *,
    domain: str,
    article: UUID,
    images: Sequence[CandidateImage],
    evidence: Evidence,
    publisher: Party | None,
    now: datetime,
) -> list[PolicySeries]:
    """Record what the images of an article signal; return the series that govern it by membership."""
    embedded = {one.address: one for one in evidence.embedded if one.properties or one.failure}
    links = tuple(as_link(one) for one in evidence.links if one.within)
    blocks = tuple(as_block(one) for one in evidence.blocks if one.subject)
    with transaction.atomic():
        for image in images:
            _look_at_words(domain, article, image, evidence, links, blocks, publisher, now)
        return _look_into_files(domain, article, images, embedded, now)


def as_link(link: object) -> Link:
    """Return a link of the port as the readers have it."""
    names = ("relations", "address", "media_type", "raw", "within")
    return Link(**{name: getattr(link, name) for name in names})


def as_block(block: object) -> Block:
    """Return a block of the port as the readers have it."""
    names = ("kind", "properties", "raw", "subject", "failure")
    return Block(**{name: getattr(block, name) for name in names})


def _look_at_words(
    domain: str,
    article: UUID,
    image: CandidateImage,
    evidence: Evidence,
    links: tuple[Link, ...],
    blocks: tuple[Block, ...],
    publisher: Party | None,
    now: datetime,
) -> None:
    """Record what the page says of one image; its publisher says it."""
    if not image.address:
        return
    identifier = f"{_PREFIX}:image:{image.id}"
    assigner = publisher.identifier if publisher else ""
    seen = read_image(links=links, blocks=blocks, image=image.address, uid=identifier, assigner=assigner)
    place = page_place(evidence, domain=domain, article=article)
    _part(identifier, f"what a page of {domain} says of an image", image, seen, place, publisher, now)


def _look_into_files(
    domain: str,
    article: UUID,
    images: Sequence[CandidateImage],
    embedded: dict[str, EmbeddedRights],
    now: datetime,
) -> list[PolicySeries]:
    """Record what files say of themselves; nobody stands behind it whose permission could count."""
    found = [(image, embedded.get(image.address)) for image in images if image.address]
    alike = _alike(found)
    if alike is not None:
        return [_shared(domain, article, alike, now, target=IMAGES).series]
    for image, rights in found:
        identifier = f"{_PREFIX}:media:{image.id}"
        seen = _read(rights, identifier)
        if rights is not None and not seen.speaks and seen.text:
            _shared(domain, article, rights, now)  # credits alone: seen, and without effect
            seen = _read(None, identifier)
        place = _place(rights, image, article, now)
        _part(identifier, f"what an image file of {domain} says of itself", image, seen, place, None, now)
    return []


def _alike(found: list[tuple[CandidateImage, EmbeddedRights | None]]) -> EmbeddedRights | None:
    """Return what every image of the article says, where they all say the same and it does something."""
    said = {(one.properties, one.failure) if one else None for _, one in found}
    first = next((one for _, one in found if one is not None), None)
    alike = len(said) == 1 and first is not None and _read(first, "urn:rights:signal:media").speaks
    return first if alike else None


def _read(rights: EmbeddedRights | None, uid: str) -> Observed:
    return read_media(
        properties=rights.properties if rights else (), failure=rights.failure if rights else "", uid=uid
    )


def _place(rights: EmbeddedRights | None, image: CandidateImage, article: UUID, now: datetime) -> Place:
    if rights is None:
        return Place(image.address, None, now, article=article)
    return Place(rights.address, rights.status, rights.fetched_at, rights.sha256, article)


def _part(
    identifier: str,
    title: str,
    image: CandidateImage,
    seen: Observed,
    place: Place,
    publisher: Party | None,
    now: datetime,
) -> None:
    """Record a series of one image, where it does something or did so before."""
    if not seen.speaks and not PolicySeries.objects.filter(identifier=identifier).exists():
        return
    series = create_series(
        identifier=identifier,
        kind="signal",
        title=title,
        scope_kind="part",
        scope_value=str(image.id),
        assigner=publisher,
        now=now,
    )
    observe(series=series, seen=seen, raw=b"", place=place, now=now)


def _shared(domain: str, article: UUID, rights: EmbeddedRights, now: datetime, target: str = "") -> Look:
    """Record what a file says in a series that all files share that say the same."""
    uid = f"{_PREFIX}:media:{domain}"
    seen = _aimed(_read(rights, uid), target)
    content = canonical_json({"document": seen.document, "text": seen.text})
    series = create_series(
        identifier=f"{uid}:{hashlib.sha256(content).hexdigest()[:32]}",
        kind="signal",
        title=f"what image files of {domain} say of themselves",
        scope_kind="page",
        scope_value=domain,
        now=now,
    )
    place = Place(rights.address, rights.status, rights.fetched_at, rights.sha256, article)
    return observe(series=series, seen=seen, raw=b"", place=place, now=now)


def _aimed(seen: Observed, target: str) -> Observed:
    """Aim every rule at the images of an article."""
    if not target or seen.document is None:
        return seen
    rules = ("permission", "prohibition")
    aimed = {
        key: [{**rule, "target": target} for rule in value] if key in rules else value
        for key, value in seen.document.items()
    }
    return replace(seen, document=aimed)
