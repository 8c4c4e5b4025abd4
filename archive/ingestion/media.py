"""Rights inside the images of an article: fetched within limits, read in a process of its own, and dropped.

The images are never kept: their bytes go from the network into the reader's input and nowhere else.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from django.conf import settings

from archive.choices import CaptureFailure
from archive.ingestion.fetch import Limits
from archive.ingestion.media_process import read_embedded
from archive.ingestion.network import FetchError
from archive.ingestion.turns import NotNowError
from archive.rights_gate import EmbeddedRights

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from archive.ingestion.visits import Visit
    from archive.models import Source

MEDIA_LIMITS = Limits(wire_bytes=12 * 1024 * 1024, body_bytes=12 * 1024 * 1024, seconds=15, redirects=3)
NOT_LOOKED_INTO = "not-looked-into"
_OK = 200


def look_into(
    visit: Visit, addresses: Sequence[str], source: Source, now: datetime
) -> tuple[EmbeddedRights, ...]:
    """Return what the first images say of themselves; those beyond the limit come as not looked into.

    Nothing at all where the source's setting, or a limit of 0, switches it off.
    """
    most = settings.IMPRIMATUR_IMAGES_LOOKED_INTO
    if not source.looks_into_images or not most:
        return ()
    wanted = list(dict.fromkeys(addresses))
    rest = [_unread(address, None, NOT_LOOKED_INTO, now) for address in wanted[most:]]
    return (*(_look(visit, address, now) for address in wanted[:most]), *rest)


def _look(visit: Visit, address: str, now: datetime) -> EmbeddedRights:
    try:
        answer = visit.media(address, limits=MEDIA_LIMITS)
    except NotNowError as rest:
        return _unread(address, rest.status, CaptureFailure.BUSY.value, now)
    except FetchError as error:
        return _unread(address, error.status, error.code.value, now)
    if answer.status != _OK:
        return _unread(address, answer.status, CaptureFailure.HTTP_STATUS.value, now)
    found = read_embedded(answer.body, media_type=answer.media_type)
    return EmbeddedRights(
        address,
        answer.status,
        answer.media_type[:100],
        hashlib.sha256(answer.body).hexdigest(),
        now,
        found.properties,
        failure=found.failure,
    )


def _unread(address: str, status: int | None, why: str, now: datetime) -> EmbeddedRights:
    return EmbeddedRights(address, status, "", "", now, (), failure=why)
