"""nginx. A location that adds a header loses those of the server, so all stand in each."""

from textwrap import indent

from zsite.ship.publish.servers import ASK_AGAIN, FOR_EVER, HASHED, Site

_HEAD = """\
# zsite publish --server-config nginx
# {where}
# Then: nginx -t && systemctl reload nginx
#
# {root} is a link that a publication switches in one step: no open_file_cache for it.
# gzip_static sends the .gz copies; with the module ngx_brotli, brotli_static on; the .br ones.
"""
_WHOLE = "Into the http block, for example as /etc/nginx/conf.d/{host}.conf"
_PART = "The site lies below a path: into the server block of {host}"
_TEXTS = "text/css text/plain text/xml text/javascript application/javascript image/svg+xml"


def settings(site: Site) -> str:
    """A server block; for a site below a path, locations for the host's own server block."""
    where = (_PART if site.below else _WHOLE).format(host=site.host)
    head = _HEAD.format(where=where, root=site.root)
    if not site.below:
        return head + _server(site)
    location = f"location ^~ {site.below}/ {{\n    alias {_quoted(site.root + '/')};\n"
    redirect = f"location = {site.below} {{\n    return 301 {site.below}/;\n}}\n"
    return head + redirect + location + indent(_content(site), "    ") + "}\n"


def _server(site: Site) -> str:
    listen = "listen 80;\nlisten [::]:80;\n"
    name = f"server_name {site.host};\n"
    if not site.secure:
        return f"server {{\n{indent(listen + name + _root(site) + _content(site), '    ')}}}\n"
    onward = indent(f"{listen}{name}return 301 https://$host$request_uri;\n", "    ")
    tls = (
        "listen 443 ssl;\nlisten [::]:443 ssl;\n"
        f"ssl_certificate     /etc/ssl/{site.host}.pem;\n"
        f"ssl_certificate_key /etc/ssl/{site.host}.key;\n"
    )
    whole = indent(tls + name + _root(site) + _content(site), "    ")
    return f"server {{\n{onward}}}\n\nserver {{\n{whole}}}\n"


def _root(site: Site) -> str:
    return f"root {_quoted(site.root)};\n"


def _content(site: Site) -> str:
    cards = 'types {}\ndefault_type "text/vcard; charset=utf-8";\n' + _headers(site, ASK_AGAIN)
    includes = "ssi on;\ngzip_static off;  # copies have no header and footer of the portal\n"
    return (
        "index index.html;\n"
        f"error_page 404 {site.below}/404.html;\n"
        f"charset utf-8;\ncharset_types {_TEXTS};\n"
        + (includes if site.includes else "gzip_static on;\ngzip_vary on;\n")
        + _headers(site, ASK_AGAIN)
        + f'location ~ "{HASHED}" {{\n{indent(_headers(site, FOR_EVER), "    ")}}}\n'
        + f'location ~ "\\.vcf$" {{\n{indent(cards, "    ")}}}\n'
    )


def _headers(site: Site, caching: str) -> str:
    rows = {"Cache-Control": caching, **site.headers}
    return "".join(f"add_header {name} {_quoted(text)} always;\n" for name, text in rows.items())


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("$", "\\$")
    return f'"{escaped}"'
