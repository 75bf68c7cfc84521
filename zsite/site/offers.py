"""A finished guide -> the record that offers it in the downloads column, as if somebody had
written it: its title in each language, its file, languages, pages and day.
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from zsite.content.kinds import Field, Kind
from zsite.site.guides import Guide
from zsite.site.i18n import Edition

KIND = "downloads"
_REFERENCES = {"projects": "project", "parks": "park"}


def offer_id(guide: Guide) -> str:
    """The id of a guide's record: `investment-guide-zh`, `flyers-glass`."""
    return guide.path.partition("/")[2].removesuffix(".pdf").replace("/", "-").replace(".", "-")


def addresses(documents: Sequence[Guide]) -> dict[str, dict[str, str]]:
    """The names under which texts link to guides, with their paths by language:
    `downloads/NAME` (the reader's language), the file `downloads/NAME.zh.pdf`, the record's id.
    """
    found: dict[str, dict[str, str]] = {}
    for guide in documents:
        stem = f"{KIND}/{guide.name}" + (f"/{guide.subject.id}" if guide.subject else "")
        paths = dict.fromkeys(guide.languages, guide.path)
        for name in (stem, guide.path, f"{KIND}/{offer_id(guide)}"):
            found.setdefault(name, {}).update(paths)
    return found


def offer(
    guide: Guide, pages: int, kind: Kind, products: Field, editions: Sequence[Edition]
) -> bytes:
    """The record's text; `products` is the setting whose choices name the products."""
    known = kind.by_name["language"].choices
    about: dict[str, Any] = {
        "title": {edition.key: _title(guide, products, edition) for edition in editions},
        "file": {"file": guide.path},
        "language": [key for key in guide.languages if key in known],
        "category": guide.product,
        "pages": pages,
        "date": guide.date,
    }
    if guide.about.get("edition"):
        about["edition"] = guide.about["edition"]
    if guide.subject and guide.subject.kind.name in _REFERENCES:
        about[_REFERENCES[guide.subject.kind.name]] = guide.subject.id
    wanted = {name: value for name, value in about.items() if value}
    return json.dumps(wanted, ensure_ascii=False).encode()


def _title(guide: Guide, products: Field, edition: Edition) -> str:
    """What the site or the product calls it; of a subject's document, with the subject."""
    own: Mapping[str, str] = guide.about.get("title") or {}
    if own:
        name = edition.chosen(own)[0]
    else:
        labels = products.choices[guide.product]
        name = edition.label(labels, f"product.{guide.product}")[0]
    if guide.subject is None:
        return name
    colon = str(edition.strings.get("colon", "：" if edition.key == "zh" else ": "))
    return f"{edition.title(guide.subject)[0]}{colon}{name}"
