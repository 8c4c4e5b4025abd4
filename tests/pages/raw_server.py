"""A server that answers with whatever bytes it likes, as slowly as it likes, and lies about them."""

from __future__ import annotations

import contextlib
import socket
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from types import TracebackType
from typing import Self

Script = Callable[[], Iterable[bytes]]
OK = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"


def pause(seconds: float) -> bytes:
    time.sleep(seconds)
    return b""


def for_ever(piece: bytes, seconds: float = 0) -> Iterator[bytes]:
    while True:
        yield piece
        yield pause(seconds)


@dataclass
class RawServer:
    """Sends what `script` yields to whoever connects, on an ephemeral port of 127.0.0.1; `asked` are the requests."""

    script: Script
    asked: list[bytes] = field(default_factory=list)

    def __enter__(self) -> Self:
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.host = f"127.0.0.1:{self._socket.getsockname()[1]}"
        self.address = f"http://{self.host}/"
        threading.Thread(target=self._serve, daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._socket.close()

    def _serve(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                client, _ = self._socket.accept()
                threading.Thread(target=self._answer, args=(client,), daemon=True).start()

    def _answer(self, client: socket.socket) -> None:
        with client, contextlib.suppress(OSError):
            client.settimeout(5)
            self.asked.append(client.recv(65536))
            for piece in self.script():
                client.sendall(piece)
