"""What will exist: a path, a pure function, and named inputs that are both passed and hashed."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import Any, Protocol
from zlib import crc32

from zsite.digest import Digest, digest, digest_of
from zsite.problems import Place, Problem, problem

LONG = 200  # characters from which a text is hashed by itself, once, and not with every artifact


@dataclass(frozen=True, slots=True)
class Lazy:
    """An input that is fetched only when the artifact is made; `digest` must identify the value."""

    digest: Digest
    load: Callable[[], Any]


class Ready(Protocol):
    """What a file is made of in the last step."""

    def digest(self) -> Digest:
        """Two with one digest give the same bytes."""


Made = bytes | Problem | list[Problem]
Make = Callable[..., Made]
Prepare = Callable[..., Ready | Problem | list[Problem]]


@dataclass(frozen=True, slots=True)
class Artifact:
    """One file of the site to be.

    `path` is relative to the output folder, with `/`. `make` is a pure top-level function whose
    keyword arguments are exactly `inputs` (each a `Lazy` or a JSON-able value); it gives the
    file's bytes, or what prevents them. `key` covers the function's name and the
    inputs, not the path. `source` is the file that a person would edit; `data` are the bytes where
    they had to be made beforehand. Where the last step is long, `prepare` is another function of
    the inputs, and `make` one of the value that it prepares.
    """

    path: str
    make: Make
    inputs: Mapping[str, object]
    source: str
    group: str
    key: Digest
    data: bytes | None = None
    prepare: Prepare | None = None


def artifact(
    path: str, make: Make, /, *, source: str = "", group: str = "file", **inputs: object
) -> Artifact:
    """An artifact whose key is made from what is passed: what you pass is what you hash."""
    spelt = [f"{name}={_spelling(inputs[name])}" for name in sorted(inputs)]
    key = digest("\n".join([_name(make), *spelt]))
    return Artifact(path, make, inputs, source, group, key)


def in_two_steps(whole: Artifact, prepare: Prepare) -> Artifact:
    """The artifact, with another function for its inputs: its own gets what that one prepares."""
    return replace(whole, key=digest(whole.key, _name(prepare)), prepare=prepare)


def made(artifact: Artifact) -> Made:
    """The artifact's bytes, made now from its inputs; lazy inputs are fetched first."""
    if artifact.data is not None:
        return artifact.data
    if artifact.prepare:
        return completed(artifact, prepared(artifact))
    with _named(artifact):
        return artifact.make(**_values(artifact))


def prepared(artifact: Artifact) -> Ready | Problem | list[Problem]:
    """All but the last step of an artifact that has two."""
    assert artifact.prepare
    with _named(artifact):
        return artifact.prepare(**_values(artifact))


def completed(artifact: Artifact, ready: Ready | Problem | list[Problem]) -> Made:
    """The last step, or what prevented the one before."""
    if isinstance(ready, Problem | list):
        return ready
    with _named(artifact):
        return artifact.make(ready)


def _values(artifact: Artifact) -> dict[str, Any]:
    return {
        name: value.load() if isinstance(value, Lazy) else value
        for name, value in artifact.inputs.items()
    }


@contextmanager
def _named(artifact: Artifact) -> Iterator[None]:
    """An exception says what was being made."""
    try:
        yield
    except Exception as error:
        error.add_note(f"while making {artifact.path}")
        raise


def made_or_problem(artifact: Artifact) -> Made:
    """Like `made`, for a site with errors in it: what they make impossible is a problem, too."""
    try:
        return made(artifact)
    except Exception as error:
        return problem("not-makeable", Place(artifact.source), reason=type(error).__name__)


def recipe(artifact: Artifact) -> dict[str, int]:
    """Checksums of the last function's name (as `make`) and of every input, for `--explain`."""
    parts = {
        name: crc32(_spelling(value).encode("utf-8", "surrogatepass"))
        for name, value in artifact.inputs.items()
    }
    return {"make": crc32(_name(artifact.make).encode()), **parts}


def _spelling(value: object) -> str:
    """A text that stands for the value: equal for equal values, different for different ones."""
    if isinstance(value, str):
        short = len(value) < LONG and "\n" not in value  # a line of its own in the key
        return f"'{value}" if short else "#" + _digest_of_text(value)
    if isinstance(value, Lazy):
        return "@" + value.digest
    if isinstance(value, int) or value is None:
        return repr(value)
    if isinstance(value, bytes):
        return "b" + digest(value)
    return "{" + digest_of(value)


@lru_cache(maxsize=4096)
def _digest_of_text(text: str) -> Digest:
    return digest(text)


@cache
def _name(make: Callable[..., object]) -> str:
    name = f"{make.__module__}.{make.__qualname__}"
    if "<" in name:
        raise ValueError(f"{name} is not a top-level function, so its name does not identify it")
    return name
