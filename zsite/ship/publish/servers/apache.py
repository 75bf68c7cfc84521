"""Apache, with the modules headers, rewrite, alias, dir and mime (include for a portal's frame)."""

from textwrap import indent

from zsite.ship.publish.servers import ASK_AGAIN, FOR_EVER, HASHED, Site

_HEAD = """\
# zsite publish --server-config apache
# {where}
# Modules: a2enmod headers rewrite alias dir mime{more}
# Then: apachectl configtest && systemctl reload apache2
#
# {root} is a link that a publication switches in one step.
"""
_WHOLE = "For example as /etc/apache2/sites-available/{host}.conf"
_PART = "The site lies below a path: into the VirtualHost of {host}"
_TYPES = {
    "html": "text/html",
    "css": "text/css",
    "m?js": "text/javascript",
    "json": "application/json",
    "svg": "image/svg+xml",
    "xml": "application/xml",
    "txt": "text/plain",
    "csv": "text/csv",
    "vcf": "text/vcard",
    "ics": "text/calendar",
    "webmanifest": "application/manifest+json",
}


def settings(site: Site) -> str:
    """A VirtualHost; for a site below a path, what goes into the host's own one."""
    where = (_PART if site.below else _WHOLE).format(host=site.host)
    more = " include" if site.includes else " ssl" if site.secure and not site.below else ""
    head = _HEAD.format(where=where, root=site.root, more=more)
    if site.below:
        rows = f'RedirectMatch 301 "^{site.below}$" "{site.below}/"\n'
        rows += f"Alias {_quoted(site.below + '/')} {_quoted(site.root + '/')}\n"
        return head + rows + _content(site)
    name = f"ServerName {site.host}\n"
    inside = f"{name}DocumentRoot {_quoted(site.root)}\n" + _content(site)
    if not site.secure:
        return f"{head}<VirtualHost *:80>\n{indent(inside, '    ')}</VirtualHost>\n"
    onward = indent(f'{name}Redirect permanent "/" "https://{site.host}/"\n', "    ")
    tls = (
        f"SSLEngine on\nSSLCertificateFile /etc/ssl/{site.host}.pem\n"
        f"SSLCertificateKeyFile /etc/ssl/{site.host}.key\n"
    )
    return (
        f"{head}<VirtualHost *:80>\n{onward}</VirtualHost>\n"
        f"<VirtualHost *:443>\n{indent(tls + inside, '    ')}</VirtualHost>\n"
    )


def _content(site: Site) -> str:
    options = "FollowSymLinks IncludesNOEXEC" if site.includes else "FollowSymLinks"
    includes = "AddType text/html .html\nAddOutputFilter INCLUDES .html\n"
    inside = (
        f"Options {options}\nAllowOverride None\nRequire all granted\n"
        f"DirectoryIndex index.html\nDirectorySlash On\nErrorDocument 404 {site.below}/404.html\n"
        "FileETag MTime Size\nAddDefaultCharset utf-8\nAddType text/vcard .vcf\n"
        + (includes if site.includes else _copies(site))
        + _headers(site)
    )
    return f"<Directory {_quoted(site.root)}>\n{indent(inside, '    ')}</Directory>\n"


def _headers(site: Site) -> str:
    rows = {**site.headers, "Cache-Control": ASK_AGAIN}
    return (
        "".join(f"Header always set {name} {_quoted(text)}\n" for name, text in rows.items())
        + f'<FilesMatch "{HASHED.removesuffix("$")}(\\.gz|\\.br)?$">\n'
        f'    Header always set Cache-Control "{FOR_EVER}"\n</FilesMatch>\n'
    )


def _copies(site: Site) -> str:
    """Send the compressed copy to whoever takes it, under the type of its original."""
    rows = [f"RewriteEngine On\nRewriteBase {site.below}/\n"]
    rows += [
        f'RewriteCond "%{{HTTP:Accept-Encoding}}" "\\b{name}\\b"\n'
        f'RewriteCond "%{{REQUEST_FILENAME}}.{ending}" -f\n'
        f'RewriteRule "^(.+)$" "$1.{ending}" [L,E=ZSITE_COPY:{name}]\n'
        for name, ending in (("br", "br"), ("gzip", "gz"))
    ]
    for ending, type in _TYPES.items():
        rows.append(f'<FilesMatch "\\.{ending}\\.(br|gz)$">\n    ForceType {type}\n</FilesMatch>\n')
    for name, ending in (("br", "br"), ("gzip", "gz")):
        rows.append(
            f'<FilesMatch "\\.{ending}$">\n    SetEnv no-gzip 1\n    RemoveEncoding .{ending}\n'
            f"    Header set Content-Encoding {name}\n</FilesMatch>\n"
        )
    return "".join(rows) + "Header append Vary Accept-Encoding\n"


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
