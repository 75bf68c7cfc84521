"""Small files that need no template: assets, redirects, robots.txt."""

import re
from collections.abc import Mapping, Sequence
from html import escape

from zsite.problems import Problem


def asset(*, data: bytes | Problem) -> bytes | Problem:
    """The bytes as they are, or why they could not be had."""
    return data


def redirect(*, link: str, canonical: str) -> bytes:
    """A page that leads on without a script, for an address that has moved."""
    target = escape(link)
    known = f'<link rel="canonical" href="{escape(canonical)}">' if canonical else ""
    return (
        '<!DOCTYPE html>\n<html lang="zh-Hans">\n<head>\n<meta charset="utf-8">\n'
        f"<title>{target}</title>\n"
        '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; '
        "base-uri 'none'; form-action 'none'\">\n"
        '<meta name="referrer" content="no-referrer">\n<meta name="robots" content="noindex">\n'
        f'<meta http-equiv="refresh" content="0; url={target}">\n{known}\n</head>\n'
        f'<body>\n<p><a href="{target}">{target}</a></p>\n</body>\n</html>\n'
    ).encode()


def robots(*, url: str) -> bytes:
    """Everybody may read everything; where the site map is, when the site has an address."""
    site_map = f"Sitemap: {url}/sitemap.xml\n" if url else ""
    return f"User-agent: *\nAllow: /\n{site_map}".encode()


def text(*, lines: Sequence[str]) -> bytes:
    """Lines of plain text."""
    return "".join(f"{line}\n" for line in lines).encode()


def tokens(*, tokens: Mapping[str, object]) -> bytes:
    """CSS custom properties from design tokens; those under `dark` hold in the dark."""
    return _tokens(tokens)


def _tokens(tokens: Mapping[str, object]) -> bytes:
    light = {name: value for name, value in tokens.items() if not isinstance(value, dict)}
    dark = tokens.get("dark")
    css = f":root{{{_properties(light)}}}\n"
    if isinstance(dark, dict):
        css += f"@media screen and (prefers-color-scheme:dark){{:root{{{_properties(dark)}}}}}\n"
    return css.encode()


def sheet(*, data: bytes, tokens: Mapping[str, object]) -> bytes:
    """A style sheet with the tokens before it, so that a page asks for one file and not two."""
    return _tokens(tokens) + data


def _properties(values: Mapping[str, object]) -> str:
    return "".join(
        f"--{name}:{value};" for name, value in values.items() if _SAFE.fullmatch(f"{name} {value}")
    )


_SAFE = re.compile(r"[\w #%.,()\"'/-]+")
