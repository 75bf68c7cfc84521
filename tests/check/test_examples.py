"""Every check speaks on a small site with a planted fault, and is silent on its clean twin.

An example is `examples/ID.yaml`: `fault` and `clean` are the files that differ from the base
county; `as_of` is another day; `external` visits other sites; `at` is the place (file, or
file:line) where the fault stands.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from sites import AS_OF, HERE, county, example, ids, inspected

from zsite.check.inspection import Inspection
from zsite.check.outside import Answer
from zsite.check.registry import CHECKS
from zsite.problems import words

EXAMPLES = {file.stem: example(file) for file in sorted((HERE / "examples").glob("*.yaml"))}


def looked_at(root: Path, about: Mapping[str, Any]) -> Inspection:
    """The inspection of an example; the world outside is one where only there.example answers."""

    def visit(address: str) -> Answer:
        return Answer(200, "OK") if "gone" not in address else Answer(404, "Not Found")

    external = "external" in about
    return inspected(root, about.get("as_of", AS_OF), external=external, visit=visit)


def test_every_check_has_an_example_and_every_example_a_check() -> None:
    assert EXAMPLES.keys() == {check.id for check in CHECKS}


@pytest.mark.parametrize("id", EXAMPLES)
def test_it_speaks_on_the_fault(id: str, tmp_path: Path) -> None:
    about = EXAMPLES[id]
    found = looked_at(county(tmp_path, about["fault"]), about)
    ours = [each.problem for each in found.problems if each.problem.id == id]
    assert ours, ids(found)
    for each in ours:
        for language in ("zh", "en"):
            assert "{" not in "".join(words(each, language))
    places = {p for each in ours for p in (each.place.file, str(each.place).rpartition(":")[0])}
    assert about.get("at", ours[0].place.file) in places, places


@pytest.mark.parametrize("id", EXAMPLES)
def test_it_is_silent_on_the_clean_twin(id: str, tmp_path: Path) -> None:
    about = EXAMPLES[id]
    found = looked_at(county(tmp_path, about.get("clean")), about)
    assert id not in ids(found), [w.problem for w in found.problems if w.problem.id == id]


def test_the_base_county_has_nothing_but_notes(tmp_path: Path) -> None:
    found = inspected(county(tmp_path))
    assert {each.severity for each in found.problems} <= {"note"}, found.problems
