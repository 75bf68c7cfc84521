"""The PDFs of a county's products with the default design, made in this process."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any
from unittest import mock

from zsite import config as configuration
from zsite.build.artifact import made
from zsite.build.code import code_digest
from zsite.build.printing import printed
from zsite.build.store import Store
from zsite.content.sources import TOP, scan
from zsite.pipeline import understand
from zsite.printing import shop_of
from zsite.problems import Place
from zsite.render.guide.runner import Typeset, typeset
from zsite.report import Wishes
from zsite.site.guides import guides
from zsite.stages import Understood

ROOT = Path(__file__).resolve().parents[2]
SMALL = Path(__file__).parent / "small"
PRODUCTS = ("guide", "handbook", "flyer", "park", "costs", "policies", "leaflet", "facing")


@cache
def understood(root: Path, state: Path) -> Understood:
    config, _ = configuration.load(root)
    assert config is not None
    content, refused = scan(root, TOP)
    store = Store(state)
    store.__enter__()
    wishes = Wishes(as_of="2026-11-24")
    project, problems = understand(root, config, wishes, store, code_digest(), content, [*refused])
    assert project is not None, problems
    return project


def documents(root: Path, state: Path, product: str, about: Mapping[str, Any]) -> dict[str, bytes]:
    """The PDFs of a product by path, as `zsite guide` makes them."""
    project = understood(root, state)
    declared = [{"name": product, "product": product, **about}]
    spoken = project.planning.editions[0].languages
    found, problems = guides(declared, {}, project.linked, spoken, Place("zsite.yaml"))
    shop, more = shop_of(project, found)
    assert not problems
    assert not more
    with _heard() as warnings:
        pdfs = {each.path: made(each) for each in printed(project.planning, found, shop)}
    assert warnings == []
    return {path: data for path, data in pdfs.items() if isinstance(data, bytes) or _fail(data)}


@contextmanager
def _heard() -> Iterator[list[str]]:
    """What Typst warns of: above all of pages that do not come to rest within its five rounds."""
    warnings: list[str] = []

    def listening(*arguments: Any, **more: Any) -> Typeset:
        done = typeset(*arguments, **more)
        warnings.extend(told.message for told in done.warnings)
        return done

    with mock.patch("zsite.render.guide.typeset", listening):
        yield warnings


def _fail(problems: object) -> bool:
    raise AssertionError(problems)
