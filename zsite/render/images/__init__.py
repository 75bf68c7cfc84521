"""Pictures: whether they are what they say, their size, and their variants.

Photographs are Pillow's, in `photos`; drawings (SVG) are rewritten in `drawings`. Nothing of an
original's metadata (place, camera, author, layers' names) reaches a variant. Pillow is imported
when the first photograph is at hand.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from zsite.digest import Digest
from zsite.problems import Problem
from zsite.render.images import signatures
from zsite.site.cuts import Seen, Size


@dataclass(frozen=True, slots=True)
class Original:
    """A picture in `content/`; `digest` identifies the bytes that `read` gives for its path."""

    path: str
    digest: Digest
    read: Callable[[str], bytes | Problem] = field(compare=False)


def look(path: str, data: bytes) -> Seen | Problem:
    """What a picture is, as it will be seen upright, or why it is refused."""
    if signatures.is_drawing(path, data):
        from zsite.render.images import drawings

        made = drawings.rewrite(path, data)
        return made if isinstance(made, Problem) else Seen(*made.size, True, "SVG")
    from zsite.render.images import photos

    return photos.look(path, data)


def photo(
    *, original: Original, steps: Sequence[Size], box: Sequence[int] | None, format: str
) -> bytes | Problem:
    """A picture in sRGB, upright, without metadata, in `webp`, `jpeg`, `png`, `avif`, or a finer
    JPEG for `print`.

    `steps` are sizes in pixels, each scaled from the one before and the first from the original;
    of the last one `box` (left, top, right, bottom) is cut out.
    """
    from zsite.render.images import photos

    return photos.variant(original, tuple(steps), tuple(box) if box else None, format)


def drawing(*, original: Original) -> bytes | Problem:
    """A drawing without whatever could run, load, or tell where it was made."""
    from zsite.render.images import drawings

    data = original.read(original.path)
    if isinstance(data, Problem):
        return data
    made = drawings.rewrite(original.path, data)
    return made if isinstance(made, Problem) else made.data
