"""For what a theme uses pictures: the `images:` of `theme.yaml`, understood and checked."""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from zsite.problems import Place, Problem, problem

FORMATS = ("avif", "webp", "jpeg")
BODY = "body"  # the use of pictures in texts; every theme has it
_KNOWN = ("widths", "formats", "sizes", "ratio", "loading")
_WORDS = {"left": 0, "top": 0, "center": 50, "middle": 50, "right": 100, "bottom": 100}
_WORDS |= {"左": 0, "上": 0, "中": 50, "右": 100, "下": 100}
_ACROSS = frozenset(["left", "right", "左", "右"])
_DOWN = frozenset(["top", "bottom", "上", "下"])


class Use(NamedTuple):
    """Widths in pixels, narrowest first; formats, the last for every browser; `sizes` as in HTML.

    With a `ratio` of width to height a picture is cut to it; (0, 0) leaves its shape. `eager`
    pictures stand at the top of a page and are not put off.
    """

    widths: tuple[int, ...] = (480, 960, 1440)
    formats: tuple[str, ...] = ("webp", "jpeg")
    sizes: str = "100vw"
    ratio: tuple[int, int] = (0, 0)
    eager: bool = False


Uses = Mapping[str, Use]
Focus = tuple[float, float]  # per cent from the left and from the top
CENTRE: Focus = (50, 50)


def uses(declared: Mapping[str, Any], place: Place) -> tuple[dict[str, Use], list[Problem]]:
    """Every use by its name, and what is wrong with the declarations in the file at `place`."""
    found: dict[str, Use] = {}
    problems: list[Problem] = []
    for name, about in {BODY: {}, **declared}.items():
        faults: list[str] = []
        found[str(name)] = _use(about if isinstance(about, dict) else {"?": about}, faults)
        problems += [problem("image-use-malformed", place, use=name, what=w) for w in faults]
    return found, problems


def _use(about: Mapping[str, Any], faults: list[str]) -> Use:
    """One use; what is missing or wrong is as by default."""
    faults += [str(key) for key in about if key not in _KNOWN]
    made = Use()
    if "widths" in about:
        widths = sorted({number for number in map(_positive, _many(about["widths"])) if number})
        made = made._replace(widths=tuple(widths)) if widths else _fault(made, "widths", faults)
    if "formats" in about:
        formats = tuple(dict.fromkeys(map(str, _many(about["formats"]))))
        known = formats and all(each in FORMATS for each in formats)
        made = made._replace(formats=formats) if known else _fault(made, "formats", faults)
    if "ratio" in about:
        ratio = tuple(map(_positive, str(about["ratio"]).replace("/", ":").split(":")))
        good = len(ratio) == 2 and all(ratio)
        made = made._replace(ratio=(ratio[0], ratio[1])) if good else _fault(made, "ratio", faults)
    if str(about.get("loading") or "lazy") not in ("lazy", "eager"):
        faults.append("loading")
    sizes = str(about.get("sizes") or made.sizes)
    return made._replace(sizes=sizes, eager=about.get("loading") == "eager")


def _fault(made: Use, name: str, faults: list[str]) -> Use:
    faults.append(name)
    return made


def _many(value: Any) -> Iterable[Any]:
    return value if isinstance(value, list) else [value]


def _positive(value: Any) -> int:
    text = str(value).strip()
    return int(text) if text.isdecimal() and len(text) < 6 else 0


def focus(text: str) -> Focus | None:
    """The point of a picture that must stay in view: `30% 70%`, `left top`, `右 上`, `60% top`.

    One word or number leaves the other direction in the middle, as in CSS; None for anything else.
    """
    parts = text.lower().replace(",", " ").replace("，", " ").split()
    if len(parts) == 1 and parts[0] in _DOWN:
        parts = ["center", *parts]
    if len(parts) == 2 and (parts[0] in _DOWN or parts[1] in _ACROSS):
        parts.reverse()
    if not 1 <= len(parts) <= 2 or parts[0] in _DOWN or _ACROSS.intersection(parts[1:]):
        return None
    numbers = [_share(part) for part in parts]
    across, down = numbers[0], numbers[1] if len(numbers) == 2 else 50
    return None if across is None or down is None else (across, down)


def _share(text: str) -> float | None:
    if text in _WORDS:
        return _WORDS[text]
    number = text.removesuffix("%").removesuffix("％")
    whole, _, rest = number.partition(".")
    if not (whole + rest).isdecimal() or len(number) > 8 or not whole or number == text:
        return None
    return float(number) if float(number) <= 100 else None
