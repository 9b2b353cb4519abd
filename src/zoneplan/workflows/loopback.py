"""A web server that only this machine can ask: one page, and whether there is a newer one."""

from __future__ import annotations

from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

from zoneplan.errors import OutputError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

ADDRESS = "127.0.0.1"
_NAMES = (ADDRESS, "localhost")
_HEADERS = {
    "Cache-Control": "no-store",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}

Answer = tuple[str, bytes]


class Loopback(ThreadingHTTPServer):
    """Answers a few paths on 127.0.0.1, and nobody who calls it by another name.

    A page elsewhere could have its own name lead here (DNS rebinding), so the name asked for
    counts. Raises `OutputError` where the port is taken.
    """

    daemon_threads = True
    allow_reuse_address = False

    def __init__(self, port: int, answers: Mapping[str, Callable[[], Answer]]) -> None:
        try:
            super().__init__((ADDRESS, port), _Handler)
        except OSError as fault:
            raise OutputError(
                vi=f"Không mở được cổng {port}: {fault.strerror}. Hãy chọn cổng khác bằng --port.",
                en=f"Cannot use port {port}: {fault.strerror}. Choose another with --port.",
            ) from fault
        self.answers = answers

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
        answer = self.server.answers.get(self.path)
        if answer is None:
            self.send_error(HTTPStatus.NOT_FOUND)
            return
        kind, content = answer()
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        for name, value in _HEADERS.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002, ANN401 - as overridden
        """Say nothing: a page asks several times a second."""
