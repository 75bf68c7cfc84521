"""What is known of a guide is forgotten only when all guides were asked for and it was not."""

import io
from pathlib import Path

import pikepdf

from zsite.build.artifact import Artifact, artifact
from zsite.build.offering import finished
from zsite.build.store import Store


def leaves(*, pages: int) -> bytes:
    out = io.BytesIO()
    with pikepdf.new() as pdf:
        for _ in range(pages):
            pdf.add_blank_page()
        pdf.save(out)
    return out.getvalue()


def made(store: Store, guides: list[Artifact], *, every: bool = True) -> int:
    """How many of the guides were made, and not just remembered."""
    told: list[int] = []
    found = finished(guides, store, "code", lambda _, most: told.append(most), 1, every=every)
    assert [found.known[each.path].pages for each in guides] == [
        int(each.path[0]) for each in guides
    ]
    return len(told)


def test_asking_for_one_guide_forgets_no_other(tmp_path: Path) -> None:
    guides = [artifact(f"{n}.pdf", leaves, source="", group="guide", pages=n) for n in (1, 2, 3)]
    with Store(tmp_path) as store:
        assert made(store, guides) == 3
        for _ in range(4):
            assert made(store, guides[:1], every=False) == 0
        assert made(store, guides) == 0
        for _ in range(4):
            assert made(store, guides[:1]) == 0
        assert made(store, guides) == 2
