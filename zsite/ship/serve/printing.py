"""A process of its own that sets guides, so that a save waits for none of them.

One line asks for the documents of a guide, or for those about one record; one line of JSON answers
with pictures of their pages. It has a lock and a store of its own, and stands back where a build
wants the machine, too.
"""

import json
import os
import struct
import sys
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from zsite import session
from zsite.report import Pressing, Wishes, today
from zsite.ship.serve.builder import respond
from zsite.site.guides import CONTENTS

STATE = ".zsite/printing"
PAGES = f"{STATE}/pages"
_WHOLE, _ONE = "whole", "one"  # below it: whole guides, and the latest that are about one record
_NICE = 10


def main() -> None:
    """Answer until the input ends."""
    with suppress(AttributeError, OSError):  # Windows has no such thing
        os.nice(_NICE)
    respond(answers(Path(sys.argv[1])))


def answers(root: Path) -> Iterator[Mapping[str, Any]]:
    """One for each line of the input: a guide's name, and perhaps a record's id behind a tab."""
    for line in iter(sys.stdin.readline, ""):
        name, _, subject = line.strip().partition("\t")
        yield _printed(root, name, subject)


def _printed(root: Path, name: str, subject: str) -> dict[str, Any]:
    """The pages as pictures, made now unless they stand."""
    folder = f"{PAGES}/{_ONE if subject else _WHOLE}"
    wanted = Pressing([name], preview=True, contents=True, subject=subject, folder=folder)
    # One worker is this process, where Typst still knows the last state of the same guide.
    wishes = Wishes(today(), drafts=True, named=(name,), state=STATE, workers=1)
    report = session.press(root, wishes, wanted)
    found = sorted((root / folder / name).glob(f"**/{CONTENTS}")) if report.totals else []
    documents = {
        each.parent.relative_to(root / folder / name).as_posix(): _document(root, each)
        for each in found
    }
    return {"report": report.to_json(), "documents": documents}


def _document(root: Path, contents: Path) -> dict[str, Any]:
    """A document's pictures with their sizes in pixels, and the pages of its headings."""
    pictures = sorted(contents.parent.glob("*.png"))
    images = [[each.relative_to(root / PAGES).as_posix(), *_size(each)] for each in pictures]
    return {"images": images, "contents": json.loads(contents.read_bytes())}


def _size(picture: Path) -> tuple[int, int]:
    """Width and height of a PNG, which stand at its beginning."""
    with picture.open("rb") as file:
        width, height = struct.unpack(">II", file.read(24)[16:])
    return width, height


if __name__ == "__main__":
    main()
