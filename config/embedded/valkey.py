"""A private Valkey on a unix socket alone."""

from __future__ import annotations

import os
import signal
import socket
import time
from collections.abc import Sequence

from config.embedded.account import Account
from config.embedded.binaries import valkey_program
from config.embedded.child import Child, spawn
from config.embedded.errors import EmbeddedError
from config.embedded.places import Places


def start_valkey(places: Places, account: Account, *, pass_fds: Sequence[int]) -> Child:
    """Start the server; what the broker holds survives a restart. Returns at once."""
    account.private_directory(places.valkey_data)
    account.private_directory(places.valkey_run)
    settings = {
        "port": "0",
        "unixsocket": str(places.valkey_socket),
        "unixsocketperm": "700",
        "dir": str(places.valkey_data),
        "appendonly": "yes",
        "save": "",
        "maxmemory-policy": "noeviction",
        "loglevel": "warning",
        "daemonize": "no",
    }
    options = [part for name, value in settings.items() for part in (f"--{name}", value)]
    return spawn(
        "Valkey",
        [*account.prefix, valkey_program(), *options],
        stop_signal=signal.SIGTERM,
        log=places.state / "log" / "valkey.log",
        env={"PATH": os.defpath, "LC_ALL": "C", "TZ": "UTC"},
        pass_fds=pass_fds,
        options=account.popen_options(),
    )


def await_valkey(places: Places, child: Child, *, seconds: float = 60) -> None:
    """Wait until the server answers. Raises EmbeddedError with the end of the log when it ends or stays silent."""
    deadline = time.monotonic() + seconds
    while not _answers(str(places.valkey_socket)):
        if child.ended() or time.monotonic() > deadline:
            raise EmbeddedError(f"Valkey did not start:\n{child.last_words()}")
        time.sleep(0.02)


def _answers(path: str) -> bool:
    with socket.socket(socket.AF_UNIX) as connection:
        connection.settimeout(2)
        try:
            connection.connect(path)
            connection.sendall(b"PING\r\n")
            return connection.recv(16).startswith(b"+PONG")  # while it loads its file it answers -LOADING
        except OSError:
            return False
