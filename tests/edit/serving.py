"""The editor of a project behind a small server that guards it as `zsite serve` does."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

from zsite.ship.edit import answer
from zsite.ship.serve.wire import GUARDS, Request, token_shown

SECRET = "t0ken"


@contextmanager
def served(root: Path, language: str = "zh") -> Iterator[str]:
    """The address of the editor."""
    one = threading.Lock()

    class Handler(BaseHTTPRequestHandler):
        def do(self) -> None:
            asked = urlsplit(self.path)
            length = int(self.headers.get("content-length") or 0)
            headers = {name.lower(): value for name, value in self.headers.items()}
            body = self.rfile.read(length)
            if self.command == "POST" and token_shown(headers, body) != SECRET:
                self.send_error(403)
                return
            request = Request(
                self.command,
                unquote(asked.path).removeprefix("/_edit/"),
                parse_qs(asked.query, keep_blank_values=True),
                headers,
                body,
                SECRET,
            )
            if not asked.path.startswith("/_edit/"):
                self.send_error(404)
                return
            with one:
                made = answer(root, request, language)
            self.send_response(made.status)
            for name, value in {**GUARDS, **made.headers}.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(made.body)))
            self.end_headers()
            with suppress(BrokenPipeError, ConnectionResetError):  # the browser went on
                self.wfile.write(made.body)

        do_GET = do_POST = do  # noqa: N815

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/_edit/"
    finally:
        server.shutdown()
        server.server_close()
