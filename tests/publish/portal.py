"""A portal as a build would leave it, in a moment: pages, hashed files, a site map; and a reader
who loads pages with all that they need.
"""

import re
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

from zsite.digest import digest
from zsite.ship.publish.snapshot import Snapshot, take

Fetch = Callable[[str], bytes | None]


def files(mark: str, pages: int = 60, **bodies: str) -> dict[str, bytes]:
    """The files of a portal whose every page says `mark`; `bodies` replace single pages' texts."""
    style = f"/* {mark} */ body {{ color: #123 }}".encode()
    css = f"assets/site.{digest(style)[:8]}.css"
    made = {css: style, "404.html": page("404", mark, css, "", "index.html", "missing")}
    names = ["index", *(f"p{number:04}" for number in range(1, pages))]
    for name, after in zip(names, [*names[1:], "index"], strict=True):
        data = f"{mark} {name}".encode() * 40
        photo = f"media/{name}.{digest(data)[:8]}.webp"
        made[photo] = data
        made[f"{name}.html"] = page(
            name, mark, css, photo, f"{after}.html", bodies.get(name, f"This is {name}.")
        )
    made["sitemap.xml"] = f"<urlset><!-- {mark} --></urlset>".encode()
    made["files/form.pdf"] = b"%PDF-1.4 a form"
    return made


def page(name: str, mark: str, css: str, photo: str, after: str, body: str) -> bytes:
    """A page that names a style sheet, a picture and another page."""
    image = f'<img src="{photo}" alt="">' if photo else ""
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<title>{name} of {mark}</title>\n<link rel="stylesheet" href="{css}">\n</head>\n'
        f"<body>\n<main><h1>{name}</h1>\n"
        f'<p data-mark="{mark}">{body}</p>\n<p>{"Yunze has land and people. " * 30}</p>\n{image}\n'
        f'<p><a href="{after}">next</a> <a href="files/form.pdf">form</a></p></main>\n'
        "</body>\n</html>\n"
    ).encode()


def put(folder: Path, made: Mapping[str, bytes]) -> Path:
    """The files in an empty folder, each written anew as a build does."""
    shutil.rmtree(folder, ignore_errors=True)
    for path, data in made.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
    return folder


def snapshot(root: Path, made: Mapping[str, bytes], compress: bool = False) -> Snapshot:
    """What a publication of these files sends."""
    (root / ".zsite").mkdir(parents=True, exist_ok=True)
    output = put(root / "output", made)
    return take(root, output, root / ".zsite" / "publish" / "live", compress)


class TornError(AssertionError):
    """A reader met a page whose files are missing or of another release."""


def load(fetch: Fetch, path: str) -> str:
    """Load a page and everything that it names, as a browser does; the release that it says."""
    data = fetch(path)
    if data is None:
        raise TornError(f"{path} is missing")
    text = data.decode()
    marks = set(re.findall(r'data-mark="([^"]*)"', text))
    if len(marks) != 1 or not text.endswith("</html>\n"):
        raise TornError(f"{path} is no whole page: {marks}")
    for link in re.findall(r'(?:href|src)="([^"]+)"', text):
        named = fetch(link)
        if named is None:
            raise TornError(f"{path} names {link}, which is missing")
        hashed = re.search(r"\.([0-9a-f]{8})\.\w+$", link)
        if hashed and digest(named)[:8] != hashed[1]:
            raise TornError(f"{link} holds something else")
    return marks.pop()


def from_folder(folder: Path) -> Fetch:
    """A reader of files on disk, through links, as a web server reads them."""

    def fetch(path: str) -> bytes | None:
        try:
            return (folder / path).read_bytes()
        except FileNotFoundError:
            return None

    return fetch
