"""Recording what a site's files signal: robots.txt for all of it, other files for the pages that they speak of.

A file with places in it (tdmrep.json, RSL) has a series for each place that a page was found in, so that a later look
at the file reaches the pages of that place.  Those series, and ai.txt's, govern an article by membership alone: a page
that states its own TDM reservation is not governed by its site's file, which it goes before.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote, urljoin, urlsplit

from django.db import transaction
from django.db.models import Q

from archive.rights_gate import SiteFileKind
from licensing.models import PolicySeries
from licensing.operations.locks import change_the_record, hold_site
from licensing.operations.observing import Look, Place, observe
from licensing.operations.versions import create_series
from licensing.webrights import (
    Observed,
    location_of,
    read_ai_txt,
    read_robots,
    read_rsl,
    read_tdmrep,
    site_licences,
    urls_of,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from datetime import datetime

    from archive.rights_gate import SiteFile
    from licensing.models import Party

_PREFIX = "urn:rights:signal"
_TITLES = {
    SiteFileKind.TDMREP: "TDM reservations of {host} for {key}",
    SiteFileKind.RSL: "licence file of {host} for {key}",
    SiteFileKind.AI_TXT: "ai.txt of {host}",
}
_EVERYWHERE = "the whole site"
_LONGEST_NAME = 200


@dataclass(frozen=True)
class Site:
    """A site whose files are looked at: its domain and who publishes it."""

    domain: str
    publisher: Party | None
    now: datetime

    @property
    def assigner(self) -> str:
        """The publisher's identifier, "" where nobody knows it."""
        return self.publisher.identifier if self.publisher else ""

    def name(self, address: str) -> str:
        """The site, or a host below it that has files of its own."""
        host = self.host(address)
        # a host below the domain may be a site of its own too, whose series has the bare name
        return self.domain if host == self.domain else f"{self.domain}:{host}"

    def host(self, address: str) -> str:
        """The host of a file where it lies below the site's domain, else the domain."""
        host = urlsplit(address).hostname or ""
        return host if host.endswith(f".{self.domain}") else self.domain


def observe_robots(
    *,
    domain: str,
    robots: SiteFile,
    publisher: Party | None,
    licence_files: Iterable[SiteFile] = (),
    now: datetime,
) -> PolicySeries:
    """Record a site's robots.txt as it answered; a version is added only where the answer changed.

    Each host of the site has a file of its own; all of them speak of the whole site, which is the stricter way.
    Licence files that it names and that are at hand, or were before, speak for themselves.
    """
    site = Site(domain, publisher, now)
    return _look_at_robots(site, robots, {file.address for file in licence_files}).series


def _look_at_robots(site: Site, robots: SiteFile, licences: Collection[str]) -> Look:
    identifier = f"{_PREFIX}:robots:{site.name(robots.address)}"
    seen = read_robots(
        text=robots.text,
        status=robots.status,
        failure=robots.failure,
        uid=identifier,
        assigner=site.assigner,
        media_type=robots.media_type,
        licences=_at_hand(site, robots, licences),
    )
    title = f"robots.txt of {site.host(robots.address)}"
    return _record(site, identifier, title, ("site", site.domain), robots, seen)


def _at_hand(site: Site, robots: SiteFile, given: Collection[str]) -> set[str]:
    """Return the values of `License:` lines whose files are given, or were recorded before."""
    named = {value: urljoin(robots.address, value) for value in site_licences(robots.text)}
    series = {_identifier(site, SiteFileKind.RSL, address): address for address in named.values()}
    known = PolicySeries.objects.filter(identifier__in=series).values_list("identifier", flat=True)
    addresses = {*given, *(series[one] for one in known)}
    return {value for value, address in named.items() if address in addresses}


def observe_site_files(
    *, domain: str, files: Iterable[SiteFile], publisher: Party | None, now: datetime
) -> list[Look]:
    """Record files of a site that were looked at again, for every place in them that pages were found in.

    Robots.txt comes last, so that licence files that it names are at hand.
    """
    found = sorted(files, key=lambda file: file.kind == SiteFileKind.ROBOTS)
    licences = {file.address for file in found if file.kind == SiteFileKind.RSL}
    with transaction.atomic():
        site, looks = Site(domain, publisher, change_the_record(now)), list[Look]()
        hold_site(domain=domain)
        for file in found:
            if file.kind == SiteFileKind.ROBOTS:
                looks.append(_look_at_robots(site, file, licences))
            else:
                looks += _look_everywhere(site, file)
    return looks


def observe_file(
    *, domain: str, file: SiteFile, page_address: str, publisher: Party | None, now: datetime
) -> Look:
    """Record a file beside robots.txt as it speaks of one page, and return what was seen for that page's place."""
    site = Site(domain, publisher, now)
    key = _key(file, page_address)
    with transaction.atomic():
        look = _look(site, file, key)
        if look.changed:  # the file is another one, for the other places in it too
            _look_everywhere(site, file, but=look.series)
    return look


def _key(file: SiteFile, page_address: str) -> tuple[str, ...]:
    """Return which places in a file speak of a page and not of the whole site."""
    if file.kind == SiteFileKind.TDMREP:
        place = location_of(
            text=file.text,
            status=file.status,
            failure=file.failure,
            address=page_address,
            file_address=file.address,
            media_type=file.media_type,
        )
        return (place,) if place else ()
    if file.kind == SiteFileKind.RSL:
        return urls_of(
            text=file.text,
            status=file.status,
            failure=file.failure,
            address=page_address,
            file_address=file.address,
            media_type=file.media_type,
        )
    return ()


def _look_everywhere(site: Site, file: SiteFile, but: PolicySeries | None = None) -> list[Look]:
    """Look at the file for every place that is on record, and for pages that no place in it speaks of."""
    base = _identifier(site, file.kind, file.address)
    known = PolicySeries.objects.filter(Q(identifier=base) | Q(identifier__startswith=f"{base}/"))
    names = set(known.values_list("identifier", flat=True)) | ({base} if but is None else set())
    names.discard(but.identifier if but is not None else "")
    return [_look(site, file, _key_in(name, base), name) for name in sorted(names)]


def _look(site: Site, file: SiteFile, key: tuple[str, ...], name: str = "") -> Look:
    identifier = name or _named(_identifier(site, file.kind, file.address), key)
    place = " ".join(key)[:80] or _EVERYWHERE
    title = _TITLES[SiteFileKind(file.kind)].format(host=site.host(file.address), key=place)
    seen = _read(site, file, key, identifier)
    return _record(site, identifier, title, ("page", site.domain), file, seen)


def _identifier(site: Site, kind: str, address: str) -> str:
    name = f"{_PREFIX}:{kind}:{site.name(address)}"
    many = kind == SiteFileKind.RSL
    return f"{name}:{hashlib.sha256(address.encode()).hexdigest()[:16]}" if many else name


def _named(base: str, key: tuple[str, ...]) -> str:
    """Return the name of the series for places in a file; places too long to be a name keep a digest of theirs."""
    if not key:
        return base
    name = f"{base}/{quote(' '.join(quote(one, safe='/*$:') for one in key), safe='/*$:')}"
    return name if len(name) <= _LONGEST_NAME else f"{base}/~{hashlib.sha256(name.encode()).hexdigest()[:32]}"


def _key_in(identifier: str, base: str) -> tuple[str, ...]:
    """Return the places that the name of a series holds; none, so that the whole site's rules count, for a digest."""
    held = identifier.removeprefix(base).removeprefix("/")
    return () if not held or held.startswith("~") else tuple(unquote(one) for one in unquote(held).split(" "))


def _read(site: Site, file: SiteFile, key: tuple[str, ...], uid: str) -> Observed:
    text, status, failure, media_type = file.text, file.status, file.failure, file.media_type
    match file.kind:
        case SiteFileKind.TDMREP:
            return read_tdmrep(
                text=text,
                status=status,
                failure=failure,
                uid=uid,
                location=key[0] if key else "",
                file_address=file.address,
                assigner=site.assigner,
                media_type=media_type,
            )
        case SiteFileKind.RSL:
            return read_rsl(
                text=text,
                status=status,
                failure=failure,
                uid=uid,
                urls=key,
                file_address=file.address,
                assigner=site.assigner,
                media_type=media_type,
            )
        case _:
            return read_ai_txt(
                text=text,
                status=status,
                failure=failure,
                uid=uid,
                assigner=site.assigner,
                media_type=media_type,
            )


def _record(
    site: Site, identifier: str, title: str, scope: tuple[str, str], file: SiteFile, seen: Observed
) -> Look:
    with transaction.atomic():
        series = create_series(
            identifier=identifier,
            kind="signal",
            title=title[:200],
            scope_kind=scope[0],
            scope_value=scope[1],
            assigner=site.publisher,
            now=site.now,
        )
        place = Place(file.address, file.status, file.fetched_at)
        return observe(
            series=series, seen=seen, raw=file.text.encode("utf-8", "replace"), place=place, now=site.now
        )
