"""Files of sites: what was seen last, and keeping what is seen now without losing what was."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models.functions import Greatest

from archive.models import SiteFileCopy
from archive.rights_gate import SiteFile

if TYPE_CHECKING:
    from datetime import datetime, timedelta


def known_site_file(*, kind: str, address: str) -> SiteFileCopy | None:
    """Return the last that was seen of a file, fresh or not."""
    return SiteFileCopy.objects.filter(kind=kind, address=address, current=True).first()


def keep_site_file(
    *, origin: str, seen: SiteFile, etag: str, last_modified: str, stands_for: timedelta
) -> SiteFileCopy:
    """Keep what was seen at `seen.fetched_at`: as another look at the same, or as a row in the last one's place."""
    digest = content_digest(seen)
    with transaction.atomic():
        last = (
            SiteFileCopy.objects.select_for_update()
            .filter(kind=seen.kind, address=seen.address, current=True)
            .first()
        )
        if last is not None and last.digest == digest:
            return _seen_again(last, seen.fetched_at, stands_for, etag, last_modified)
        if last is not None:
            SiteFileCopy.objects.filter(pk=last.pk).update(current=False)
        return SiteFileCopy.objects.create(
            origin=origin,
            kind=seen.kind,
            address=seen.address,
            status=seen.status,
            failure=seen.failure,
            text=seen.text,
            media_type=seen.media_type,
            headers=[list(header) for header in seen.headers],
            digest=digest,
            etag=etag,
            last_modified=last_modified,
            fetched_at=seen.fetched_at,
            seen_at=seen.fetched_at,
            fresh_until=seen.fetched_at + stands_for,
        )


def confirm_site_file(*, copy: SiteFileCopy, now: datetime, stands_for: timedelta) -> SiteFileCopy:
    """Note that the site says a file is still what it was (304)."""
    return _seen_again(copy, now, stands_for, copy.etag, copy.last_modified)


def _seen_again(
    copy: SiteFileCopy, now: datetime, stands_for: timedelta, etag: str, last_modified: str
) -> SiteFileCopy:
    SiteFileCopy.objects.filter(pk=copy.pk, current=True).update(
        seen_at=Greatest("seen_at", now), fresh_until=now + stands_for, etag=etag, last_modified=last_modified
    )
    copy.refresh_from_db()
    return copy


def content_digest(seen: SiteFile) -> str:
    """Return what tells one answer from another: status, failure, text, and the headers that carry signals."""
    told = [header for header in seen.headers if header[0] not in _OF_THE_MOMENT]
    return hashlib.sha256(repr((seen.status, seen.failure, seen.text, told)).encode()).hexdigest()


_OF_THE_MOMENT = frozenset(("date", "last-modified"))


def as_seen(copy: SiteFileCopy) -> SiteFile:
    """Return a kept file as the gate is shown it; its time is that of the last look."""
    return SiteFile(
        copy.address,
        copy.status,
        copy.text,
        copy.media_type,
        copy.seen_at,
        failure=copy.failure,
        headers=tuple((str(name), str(value)) for name, value in copy.headers),
        kind=copy.kind,
    )
