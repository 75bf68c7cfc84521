"""The process in which Typst runs: orders as lines of JSON in, answers as lines out, files beside.

It is started by its path in an isolated interpreter and imports nothing of zsite. Before Typst is
loaded it gives up the network, where the system lets it, and takes limits of time and memory.
"""

import contextlib
import json
import os
import shutil
import sys
import tempfile
from typing import Any

_NEW_USER, _NEW_NETWORK = 0x10000000, 0x40000000


def main() -> None:
    """Compile what the lines of standard input order; see `compositor`."""
    _without_network()
    _limited("RLIMIT_AS", int(sys.argv[1]))
    _limited("RLIMIT_CORE", 0)
    import typst  # noqa: F401  ahead of the first order

    with tempfile.TemporaryDirectory(prefix="zsite-fonts-", ignore_cleanup_errors=True) as folder:
        _say({"folder": folder})
        fonts: dict[str, Any] = {}
        for line in sys.stdin:
            order = json.loads(line)
            _limited("RLIMIT_CPU", int(_used() + order["seconds"]) + 1)
            shelf = json.dumps(order["fonts"])
            if shelf not in fonts:
                fonts[shelf] = _fonts(os.path.join(folder, str(len(fonts))), order["fonts"])  # noqa: PTH118
            _say({**_compiled(order, fonts[shelf]), "peak": _peak()})


def _say(answer: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(answer) + "\n")
    sys.stdout.flush()


def _without_network() -> None:
    """A network of its own with nothing in it: Linux, if the system allows it."""
    if sys.platform != "linux":
        return
    import ctypes

    with contextlib.suppress(OSError, AttributeError):
        c = ctypes.CDLL(None)
        if c.unshare(_NEW_NETWORK):
            c.unshare(_NEW_USER | _NEW_NETWORK)


def _limited(what: str, most: int) -> None:
    try:
        import resource
    except ImportError:  # Windows: the parent's clock is the only limit
        return
    with contextlib.suppress(OSError, ValueError):
        number = getattr(resource, what)
        resource.setrlimit(number, (most, resource.getrlimit(number)[1]))


def _used() -> float:
    """Seconds of CPU until now."""
    times = os.times()
    return times.user + times.system


def _peak() -> int:
    """The most memory that this process has had, in bytes; 0 where that is not known."""
    try:
        import resource
    except ImportError:
        return 0
    found = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return found if sys.platform == "darwin" else found * 1024


def _fonts(folder: str, files: list[list[str]]) -> Any:
    """These fonts and no others, in a folder of their own: Typst takes folders only."""
    import typst

    os.mkdir(folder)  # noqa: PTH102
    for number, (path, _) in enumerate(files):
        there = os.path.join(folder, f"{number}{os.path.splitext(path)[1]}")  # noqa: PTH118, PTH122
        try:
            os.link(path, there)
        except OSError:  # another file system, or one without links
            shutil.copyfile(path, there)
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[folder]
    )


def _compiled(order: dict[str, Any], fonts: Any) -> dict[str, Any]:
    import typst

    try:
        compiler = typst.Compiler(
            input=order["main"],
            root=order["root"],
            font_paths=fonts,
            sys_inputs={},
            package_path=order["packages"],
            package_cache_path=order["packages"],
        )
        data, warnings = compiler.compile_with_warnings(
            format="pdf",
            pdf_standards=order["standards"],
            timestamp=order["timestamp"],
            pdf_tags=order["tagged"],
        )
    except typst.TypstError as error:
        return {"errors": [_told(error)], "warnings": []}
    assert isinstance(data, bytes)
    with open(order["output"], "wb") as file:  # noqa: PTH123
        file.write(data)
    return {"errors": [], "warnings": [_told(warning) for warning in warnings]}


def _told(found: Any) -> dict[str, Any]:
    return {
        "message": str(found.message),
        "hints": [str(hint) for hint in found.hints],
        "where": str(getattr(found, "diagnostic", "") or ""),
    }


if __name__ == "__main__":
    main()
