"""The products that a guide can be: what each is made from, its sections, its paper."""

from collections.abc import Mapping
from dataclasses import dataclass

_ALL = (
    *("county", "industries", "parks", "premises", "costs", "projects", "policies"),
    *("procedures", "cases", "contacts", "townships", "faqs", "pages", "why-here"),
)
_SECTIONS = (
    *("cover", "transport", "foreword", "contents", "why", "figures", "location", "industries"),
    *("parks", "costs", "projects", "policies", "procedures", "cases", "contacts", "index"),
    *("imprint", "back"),
)


@dataclass(frozen=True, slots=True)
class Product:
    """What a product is made from: kinds of entries, the sections in their order, its paper.

    `each` is the kind whose every entry gives a document; `together` puts all languages in one.
    """

    kinds: tuple[str, ...]
    sections: tuple[str, ...]
    paper: str = "210x285"
    each: str = ""
    together: bool = False


PRODUCTS: Mapping[str, Product] = {
    "guide": Product(_ALL, _SECTIONS),
    "facing": Product(_ALL, _SECTIONS, together=True),
    "handbook": Product(
        ("county", "industries", "projects", "contacts"),
        ("cover", "contents", "table", "projects", "index", "imprint", "back"),
    ),
    "flyer": Product(("contacts",), ("flyer",), "a4", each="projects", together=True),
    "park": Product(
        ("county", "premises", "projects", "costs", "contacts"),
        ("cover", "park", "projects", "contacts", "imprint", "back"),
        each="parks",
    ),
    "costs": Product(("county", "costs", "contacts"), ("costs",), "a4"),
    "policies": Product(
        ("county", "policies", "contacts"),
        ("cover", "contents", "table", "policies", "imprint", "back"),
    ),
    "leaflet": Product(
        ("county", "industries", "projects", "parks", "costs", "contacts"),
        ("outside", "inside"),
        "285x210",
    ),
}
PAPERS: Mapping[str, tuple[float, float]] = {
    "210x285": (210, 285),
    "a4": (210, 297),
    "a5": (148, 210),
    "185x260": (185, 260),
    "210x210": (210, 210),
    "285x210": (285, 210),
}
