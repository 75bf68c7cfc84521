"""What is answered to a request that may come in: pages, files, and what serve adds to them."""

from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from json import dumps
from pathlib import Path
from urllib.parse import parse_qs, quote

from zsite.ship.serve import wire
from zsite.ship.serve.dressing import dressed, look, scripts
from zsite.ship.serve.paths import decoded, inside
from zsite.ship.serve.preview import Preview
from zsite.ship.serve.wire import Response
from zsite.ship.serve.words import WORDS

OWN = "/_zsite/"
HTML = "text/html; charset=utf-8"
TYPES: Mapping[str, str] = {
    "html": HTML,
    "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "json": "application/json; charset=utf-8",
    "xml": "application/xml; charset=utf-8",
    "txt": "text/plain; charset=utf-8",
    "vcf": "text/vcard; charset=utf-8",
    "svg": "image/svg+xml",
    "webp": "image/webp",
    "avif": "image/avif",
    "png": "image/png",
    "gif": "image/gif",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "ico": "image/x-icon",
    "woff2": "font/woff2",
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_PAGE = {"Content-Security-Policy": ""}  # it has its own in its head
_FILE = {"Cache-Control": "no-cache", "Content-Security-Policy": "sandbox"}
_OUR_FILES = {"preview.js": "js", "preview.css": "css"}
_SHELL = """\
<!DOCTYPE html>
<html lang="{lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{title}</title>
{scripts}</head>
<body data-zsite="{what}"></body>
</html>
"""


@dataclass(slots=True)
class Answers:
    """Answers from what stands in the preview; `host` is the one that was asked, as it was let in.

    `printed` is the folder with the pages of guides as pictures.
    `phone` is the drawing of the QR code for phones, where they may come in.
    """

    preview: Preview
    printed: Path
    language: str
    phone: bytes = b""

    def of(self, path: str, query: str, host: str, *, near: bool) -> Response:
        """The answer to a GET of an undecoded path; who is `near` may edit."""
        wanted = decoded(path)
        if wanted is None:
            return self._nothing()
        if wanted.startswith(OWN):
            return self._own(wanted.removeprefix(OWN), parse_qs(query), host, near)
        if not self.preview.number:
            return self._shell("building", host)
        base = self.preview.base
        if wanted in ("/", base) and base:
            return Response(302, {"Location": quote(base) + "/"})
        place = inside(wanted, base)
        return self._file(place, wanted, host) if place else self._missing(host)

    def _file(self, place: str, wanted: str, host: str) -> Response:
        """A file of the preview as it stands, a page with our scripts in it."""
        if place in self.preview.withheld:
            return self._shell("withheld", host, 500)
        file = self.preview.folder / place
        if file.is_dir() and (file / "index.html").is_file():
            return Response(302, {"Location": quote(wanted) + "/"})
        data = _read(file)
        if data is None:
            return self._missing(host)
        ending = place.rpartition(".")[2].lower()
        kind = TYPES.get(ending, "application/octet-stream")
        if kind == HTML and place in self.preview.pages:
            return self._page(data, host)
        return Response(200, {**_FILE, "Content-Type": kind}, data)

    def _page(self, data: bytes, host: str, status: int = 200) -> Response:
        added = scripts(look(data) if status == 200 else None, host, self.language)
        return Response(status, {**_PAGE, "Content-Type": HTML}, dressed(data, added))

    def _missing(self, host: str) -> Response:
        data = _read(self.preview.folder / "404.html")
        return self._page(data, host, 404) if data is not None else self._nothing()

    def _nothing(self) -> Response:
        return wire.text(WORDS[self.language]["nothing"], 404)

    def _shell(self, what: str, host: str, status: int = 200) -> Response:
        """A page without content of its own, which the script fills."""
        html = _SHELL.format(
            lang="zh-Hans" if self.language == "zh" else "en",
            title=WORDS[self.language][what],
            scripts=scripts(None, host, self.language),
            what=what,
        )
        return wire.page(html, status)

    def _own(self, name: str, query: Mapping[str, list[str]], host: str, near: bool) -> Response:
        """What the bar and the overlay are made of."""
        if name in _OUR_FILES:
            data = (files("zsite.ship.serve") / "client" / name).read_bytes()
            return Response(200, {"Content-Type": TYPES[_OUR_FILES[name]]}, data)
        if name == "livereload.js":
            data = (files("livereload") / "vendors" / "livereload.js").read_bytes()
            return Response(200, {"Content-Type": TYPES["js"]}, data)
        if name in ("view", "guide"):
            return self._shell(name, host)
        if name.startswith("printed/"):
            return self._picture(name.removeprefix("printed"))
        if name == "page":
            return self._about((query.get("path") or ["/"])[0], (query.get("of") or [""])[0], near)
        if name == "phone.svg" and self.phone:
            return Response(200, {"Content-Type": TYPES["svg"]}, self.phone)
        return self._nothing()

    def _picture(self, path: str) -> Response:
        """A page of a guide."""
        place = inside(path, "")
        data = _read(self.printed / place) if place and place.endswith(".png") else None
        return Response(200, {"Content-Type": TYPES["png"]}, data) if data else self._nothing()

    def _about(self, path: str, file: str, near: bool) -> Response:
        """What the script is told of a page, by the path in the address bar or by its record."""
        wanted = decoded(path)
        place = inside(wanted, self.preview.base) if wanted else None
        if file:
            place = self.preview.page_of(file, self.language)
        about = self.preview.about(place or "")
        own = {
            "words": WORDS[self.language],
            "place": place or "",
            "home": quote(f"{self.preview.base}/{place}") if place else "",
            "phone": bool(self.phone),
            "editable": near,
        }
        body = dumps({**about, **own}, ensure_ascii=False).encode()
        return Response(200, {"Content-Type": TYPES["json"]}, body)


def _read(file: Path) -> bytes | None:
    """The bytes of a regular file; None for anything else."""
    try:
        return None if file.is_symlink() else file.read_bytes()
    except OSError:
        return None
