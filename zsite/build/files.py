"""Files that the site carries: the theme's, marks, attachments, pictures in their variants."""

from collections.abc import Iterator
from functools import partial
from typing import Any

from zsite.build import inputs
from zsite.build.artifact import Artifact, Lazy, Make, artifact
from zsite.build.planning import Planning
from zsite.digest import digest
from zsite.render import images, static
from zsite.site.showing import names_picture
from zsite.theme.manifest import IMPORT, TOKENS


def carried(of: Planning) -> Iterator[Artifact]:
    """All of them."""
    yield from _assets(of)
    yield from _files(of)


def _assets(of: Planning) -> Iterator[Artifact]:
    paths = of.theme.assets(of.tokens)
    tokens = dict(of.tokens)
    for name, (source, data) in of.theme.static.items():
        sheet = data.startswith(IMPORT)
        rest = data.removeprefix(IMPORT) if sheet else data
        named: dict[str, Any] = {"data": Lazy(digest(rest), partial(bytes, rest))}
        if sheet:
            named["tokens"] = tokens
        make: Make = static.sheet if sheet else static.asset
        yield artifact(paths[name], make, source=source, group="asset", **named)
    yield artifact(paths[TOKENS], static.tokens, source="zsite.yaml", group="asset", tokens=tokens)

    for mark in of.frames[0].marks.values():
        named = {"data": Lazy(mark.digest, partial(of.read, mark.source))}
        if mark.drawn:
            picture = images.Original(mark.source, mark.digest, of.read)
            named = {"original": Lazy(mark.digest, partial(inputs.same, picture))}
        make = images.drawing if mark.drawn else static.asset
        yield artifact(mark.path, make, source=mark.source, group="asset", **named)


def attachments(of: Planning) -> dict[str, str]:
    """Files of `content/` that are offered, with the record that first names or links to each."""
    reach = of.reach
    found: dict[str, str] = {}
    for entry in of.catalog.entries.values():
        if entry.name in of.catalog.documents:
            continue
        for where, targets in reach.directory.targets(entry).items():
            for target, link in zip(targets, entry.links[where], strict=True):
                if target and target.kind == "file" and link.kind == "link":
                    found.setdefault(target.path, entry.file)
        for field, name, _ in entry.files:
            path = reach.directory.file(entry, name)
            if path and not names_picture(entry, field):
                found.setdefault(path, entry.file)
    return found


def _files(of: Planning) -> Iterator[Artifact]:
    """Attachments that somebody names or links to, and pictures in the theme's variants."""
    reach = of.reach
    for path in sorted(attachments(of)):
        yield artifact(
            reach.file_path(path),
            static.asset,
            source=path,
            group="file",
            data=Lazy(reach.digests[path], partial(of.read, path)),
        )
    yield from _pictures(of)


def _pictures(of: Planning) -> Iterator[Artifact]:
    """Pictures in the variants that the theme declares; those of one picture stand together."""
    for variant, steps in of.reach.pictures.all_variants():
        mark = of.reach.digests[variant.source]
        picture = images.Original(variant.source, mark, of.read)
        named: dict[str, Any] = {"original": Lazy(mark, partial(inputs.same, picture))}
        make: Make = images.drawing
        if variant.format != "svg":
            make = images.photo
            named |= {"steps": steps, "box": variant.box, "format": variant.format}
        yield artifact(variant.path, make, source=variant.source, group="picture", **named)
