"""The process in which Typst runs: an order as JSON in, the answer as JSON out, files beside it.

It is started by its path in an isolated interpreter and imports nothing of zsite. Before Typst is
loaded it gives up the network, where the system lets it, and takes limits of time and memory.
"""

import contextlib
import json
import sys
from typing import Any

_NEW_USER, _NEW_NETWORK = 0x10000000, 0x40000000


def main() -> None:
    """Compile what standard input orders; see `runner`."""
    order = json.load(sys.stdin)
    _without_network()
    _limited(order["seconds"], order["memory"])
    sys.stdout.write(json.dumps(_compiled(order)))


def _without_network() -> None:
    """A network of its own with nothing in it: Linux, if the system allows it."""
    if sys.platform != "linux":
        return
    import ctypes

    with contextlib.suppress(OSError, AttributeError):
        c = ctypes.CDLL(None)
        if c.unshare(_NEW_NETWORK):
            c.unshare(_NEW_USER | _NEW_NETWORK)


def _limited(seconds: int, memory: int) -> None:
    try:
        import resource
    except ImportError:  # Windows: the parent's clock is the only limit
        return
    for what, most in ((resource.RLIMIT_CPU, seconds), (resource.RLIMIT_AS, memory)):
        with contextlib.suppress(OSError, ValueError):
            resource.setrlimit(what, (most, most))
    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _compiled(order: dict[str, Any]) -> dict[str, Any]:
    import typst

    fonts = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=order["fonts"]
    )
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
