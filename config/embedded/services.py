"""Both servers for as long as a block runs, told to Django through the environment."""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from config.embedded.account import Account, choose_account
from config.embedded.binaries import postgres_program, valkey_program
from config.embedded.child import Child, stop_together
from config.embedded.errors import EmbeddedError
from config.embedded.lock import held
from config.embedded.places import Places
from config.embedded.postgres import await_postgres, start_postgres
from config.embedded.valkey import await_valkey, start_valkey


@dataclass(frozen=True)
class Services:
    """What runs: the private servers (fewer where external ones are named) and the descriptor of the lock."""

    places: Places
    children: tuple[Child, ...]
    lock: int


@contextlib.contextmanager
def services(state: Path, *, careless: bool = False, wipe: bool = False) -> Iterator[Services]:
    """Hold the state directory and run `servers` in it for the block; with `wipe`, from nothing.

    Enter it before Django's settings load. `careless` is for data that nobody will miss. Raises EmbeddedError.
    """
    places = Places(state.absolute())
    if wipe:
        _refuse_foreign(places.state)
    places.state.mkdir(mode=0o700, parents=True, exist_ok=True)
    with held(places.lock) as lock:
        if wipe:
            _wipe(places)
        with servers(places, lock, careless=careless) as running:
            yield running


@contextlib.contextmanager
def servers(places: Places, lock: int, *, careless: bool = False) -> Iterator[Services]:
    """Start what DATABASE_URL and REDIS_URL don't name, put the addresses there, and stop it all at the end.

    `lock` is the descriptor of the held lock, for the servers to inherit. Raises EmbeddedError.
    """
    before = {name: os.environ.get(name) for name in ("DATABASE_URL", "REDIS_URL", "IMPRIMATUR_STATE")}
    children: list[Child] = []
    try:
        os.environ["IMPRIMATUR_STATE"] = str(places.state)
        _start(places, children, careless=careless, lock=lock)
        yield Services(places, tuple(children), lock)
    finally:
        stop_together(children)
        if children:
            shutil.rmtree(places.run, ignore_errors=True)
        _restore(before)


def _start(places: Places, children: list[Child], *, careless: bool, lock: int) -> None:
    wanted = [name for name in ("REDIS_URL", "DATABASE_URL") if not os.environ.get(name)]
    if not wanted:
        return
    account = _prepare(places)
    for name in wanted:  # both start before either is waited for
        if name == "REDIS_URL":
            children.append(start_valkey(places, account, pass_fds=[lock]))
        else:
            children.append(start_postgres(places, account, careless=careless, pass_fds=[lock]))
    for name, child in zip(wanted, children, strict=True):
        if name == "REDIS_URL":
            await_valkey(places, child)
            os.environ[name] = places.redis_url
        else:
            await_postgres(places, child)
            os.environ[name] = places.database_url


def _prepare(places: Places) -> Account:
    """Choose the account and let it in: through the state and run directories, not into their files."""
    if os.geteuid() == 0:
        places.state.chmod(0o711)
    account = choose_account(places.state, postgres_program("postgres"), valkey_program())
    own = Account()
    own.private_directory(places.run)
    if account.uid is not None:
        places.run.chmod(0o711)
    return account


def _restore(before: dict[str, str | None]) -> None:
    for name, value in before.items():
        if value is None:
            os.environ.pop(name, None)
        else:
            os.environ[name] = value


def _refuse_foreign(state: Path) -> None:
    """Never wipe a directory that isn't a state directory."""
    if state.exists() and any(state.iterdir()) and not (state / "lock").exists():
        raise EmbeddedError(f"{state} holds something else: it is not wiped. Choose another directory.")


def _wipe(places: Places) -> None:
    for entry in places.state.iterdir():
        if entry.is_dir() and not entry.is_symlink():
            shutil.rmtree(entry)
        elif entry != places.lock:
            entry.unlink()
