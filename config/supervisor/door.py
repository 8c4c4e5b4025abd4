"""The web address: taken before anything starts, handed to the web process, asked until it answers."""

from __future__ import annotations

import errno
import http.client
import socket
import time
from collections.abc import Callable

from config.embedded.errors import EmbeddedError

HOST = "127.0.0.1"


class PortTakenError(EmbeddedError):
    """Somebody else listens on the port."""


def listening_socket(port: int) -> socket.socket:
    """Return a socket that listens on loopback. Raises PortTakenError, naming the setting to change."""
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((HOST, port))
        listener.listen(256)
    except (OSError, OverflowError) as error:
        listener.close()
        taken = getattr(error, "errno", None) == errno.EADDRINUSE
        problem = f"Port {port} is taken" if taken else f"Port {port} cannot be used ({error})"
        raise PortTakenError(
            f"{problem}: set IMPRIMATUR_PORT to another, as in IMPRIMATUR_PORT=8001."
        ) from None
    return listener


def await_answer(port: int, *, host_header: str, alive: Callable[[], bool], seconds: float = 60) -> bool:
    """Ask /healthz until it answers; False when `alive` says no or time is up."""
    deadline = time.monotonic() + seconds
    while alive() and time.monotonic() < deadline:
        connection = http.client.HTTPConnection(HOST, port, timeout=5)
        try:
            connection.request("GET", "/healthz", headers={"Host": host_header, "X-Forwarded-Proto": "https"})
            if connection.getresponse().status == http.client.OK:
                return True
        except (OSError, http.client.HTTPException):
            pass
        finally:
            connection.close()
        time.sleep(0.1)
    return False
