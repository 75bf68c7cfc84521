"""The site as a zip for fairs: unpacked, it opens by a double click, without a network."""

from collections.abc import Callable
from typing import Any

from zsite.ship.publish.packages import Members
from zsite.ship.publish.snapshot import Snapshot

_SERVERS_ONLY = frozenset({"404.html", "robots.txt", "sitemap.xml"})
_README = (
    "使用方法：先把整个压缩包解压到一个文件夹，再双击 open.html。不需要联网。\r\n"
    "不要在压缩软件的窗口里直接打开，否则图片和样式不显示。\r\n\r\n"
    "How to use: unpack the whole archive into a folder, then double-click open.html. No network "
    "is needed.\r\nDo not open it inside the archive's window: pictures and styles would be "
    "missing.\r\n"
)
_OPEN = (
    '<!DOCTYPE html>\n<html lang="zh-Hans">\n<head>\n<meta charset="utf-8">\n'
    "<title>{title}</title>\n"
    '<meta http-equiv="refresh" content="0; url={name}/index.html">\n</head>\n'
    '<body>\n<p><a href="{name}/index.html">{title}</a></p>\n</body>\n</html>\n'
)


def packer(name: str) -> Callable[[Snapshot, Any], tuple[Members, None]]:
    """How a snapshot becomes the members of a bundle whose folder is called `name`."""

    def pack(snapshot: Snapshot, known: Any) -> tuple[Members, None]:
        from html import escape

        title = escape(snapshot.manifest.files["index.html"].title)
        members = {
            "README.txt": b"\xef\xbb\xbf" + _README.encode(),
            "open.html": _OPEN.format(title=title, name=name).encode(),
        }
        for path in snapshot.manifest.files:
            if path not in _SERVERS_ONLY:
                members[f"{name}/{path}"] = (snapshot.tree / path).read_bytes()
        return members, None

    return pack
