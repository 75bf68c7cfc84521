"""Caddy, which also sends the .br copies and gets its certificates itself."""

from textwrap import indent

from zsite.ship.publish.servers import ASK_AGAIN, FOR_EVER, HASHED, Site

_HEAD = """\
# zsite publish --server-config caddy
# {where}
# Then: caddy validate --config /etc/caddy/Caddyfile && systemctl reload caddy
#
# {root} is a link that a publication switches in one step.
"""
_WHOLE = "Into the Caddyfile"
_PART = "The site lies below a path: into the block of {host} in the Caddyfile"
_INCLUDES = (
    "# Caddy cannot fill in the portal's header and footer (server-side includes): use nginx or\n"
    "# Apache, or the theme column with header and footer as files.\n"
)


def settings(site: Site) -> str:
    """A site block; for a site below a path, what goes into the host's own block."""
    where = (_PART if site.below else _WHOLE).format(host=site.host)
    head = _HEAD.format(where=where, root=site.root) + (_INCLUDES if site.includes else "")
    if site.below:
        inside = indent(_content(site), "\t")
        rows = f"redir {site.below} {site.below}/\nhandle_path {site.below}/* {{\n{inside}}}\n"
        return head + rows + _errors(site)
    name = site.host if site.secure else f"http://{site.host}"
    return head + f"{name} {{\n{indent(_content(site) + _errors(site), chr(9))}}}\n"


def _content(site: Site) -> str:
    return (
        f"root * {_quoted(site.root)}\n"
        f"header {{\n{indent(_headers(site), chr(9))}}}\n"
        f"@hashed path_regexp {HASHED}\n"
        f'header @hashed Cache-Control "{FOR_EVER}"\n'
        f"@others not path_regexp {HASHED}\n"
        f'header @others Cache-Control "{ASK_AGAIN}"\n'
        "@cards path *.vcf\n"
        'header @cards Content-Type "text/vcard; charset=utf-8"\n'
        "file_server {\n\tprecompressed br gzip\n}\n"
    )


def _errors(site: Site) -> str:
    """The page of a missing page; with its own status."""
    here = (
        f"@missing expression `{{err.status_code}} == 404 && {{uri}}.startsWith('{site.below}/')`"
    )
    return (
        f"handle_errors {{\n\t{here}\n\thandle @missing {{\n"
        f"\t\troot * {_quoted(site.root)}\n\t\trewrite * /404.html\n"
        f"\t\theader {{\n{indent(_headers(site), chr(9) * 3)}"
        f'\t\t\tCache-Control "{ASK_AGAIN}"\n\t\t}}\n'
        "\t\tfile_server {\n\t\t\tprecompressed br gzip\n\t\t}\n\t}\n}\n"
    )


def _headers(site: Site) -> str:
    return "".join(f"{name} {_quoted(text)}\n" for name, text in site.headers.items())


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
