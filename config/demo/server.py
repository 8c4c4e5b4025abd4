"""A small web server on loopback, for a page that stands in for the outside world."""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Self

from config.demo.page import PATH, ROBOTS, FoundingPage

HTML = "text/html; charset=utf-8"


@dataclass(frozen=True)
class Answer:
    """What the server sends for a path; `pauses` are seconds before the status line and before each piece."""

    body: bytes = b""
    media_type: str = HTML
    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()
    wait: float = 0
    piece_bytes: int = 1 << 20
    wait_between_pieces: float = 0


def founding_routes(page: FoundingPage | None = None) -> dict[str, Answer]:
    """Return the founding page and its robots.txt by path."""
    return {
        PATH: Answer((page or FoundingPage()).html()),
        "/robots.txt": Answer(ROBOTS, "text/plain; charset=utf-8"),
    }


@dataclass
class PageServer:
    """Serves `routes` on an ephemeral port of 127.0.0.1 while it is entered; other paths are 404.

    Routes may be exchanged while it runs; `asked` lists the paths that were asked for.
    """

    routes: Mapping[str, Answer]
    asked: list[str] = field(default_factory=list)
    agents: list[str] = field(default_factory=list)

    def __enter__(self) -> Self:
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler_of(self))
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(timeout=5)

    @property
    def host(self) -> str:
        """Host and port, as a list of allowed hosts names them."""
        return f"127.0.0.1:{self._server.server_address[1]}"

    def address(self, path: str = PATH) -> str:
        """Return the address of a path."""
        return f"http://{self.host}{path}"


def _handler_of(server: PageServer) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            path = self.path.partition("?")[0]
            server.asked.append(path)
            server.agents.append(self.headers.get("User-Agent", ""))
            with contextlib.suppress(OSError):  # a client that hangs up has its reasons
                self._send(server.routes.get(path, Answer(b"Not found.", "text/plain", 404)))

        def _send(self, answer: Answer) -> None:
            time.sleep(answer.wait)
            self.send_response(answer.status)
            self.send_header("Content-Type", answer.media_type)
            self.send_header("Content-Length", str(len(answer.body)))
            for name, value in answer.headers:
                self.send_header(name, value)
            self.end_headers()
            for place in range(0, len(answer.body), answer.piece_bytes):
                time.sleep(answer.wait_between_pieces)
                self.wfile.write(answer.body[place : place + answer.piece_bytes])
                self.wfile.flush()

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the framework's name
            """Say nothing."""

    return Handler
