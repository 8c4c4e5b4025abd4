"""Reading ahead: the next chunk is made while the one before is being stored."""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor
from typing import TYPE_CHECKING, TypeVar

from django.db import connection

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_In = TypeVar("_In")
_Out = TypeVar("_Out")


def side_by_side(
    chunks: Iterator[_In], store: Callable[[_In], _Out], *, aside: bool
) -> Iterator[tuple[_In, _Out]]:
    """Yield each chunk with what storing it came to, in order; `aside` stores in a thread, one chunk at a time.

    What `store` raises is raised here, and nothing after it is stored. The thread has a database connection of its own,
    so that it sees only what is committed: not for a caller inside a transaction.
    """
    if not aside:
        for chunk in chunks:
            yield chunk, store(chunk)
        return
    with ThreadPoolExecutor(1, thread_name_prefix="store") as thread:
        waiting: tuple[_In, Future[_Out]] | None = None
        try:
            for chunk in chunks:
                if waiting is not None:
                    yield waiting[0], waiting[1].result()
                waiting = (chunk, thread.submit(store, chunk))
            if waiting is not None:
                yield waiting[0], waiting[1].result()
        finally:
            thread.submit(connection.close)
