"""The table: what each generator cost, their ratio, and whether the target is met."""

from collections.abc import Callable, Iterator
from statistics import median

from contest import BODY, COLD, NOTHING, Figures
from measure import middle, middle_peak

HEAD = """\
| {entries} entries, medians of {runs} | zsite | Hugo | ratio | target | |
|---|--:|--:|--:|--:|---|"""
RATIOS = {COLD: 1.5, NOTHING: 1 / 20, BODY: 1 / 10}  # zsite's wall time by Hugo's, at most
MEMORY = 1 / 2  # zsite's peak by Hugo's, in the cold build
HELP = 0.15  # seconds of processor time for `zsite --help`


def report(entries: int, runs: int, figures: dict[str, Figures]) -> str:
    """The table in Markdown; a generator that was not measured has empty cells."""
    pair = (figures.get("zsite"), figures.get("hugo"))
    rows = [row for scenario in RATIOS for row in _scenario(scenario, pair)]
    rows += [
        _line("files written, one body changed", pair, lambda one: median(one.written), ".0f"),
        _line("files in all", pair, lambda one: one.files, ".0f"),
        _help(pair),
    ]
    return "\n".join([HEAD.format(entries=entries, runs=runs), *rows, ""])


Pair = tuple[Figures | None, Figures | None]


def _scenario(name: str, pair: Pair) -> Iterator[str]:
    memory = MEMORY if name == COLD else None
    costs, peaks = f"{name}, {{}} s", f"{name}, peak {{}} MB"
    yield _line(
        costs.format("wall"), pair, lambda one: middle(one.costs[name]).wall, ".3f", RATIOS[name]
    )
    yield _line(costs.format("CPU"), pair, lambda one: middle(one.costs[name]).cpu, ".3f")
    yield _line(
        peaks.format("PSS"), pair, lambda one: middle_peak(one.peaks[name]).pss / 1e6, ".0f", memory
    )
    yield _line(
        peaks.format("RSS"), pair, lambda one: middle_peak(one.peaks[name]).rss / 1e6, ".0f"
    )


def _line(
    name: str, pair: Pair, of: Callable[[Figures], float], form: str, limit: float | None = None
) -> str:
    """A row; `limit` is the highest ratio of zsite's value to Hugo's."""
    ours, theirs = (of(one) if one else None for one in pair)
    ratio = ours / theirs if ours is not None and theirs else None
    cells = [name, _cell(ours, form), _cell(theirs, form), _cell(ratio, ".3f"), _cell(limit, "g")]
    return f"| {' | '.join([*cells, _verdict(ratio, limit)])} |"


def _help(pair: Pair) -> str:
    """The one target that is not a ratio."""
    cost = middle(pair[0].help).cpu if pair[0] else None
    cells = ["`zsite --help`, CPU s", _cell(cost, ".3f"), "", "", f"{HELP} s", _verdict(cost, HELP)]
    return f"| {' | '.join(cells)} |"


def _cell(value: float | None, form: str) -> str:
    return "" if value is None else format(value, form)


def _verdict(value: float | None, limit: float | None) -> str:
    if value is None or limit is None:
        return ""
    return "met" if value <= limit else "missed"
