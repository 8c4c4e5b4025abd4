"""Politeness: one capture of a site in each of its intervals, and one request of a host at a time, whoever makes it.

The turn of a site is kept in the cache, that of a host in the database, both by the real time, which a fixed clock
doesn't stop. A host's turn has an end, so that a worker that is killed holds nothing up for longer.
"""

from __future__ import annotations

import math
import time
from collections.abc import Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import timedelta
from types import MappingProxyType
from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from uuid import UUID, uuid4

from django.core.cache import cache
from django.db.models import DateTimeField, Func, Q
from django.db.models.functions import Greatest

from archive.models import Capture, HostTurn

if TYPE_CHECKING:
    from collections.abc import Iterator

LEASE = timedelta(seconds=60)  # longer than any single request may take
PATIENCE = 15.0  # seconds that a worker waits for a turn, before it puts its work back
LONGEST_REST = 86_400.0  # seconds; no site sends us away for longer
_held: ContextVar[Mapping[str, Turn]] = ContextVar("turns of hosts that this worker has")
_LOOK_AGAIN = 0.1  # seconds, while somebody else has the turn


class NotNowError(Exception):
    """The host isn't to be asked for so many seconds; `status` is that of its answer, where it was one that said so."""

    def __init__(self, seconds: float, *, status: int | None = None) -> None:
        super().__init__(f"not for {seconds:.0f} s")
        self.seconds = min(max(seconds, 1.0), LONGEST_REST)
        self.status = status


class _Clock(Func):
    """The database's clock at this very moment; that of a transaction stands still."""

    function = "CLOCK_TIMESTAMP"
    arity = 0
    output_field = DateTimeField()


def seconds_to_wait(capture_id: UUID) -> int:
    """Take the site's turn and return 0, or return how many seconds later to ask again."""
    row = (
        Capture.objects.filter(pk=capture_id)
        .values("source_id", "address", "source__min_interval_seconds")
        .first()
    )
    if not row:
        return 0
    rest = math.ceil(seconds_of_rest(host_of(row["address"])))
    if rest > PATIENCE:
        return rest
    interval: int = row["source__min_interval_seconds"]
    if not interval or cache.add(f"archive:turn:{row['source_id']}", 1, timeout=interval):
        return 0
    return interval


def host_of(address: str) -> str:
    """Return the host and port that an address is asked of: what has one turn."""
    return urlsplit(address).netloc.lower()[:300]


@dataclass
class Turn:
    """The turn that somebody has; `rest` are the seconds for which nobody asks the host afterwards."""

    rest: float = 0.0


@contextmanager
def host_turn(address: str, *, patience: float = PATIENCE) -> Iterator[Turn]:
    """Have the turn of the address's host; whoever has it already goes on having it.

    Raises NotNowError when the turn doesn't come within `patience` seconds.
    """
    host, held = host_of(address), _held.get(MappingProxyType({}))
    if host in held:
        yield held[host]
        return
    turn, holder = Turn(), uuid4()
    _wait(host, holder, patience)
    token = _held.set({**held, host: turn})
    try:
        yield turn
    finally:
        _held.reset(token)
        rest = _in(min(turn.rest, LONGEST_REST))
        HostTurn.objects.filter(host=host, holder=holder).update(
            holder=None, held_until=None, free_from=Greatest("free_from", rest)
        )


def leave_alone(address: str, seconds: float) -> None:
    """Let nobody ask the address's host for so many seconds, at most a day."""
    host, moment = host_of(address), _in(min(seconds, LONGEST_REST))
    _known(host)
    HostTurn.objects.filter(host=host).update(free_from=Greatest("free_from", moment))


def seconds_of_rest(host: str) -> float:
    """Return for how long the host isn't to be asked, whoever has its turn."""
    row = (
        HostTurn.objects.filter(host=host).annotate(clock=_Clock()).values_list("free_from", "clock").first()
    )
    return max(0.0, (row[0] - row[1]).total_seconds()) if row else 0.0


def _wait(host: str, holder: UUID, patience: float) -> None:
    _known(host)
    end = time.monotonic() + patience
    while not _take(host, holder):
        rest = max(seconds_of_rest(host), _LOOK_AGAIN)
        if time.monotonic() + rest > end:
            raise NotNowError(rest)
        time.sleep(rest)


def _take(host: str, holder: UUID) -> bool:
    free = HostTurn.objects.filter(
        Q(holder=None) | Q(held_until__lt=_Clock()), host=host, free_from__lte=_Clock()
    )
    return bool(free.update(holder=holder, held_until=_in(LEASE.total_seconds())))


def _known(host: str) -> None:
    if not HostTurn.objects.filter(host=host).exists():
        HostTurn.objects.bulk_create([HostTurn(host=host, free_from=_Clock())], ignore_conflicts=True)


def _in(seconds: float) -> Func:
    class Later(_Clock):
        template = "CLOCK_TIMESTAMP() + %(seconds)s * INTERVAL '1 second'"

    return Later(seconds=float(seconds))
