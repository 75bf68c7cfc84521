"""The printed guides: what their preflight found, and guides that were not looked at."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from zsite.config import FILE, Config
from zsite.problems import Place, Problem, catalogue, problem

_FOLDER, _ENDING = "press", ".preflight.json"


def preflights(root: Path, config: Config) -> Iterator[Problem]:
    """What stands in the preflights beside the files for the printer."""
    for file in sorted((root / _FOLDER).glob(f"*/*{_ENDING}")):
        name = file.relative_to(root).as_posix().removesuffix(_ENDING)
        for id, facts in _read(file):
            if id in catalogue():
                place = Place(f"{name}.press.pdf")
                yield problem("guide-preflight", place, found=id, **_sentences(id, facts))


def unchecked(root: Path, config: Config) -> Iterator[Problem]:
    """Guides for the printer that are declared, and of which no preflight stands there."""
    print_shop = (config.values.get("print") or {}).get("press")
    wanted = [
        str(each.get("name") or each.get("product") or "")
        for each in config.values.get("guides") or ()
        if each.get("press") or print_shop
    ]
    for name in wanted:
        if name and not any((root / _FOLDER / name).glob(f"*{_ENDING}")):
            yield problem("guide-unchecked", Place(FILE, field="guides"), guide=name)


def _read(file: Path) -> list[tuple[str, dict[str, str]]]:
    try:
        rows: Any = json.loads(file.read_bytes())["problems"]
        return [(id, facts) for id, facts in rows]
    except (OSError, ValueError, LookupError, TypeError):
        return []


def _sentences(id: str, facts: dict[str, str]) -> dict[str, str]:
    from zsite.problems import words

    found = Problem(id, Place(), tuple((name, str(value)) for name, value in facts.items()))
    return {"said": words(found, "zh").message, "said_en": words(found, "en").message}
