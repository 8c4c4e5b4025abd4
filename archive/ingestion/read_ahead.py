"""Reading ahead: another process reads and prepares rows while this one decides and stores those before.

Rows come through a pipe, in memory; the reader waits when this process is behind, so that memory stays flat, and ends with
it. For programs of one thread (a command): the reader is a fork, and touches neither the broker nor a connection that was
there before (`known_lines` opens its own).
"""

from __future__ import annotations

import contextlib
import fcntl
import gc
import multiprocessing
import pickle
from itertools import islice
from queue import Queue
from threading import Thread
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from multiprocessing.connection import Connection

_Row = TypeVar("_Row")

PIECE = 500
_ROOM = 1024 * 1024
MOST_PIECES = 24
"""Pieces that wait in this process at most."""


class ReaderLostError(Exception):
    """The process that reads ended before the file did; the kind of its error is all that is told."""


def read_ahead(rows: Iterable[_Row]) -> Iterator[_Row]:
    """Yield the rows, in order, from a process that runs ahead. Raises ReaderLostError."""
    fork = multiprocessing.get_context("fork")
    ours, theirs = fork.Pipe(duplex=False)
    with contextlib.suppress(
        OSError, AttributeError
    ):  # Linux: room for several pieces, so that fewer wake-ups are needed
        fcntl.fcntl(theirs.fileno(), fcntl.F_SETPIPE_SZ, _ROOM)
    reader = fork.Process(target=_read, args=(rows, ours, theirs), daemon=True)
    reader.start()
    theirs.close()
    waiting: Queue[list[_Row] | str | None] = Queue(MOST_PIECES)
    Thread(target=_drain, args=(ours, waiting), daemon=True).start()
    try:
        while (piece := waiting.get()) is not None:
            if isinstance(piece, str):
                raise ReaderLostError(piece)
            yield from piece
    finally:
        reader.kill()
        reader.join()
        _empty(waiting)


def _read(rows: Iterable[_Row], ours: Connection, theirs: Connection) -> None:
    ours.close()
    gc.freeze()
    gc.set_threshold(100_000, 20, 20)
    ahead = iter(rows)
    with contextlib.suppress(BrokenPipeError):
        try:
            while piece := list(islice(ahead, PIECE)):
                theirs.send_bytes(pickle.dumps(piece, pickle.HIGHEST_PROTOCOL))
        except BrokenPipeError:
            raise
        except Exception as error:  # noqa: BLE001 - its message may quote a row; its kind doesn't
            theirs.send_bytes(b"!" + type(error).__name__.encode())
        else:
            theirs.send_bytes(b".")


def _drain(ours: Connection, waiting: Queue[list[_Row] | str | None]) -> None:
    """Take pieces from the pipe as they come, up to as many as may wait; they are unpacked while the database works."""
    try:
        while True:
            piece = ours.recv_bytes()
            if piece == b".":
                waiting.put(None)
                return
            if piece[:1] == b"!":
                waiting.put(piece[1:].decode())
                return
            waiting.put(pickle.loads(piece))  # noqa: S301 - of our own process
    except (EOFError, OSError):
        waiting.put("the reader was ended")


def _empty(waiting: Queue[list[_Row] | str | None]) -> None:
    """Let the thread that drains go on to its end."""
    while not waiting.empty():
        waiting.get_nowait()
