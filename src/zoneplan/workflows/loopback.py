"""A web server that only this machine can ask: one page, and its news as they come."""

from __future__ import annotations

import os
import threading
from contextlib import suppress
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

from zoneplan.errors import OutputError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

ADDRESS = "127.0.0.1"
_NAMES = (ADDRESS, "localhost")
_HEADERS = {
    "Cache-Control": "no-store",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}

_QUIET_S = 10
_RETRY_MS = 500


class News:
    """The newest message, for whoever listens: at once, and again whenever it is another one."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._newest: bytes | None = None
        self._is_over = False

    def put(self, message: bytes) -> None:
        """Tell all who listen."""
        with self._changed:
            self._newest = message
            self._changed.notify_all()

    def end(self) -> None:
        """Let all who listen go."""
        with self._changed:
            self._is_over = True
            self._changed.notify_all()

    def messages(self) -> Iterator[bytes | None]:
        """Return the messages as they come; None after a while without any."""
        heard: bytes | None = None

        def is_news() -> bool:
            return self._is_over or self._newest != heard

        while True:
            with self._changed:
                is_new = self._changed.wait_for(is_news, timeout=_QUIET_S)
                if self._is_over:
                    return
                heard = self._newest
            yield heard if is_new else None


class Loopback(ThreadingHTTPServer):
    """Answers for one page and its news on 127.0.0.1, and nobody who calls it by another name.

    A page elsewhere could have its own name lead here (DNS rebinding), so the name asked for
    counts. Raises `OutputError` where the port is taken.
    """

    daemon_threads = True
    # On Windows this would let another program take the same port.
    allow_reuse_address = os.name == "posix"

    def __init__(self, port: int, page: Callable[[], str], news: News) -> None:
        try:
            super().__init__((ADDRESS, port), _Handler)
        except OSError as fault:
            raise OutputError(
                vi=f"Không mở được cổng {port}: {fault.strerror}. Hãy chọn cổng khác bằng --port.",
                en=f"Cannot use port {port}: {fault.strerror}. Choose another with --port.",
            ) from fault
        self.page, self.news = page, news

    @property
    def url(self) -> str:
        """The address to open."""
        return f"http://{ADDRESS}:{self.server_port}/"

    @property
    def names(self) -> frozenset[str]:
        """The names by which it may be called."""
        return frozenset(f"{name}:{self.server_port}" for name in _NAMES)


class _Handler(BaseHTTPRequestHandler):
    server: Loopback
    server_version = "zoneplan"
    sys_version = ""
    timeout = 10

    def do_GET(self) -> None:
        if self.headers.get("Host") not in self.server.names:
            self.send_error(HTTPStatus.MISDIRECTED_REQUEST)
            return
        if self.path == "/":
            self._send_page(self.server.page().encode())
        elif self.path == "/news":
            with suppress(ConnectionError):
                self._send_news()
        else:
            self.send_error(HTTPStatus.NOT_FOUND)

    def _send_page(self, content: bytes) -> None:
        self._begin("text/html; charset=utf-8", {"Content-Length": str(len(content))})
        self.wfile.write(content)

    def _send_news(self) -> None:
        """Send each message as a server-sent event; a comment now and then finds who is gone."""
        self._begin("text/event-stream", {})
        self.wfile.write(b"retry: %d\n\n" % _RETRY_MS)
        for message in self.server.news.messages():
            self.wfile.write(b":\n\n" if message is None else b"data: " + message + b"\n\n")

    def _begin(self, kind: str, headers: Mapping[str, str]) -> None:
        self.send_response(HTTPStatus.OK)
        for name, value in {"Content-Type": kind, **headers, **_HEADERS}.items():
            self.send_header(name, value)
        self.end_headers()

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002, ANN401 - as overridden
        """Say nothing: whoever serves a map watches the map."""
