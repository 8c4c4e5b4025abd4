"""Start everything in order, keep it, stop everything in order."""

from __future__ import annotations

import contextlib
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import FrameType
from typing import NoReturn

from django.core.management import call_command
from django.db import OperationalError, connections

from config.embedded.child import Child, stop_together
from config.embedded.errors import EmbeddedError
from config.embedded.lock import held
from config.embedded.places import Places
from config.embedded.services import servers
from config.supervisor.door import HOST, await_answer, listening_socket
from config.supervisor.first_start import ADMIN, admin_password, fill_if_empty, migrate_if_needed
from config.supervisor.household import Household
from config.supervisor.watch import Watch, watch

Say = Callable[[str], object]


class StopRequested(BaseException):
    """A signal asked for the end. No error, and like KeyboardInterrupt nothing may swallow it on the way."""


def run(*, root: Path, state: Path, port: int, host_header: str, say: Say) -> int:
    """Run the installation until a signal (returns 0) or the first exit of a part (returns 1).

    Raises EmbeddedError where it can't start.
    """
    started = time.monotonic()
    places = Places(state)
    places.state.mkdir(mode=0o700, parents=True, exist_ok=True)
    address = f"http://{HOST}:{port}/"
    with (
        contextlib.suppress(StopRequested),
        _signals(),
        held(places.lock, label=f"at {address}") as lock,
        listening_socket(port) as listener,
        watch(lock) as watcher,
        _watched_servers(places, lock, watcher) as own,
    ):
        house = Household(root, places.state, lock)
        password, filled = _prepare(places, say, lambda: watcher.add(house.filling()))
        with _together(say) as parts:
            parts.append(watcher.add(house.web(listener.fileno())))
            parts.append(watcher.add(house.worker()))
            parts.append(watcher.add(house.beat()))
            everything = [*own, *parts]
            if await_answer(port, host_header=host_header, alive=lambda: not _gone(everything, watcher)):
                _announce(say, address, places, password, time.monotonic() - started, filled=filled)
                _wait_for_first_exit(everything, watcher)
            return _explain(say, everything)
    return 0


@contextlib.contextmanager
def _together(say: Say) -> Iterator[list[Child]]:
    """Give a list to put children in; stop them all at the end."""
    parts: list[Child] = []
    try:
        yield parts
    finally:
        say("Stopping.")
        stop_together(parts)


@contextlib.contextmanager
def _watched_servers(places: Places, lock: int, watcher: Watch) -> Iterator[tuple[Child, ...]]:
    with servers(places, lock) as running:
        for child in running.children:
            watcher.add(child)
        yield running.children


def _prepare(places: Places, say: Say, fill: Callable[[], Child]) -> tuple[str | None, bool]:
    """Make the database fit to serve; return the admin's password and whether the main job came out right."""
    try:
        if migrate_if_needed():
            say("Database is up to date.")
        password = admin_password(places)
    except OperationalError as error:
        reason = str(error).partition("\n")[0]
        raise EmbeddedError(f"The database does not answer; is DATABASE_URL right? {reason}") from error
    connections.close_all()  # nothing open may be inherited by the processes that follow
    code = fill_if_empty(places, fill)
    call_command("install", verbosity=0)  # after the main job, whose clock stands earlier
    connections.close_all()
    return password, code == 0


def _announce(
    say: Say, address: str, places: Places, password: str | None, seconds: float, *, filled: bool
) -> None:
    if not filled:
        say("The main job did not come out as it should; see above. What is there is served all the same.")
    say(
        f"Imprimatur is up at {address} after {seconds:.1f} s. Logs: {places.state / 'log'}. Ctrl-C stops it."
    )
    shown = password if password is not None else "as you set it"
    say(f"Admin: {address}admin/  user: {ADMIN}  password: {shown}")


def _gone(children: list[Child], watcher: Watch) -> bool:
    return watcher.ended() or any(child.ended() for child in children)


def _wait_for_first_exit(children: list[Child], watcher: Watch) -> None:
    while not _gone(children, watcher):
        time.sleep(0.2)


def _explain(say: Say, children: list[Child]) -> int:
    for child in children:
        if child.ended():
            say(f"{child.name} ended with {child.process.returncode}:\n{child.last_words()}")
    return 1


@contextlib.contextmanager
def _signals() -> Iterator[None]:
    asked = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)

    def stop(_number: int, _frame: FrameType | None) -> NoReturn:
        for number in asked:  # once is enough: a second Ctrl-C must not cut the orderly end short
            signal.signal(number, lambda *_: None)
        raise StopRequested

    before = {number: signal.signal(number, stop) for number in asked}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
