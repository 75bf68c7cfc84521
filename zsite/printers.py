"""What the settings say of the print shop: its inks, its paper, how it binds."""

import re
from pathlib import Path

from zsite import config as configuration
from zsite.build.pressing import GLUED, Printer
from zsite.build.printing import design
from zsite.problems import Place, Problem, problem
from zsite.render.press import Inks, Percents, checked
from zsite.report import Pressing
from zsite.site.guides import Guide
from zsite.stages import Understood

_PRESS = Place(configuration.FILE, field="print.press")
_TOKENS = Place(configuration.FILE, field="print.tokens")
_COLOUR = re.compile("#[0-9A-Fa-f]{6}")


def printer_of(
    understood: Understood, guide: Guide, wanted: Pressing
) -> tuple[Printer | None, list[Problem]]:
    """What the settings say of the printer of a guide, and what is wrong with that."""
    about = guide.about.get("press") or {}
    profile = _profile(understood.project.root, str(about.get("profile") or ""))
    if isinstance(profile, Problem):
        return None, [profile]
    if wanted.press and not profile:
        return None, [problem("press-without-profile", _PRESS)]
    problems = []
    if about.get("binding") == GLUED and not about.get("sheet_mm"):
        problems.append(problem("press-sheet", _PRESS))
    brand, found = _brand(design(understood.project.theme, guide).get("inks"))
    inks = Inks(profile, str(about.get("condition") or ""), brand) if profile else None
    rules = {
        name: about[name] for name in ("binding", "ink_percent", "most_pages") if name in about
    }
    return Printer(inks, rules, float(about.get("sheet_mm") or 0)), problems + found


def _profile(root: Path, name: str) -> bytes | Problem:
    """The printer's profile; nothing where none is named."""
    if not name:
        return b""
    try:
        profile = (root / name).read_bytes()
    except OSError as error:
        return problem("cannot-read", Place(name), reason=error.strerror or str(error))
    return checked(Inks(profile), Place(name)) or profile


def _brand(declared: object) -> tuple[dict[str, Percents], list[Problem]]:
    """The inks of colours that have their own, in percent, from the token `inks`."""
    brand: dict[str, Percents] = {}
    problems = []
    for colour, parts in declared.items() if isinstance(declared, dict) else ():
        numbers = parts if isinstance(parts, list) and len(parts) == 4 else ()
        if _COLOUR.fullmatch(str(colour)) and all(_percent(each) for each in numbers) and numbers:
            cyan, magenta, yellow, black = (float(each) for each in numbers)
            brand[colour] = (cyan, magenta, yellow, black)
        else:
            problems.append(problem("press-inks", _TOKENS, colour=colour, inks=parts))
    return brand, problems


def _percent(value: object) -> bool:
    return isinstance(value, int | float) and 0 <= value <= 100
