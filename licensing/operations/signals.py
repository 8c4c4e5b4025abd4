"""Recording what a site and its pages signal: site files by version, page signals interned by their content."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from django.db import transaction

from archive.rights_gate import SiteFileKind
from licensing.models import PolicyPeriod
from licensing.operations.image_signals import as_block, as_link, observe_images
from licensing.operations.item_terms import observe_usage_terms
from licensing.operations.locks import hold_site
from licensing.operations.observing import observe, page_place
from licensing.operations.site_signals import observe_file, observe_robots, observe_site_files
from licensing.operations.versions import create_series
from licensing.policy.canonical import canonical_json
from licensing.policy.odrl import read_policy
from licensing.webrights import (
    Observed,
    is_rsl,
    own_reservation,
    read_expression,
    read_inline,
    read_page,
    site_licences,
)
from licensing.webrights.patterns import path_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime
    from uuid import UUID

    from archive.rights_gate import CandidateImage, Evidence, SiteFile
    from licensing.models import Party, PolicySeries
    from licensing.operations.observing import Place

__all__ = ["observe_evidence", "observe_page", "observe_robots", "observe_site_files"]

_READ = range(200, 300)
_EXPRESSION = "rightsexpression"
_TRAINING = frozenset({"ra:train", "ra:mine", "ra:generativeTraining"})


def observe_evidence(
    *,
    domain: str,
    path: str,
    article: UUID,
    images: Sequence[CandidateImage],
    evidence: Evidence,
    publisher: Party | None,
    now: datetime,
) -> list[PolicySeries]:
    """Record everything that was seen about rights; return the series that govern the article by membership.

    Series with a scope of their own (robots.txt, a single image) govern it without being among them.
    """
    licences = [file for file in evidence.site_files if file.kind == SiteFileKind.RSL]
    with transaction.atomic():
        hold_site(domain=domain)
        terms = observe_usage_terms(
            domain=domain, article=article, evidence=evidence, publisher=publisher, now=now
        )
        page = observe_page(
            domain=domain,
            path=path,
            article=article,
            evidence=evidence,
            publisher=publisher,
            images=images,
            read=frozenset(one.stated for one in terms if one.whole),
            now=now,
        )
        members = [page, *(one.series for one in terms), *_site_files(domain, evidence, publisher, now)]
        heard = list(members)
        if evidence.robots.address and not evidence.supplied:
            robots = observe_robots(
                domain=domain, robots=evidence.robots, publisher=publisher, licence_files=licences, now=now
            )
            heard.append(robots)
        members += _ai_txt(domain, evidence, heard, publisher, now)
        members += _expressions(domain, article, evidence, publisher, now)
        members += observe_images(
            domain=domain, article=article, images=images, evidence=evidence, publisher=publisher, now=now
        )
    return list({series.pk: series for series in members}.values())


def observe_page(
    *,
    domain: str,
    path: str,
    article: UUID,
    evidence: Evidence,
    publisher: Party | None,
    images: Sequence[CandidateImage] = (),
    read: frozenset[str] = frozenset(),
    now: datetime,
) -> PolicySeries:
    """Record what a page signals; pages of a site that signal the same share one series.

    Statements among `read` were read as notices and speak for themselves.
    What it says of an image that is none of `images` may be meant for any of them.
    """
    uid = f"urn:rights:signal:page:{domain}"
    robots = evidence.robots
    seen = read_page(
        headers=_headers(evidence),
        metas=tuple((meta.name, meta.content, meta.raw) for meta in evidence.metas),
        robots=robots.text if robots.status in _READ else "",
        path=path_of(evidence.page_address) if evidence.page_address else path,
        address=evidence.page_address,
        uid=uid,
        assigner=publisher.identifier if publisher else "",
        links=tuple(as_link(one) for one in evidence.links),
        blocks=tuple(as_block(one) for one in evidence.blocks),
        at_hand=_at_hand(evidence) | read,
        images={image.address for image in images if image.address},
    )
    place = page_place(evidence, domain=domain, article=article)
    title = f"signals of pages of {domain}" if seen.text else f"no signals on pages of {domain}"
    return _interned(uid, domain, title, seen, place, publisher, now)


def _interned(
    uid: str,
    domain: str,
    title: str,
    seen: Observed,
    place: Place,
    publisher: Party | None,
    now: datetime,
    *,
    partial: bool = False,
) -> PolicySeries:
    """Record what was seen in a series that every page shares that says the same."""
    content = canonical_json(
        {
            "document": seen.document,
            "text": seen.text,
            **({"partial": True} if partial else {}),
        }
    )
    with transaction.atomic():
        series = create_series(
            identifier=f"{uid}:{hashlib.sha256(content).hexdigest()[:32]}",
            kind="signal",
            title=title,
            scope_kind="page",
            scope_value=domain,
            assigner=publisher,
            now=now,
        )
        return observe(series=series, seen=seen, raw=b"", place=place, now=now, partial=partial).series


def _headers(evidence: Evidence) -> tuple[tuple[str, str], ...]:
    """Return the headers, without those whose links were handed on one by one."""
    parted = any(link.raw.startswith("Link:") for link in evidence.links)
    return tuple(one for one in evidence.headers if not (parted and one[0].lower() == "link"))


def _at_hand(evidence: Evidence) -> set[str]:
    """Return the addresses of licence files that speak for themselves, as they are named too."""
    addresses = {file.address for file in evidence.site_files if file.kind == SiteFileKind.RSL}
    named = {value: urljoin(evidence.robots.address, value) for value in site_licences(evidence.robots.text)}
    return addresses | {value for value, address in named.items() if address in addresses}


def _site_files(
    domain: str, evidence: Evidence, publisher: Party | None, now: datetime
) -> Iterable[PolicySeries]:
    """Record the files that govern the page; a page that states its own reservation goes before its site's file."""
    metas = [(meta.name, meta.content, meta.raw) for meta in evidence.metas]
    own = own_reservation(headers=evidence.headers, metas=metas)
    for file in evidence.site_files:
        if file.kind in {SiteFileKind.TDMREP, SiteFileKind.RSL}:
            series = _file(domain, file, evidence, publisher, now)
            if file.kind == SiteFileKind.RSL or own is None:
                yield series


def _ai_txt(
    domain: str, evidence: Evidence, heard: Sequence[PolicySeries], publisher: Party | None, now: datetime
) -> list[PolicySeries]:
    """Record ai.txt, which governs a page only where nothing of higher rank speaks of training."""
    found = [
        _file(domain, file, evidence, publisher, now)
        for file in evidence.site_files
        if file.kind == SiteFileKind.AI_TXT
    ]
    return [] if any(_speaks_of_training(series, evidence.captured_at, now) for series in heard) else found


def _speaks_of_training(series: PolicySeries, moment: datetime, now: datetime) -> bool:
    period = PolicyPeriod.objects.filter(series=series).as_of(moment, now).select_related("version").first()
    document = period.version.document if period else None
    if document is None:
        return True  # nobody knows
    rules = [*document.get("permission", ()), *document.get("prohibition", ())]
    return any(not _TRAINING.isdisjoint(rule["action"]) and "target" not in rule for rule in rules)


def _file(
    domain: str, file: SiteFile, evidence: Evidence, publisher: Party | None, now: datetime
) -> PolicySeries:
    look = observe_file(
        domain=domain, file=file, page_address=evidence.page_address, publisher=publisher, now=now
    )
    return look.series


def _expressions(
    domain: str, article: UUID, evidence: Evidence, publisher: Party | None, now: datetime
) -> Iterable[PolicySeries]:
    """Record policies that came with the article as a whole (RightsML, ODRL).

    One that names no assigner is the publisher's, whose item it came with.  One that speaks in another's name permits
    nothing until an officer has confirmed it.
    """
    place = page_place(evidence, domain=domain, article=article)
    uid = f"urn:rights:signal:expression:{domain}"
    for block in evidence.blocks:
        for name, value in block.properties:
            if name.lower() == _EXPRESSION and value.strip():
                seen = _expression(value, uid, evidence.page_address, publisher)
                title, partial = f"policy of an item of {domain}", _of_another(seen, publisher)
                yield _interned(uid, domain, title, seen, place, publisher, now, partial=partial)


def _expression(value: str, uid: str, address: str, publisher: Party | None) -> Observed:
    if is_rsl(value):
        assigner = publisher.identifier if publisher else ""
        return read_inline(value, address=address, uid=uid, assigner=assigner)
    return _assigned(read_expression(value, uid=uid), publisher)


def _assigned(seen: Observed, publisher: Party | None) -> Observed:
    if seen.document is None or publisher is None or read_policy(seen.document).assigner:
        return seen
    said_by = {"@type": "Party", "uid": publisher.identifier}
    return replace(seen, document={**seen.document, "assigner": said_by})


def _of_another(seen: Observed, publisher: Party | None) -> bool:
    """Whether a policy names an assigner, anywhere, who isn't the publisher."""
    if seen.document is None:
        return False
    policy = read_policy(seen.document)
    named = {policy.assigner, *(rule.assigner for rule in policy.rules)} - {None, ""}
    return bool(named - ({publisher.identifier} if publisher else set()))
