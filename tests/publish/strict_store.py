"""An object store as strict as Aliyun OSS is behind its S3 interface, with what it holds at hand.

The bucket is part of the host name, nothing else is understood. Chunked or streaming signatures,
checksum trailers and batch deletions are refused, as is a Content-MD5 that does not fit. Readers
get objects without a signature, as from a bucket that serves a site.
"""

import base64
import hashlib
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from urllib.parse import parse_qs, unquote, urlsplit
from xml.sax.saxutils import escape

_CHECKSUMS = ("x-amz-checksum", "x-amz-trailer", "x-amz-sdk")
BUCKET = "invest"
HOST = "oss.test"


class Store:
    """A running store. `requests` are those that were signed, `objects` the bytes by path."""

    def __init__(self, page: int = 1000) -> None:
        self.objects: dict[str, bytes] = {}
        self.types: dict[str, tuple[str, str]] = {}
        self.requests: list[tuple[str, str]] = []
        self.refused: list[str] = []
        self.last = -1  # how many signed requests are answered; all others find nobody
        self.after = False  # the one that is cut has been carried out
        self.watch: Callable[[], None] = lambda: None  # after every change
        self.page = page
        self.lock = threading.RLock()
        store = self

        class Handler(_Handler):
            pass

        Handler.store = store
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.port = self._server.server_address[1]
        self.endpoint = f"http://{HOST}:{self.port}"
        self.url = f"http://127.0.0.1:{self.port}"
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,))
        self._thread.start()

    def __enter__(self) -> "Store":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def sent(self) -> list[str]:
        """The paths that were uploaded with their bytes."""
        return [path for method, path in self.requests if method == "PUT"]

    def forget(self) -> None:
        """Begin to count anew."""
        self.requests.clear()
        self.last, self.after = -1, False


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    store: Store

    def log_message(self, format: str, *args: object) -> None:
        pass

    def do_GET(self) -> None:
        self._handle("GET")

    def do_PUT(self) -> None:
        self._handle("PUT")

    def do_DELETE(self) -> None:
        self._handle("DELETE")

    def do_POST(self) -> None:
        self._handle("POST")

    def _handle(self, method: str) -> None:
        parts = urlsplit(self.path)
        path, query = unquote(parts.path)[1:], parse_qs(parts.query, keep_blank_values=True)
        data = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        if "Authorization" not in self.headers:
            self._serve(path)
            return
        with self.store.lock:
            why = self._objection(method, query, data)
            if why:
                self.store.refused.append(why)
                self._answer(400, _error("InvalidArgument", why))
                return
            copied = self.headers.get("x-amz-copy-source")
            self.store.requests.append(("COPY" if copied else method, path))
            over = 0 <= self.store.last < len(self.store.requests)
            first = self.store.last == len(self.store.requests) - 1
            if over and not (self.store.after and first):
                self.close_connection = True
                return
            status, body = self._done(method, path, query, data, copied)
            if method != "GET":
                self.store.watch()
            if over:
                self.close_connection = True
                return
        self._answer(status, body, etag=_etag(data) if method == "PUT" else "")

    def _objection(self, method: str, query: dict[str, list[str]], data: bytes) -> str:
        """What a strict service says no to."""
        headers = {name.lower(): value for name, value in self.headers.items()}
        if headers.get("host", "") != f"{BUCKET}.{HOST}:{self.store.port}":
            return f"SecondLevelDomainForbidden: {headers.get('host')}"
        if not headers["authorization"].startswith("AWS4-HMAC-SHA256 Credential="):
            return "no signature of version 4"
        if headers.get("x-amz-content-sha256", "").startswith("STREAMING"):
            return "aws-chunked encoding is not supported with this signature"
        if "transfer-encoding" in headers or "aws-chunked" in headers.get("content-encoding", ""):
            return "chunked encoding is not supported"
        if any(
            name.startswith(("x-amz-checksum", "x-amz-trailer", "x-amz-sdk")) for name in headers
        ):
            return "checksums are not supported"
        if method == "POST" or "delete" in query or "tagging" in query:
            return "batch deletion is not supported"
        md5 = headers.get("content-md5")
        if md5 and md5 != base64.b64encode(hashlib.md5(data).digest()).decode():
            return "Content-MD5 does not fit"
        return ""

    def _done(
        self, method: str, path: str, query: dict[str, list[str]], data: bytes, copied: str | None
    ) -> tuple[int, bytes]:
        objects = self.store.objects
        if method == "GET" and "list-type" in query:
            return 200, self._listing(query)
        if method == "GET":
            found = objects.get(path)
            return (200, found) if found is not None else (404, _error("NoSuchKey", path))
        if method == "DELETE":
            objects.pop(path, None)
            return 204, b""
        if copied:
            old = unquote(copied).removeprefix("/").removeprefix(f"{BUCKET}/")
            if old not in objects:
                return 404, _error("NoSuchKey", old)
            objects[path] = objects[old]
            self.store.types[path] = self.store.types[old]
            return (
                200,
                f"<CopyObjectResult><ETag>{_etag(objects[old])}</ETag></CopyObjectResult>".encode(),
            )
        objects[path] = data
        about = self.headers.get("Content-Type", ""), self.headers.get("Cache-Control", "")
        self.store.types[path] = about
        return 200, b""

    def _listing(self, query: dict[str, list[str]]) -> bytes:
        prefix = query.get("prefix", [""])[0]
        names = sorted(name for name in self.store.objects if name.startswith(prefix))
        start = query.get("continuation-token", [""])[0]
        names = [name for name in names if name > start]
        page, rest = names[: self.store.page], names[self.store.page :]
        rows = "".join(
            f"<Contents><Key>{escape(n)}</Key><ETag>&quot;{_etag(self.store.objects[n])}&quot;</ETag>"
            f"<Size>{len(self.store.objects[n])}</Size></Contents>"
            for n in page
        )
        more = f"<NextContinuationToken>{escape(page[-1])}</NextContinuationToken>" if rest else ""
        cut = str(bool(rest)).lower()
        inside = f"<IsTruncated>{cut}</IsTruncated>{more}{rows}"
        return f"<ListBucketResult>{inside}</ListBucketResult>".encode()

    def _serve(self, path: str) -> None:
        with self.store.lock:
            found = self.store.objects.get(path)
        self._answer(200 if found is not None else 404, found or b"missing")

    def _answer(self, status: int, body: bytes, etag: str = "") -> None:
        self.send_response(status)
        if etag:
            self.send_header("ETag", f'"{etag}"')
        if status != 204:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if status != 204:
            self.wfile.write(body)


def _etag(data: bytes) -> str:
    return hashlib.md5(data).hexdigest()


def _error(code: str, message: str) -> bytes:
    return f"<Error><Code>{code}</Code><Message>{escape(message)}</Message></Error>".encode()
