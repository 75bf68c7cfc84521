"""What reading one record collects, and what its converters share."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from zsite.content import markdown
from zsite.content.documents import Document, Node
from zsite.content.kinds import Field, label_of
from zsite.content.languages import Languages

ID = re.compile(r"[a-z0-9][a-z0-9-]{0,63}")


FACT = re.compile(r"\[=([^\[\]\n]{1,120})\]")


@dataclass(slots=True)
class Reading:
    """What one record gave so far: values, places, references, named files, problems."""

    document: Document
    languages: Languages
    by_key: Mapping[str, Field] = field(default_factory=dict)
    spans: dict[str, tuple[int, int, int, int]] = field(default_factory=dict)
    references: list[tuple[str, str, str]] = field(default_factory=list)
    files: list[tuple[str, str]] = field(default_factory=list)
    facts: list[tuple[str, str]] = field(default_factory=list)
    keys: list[tuple[str, str]] = field(default_factory=list)
    links: dict[str, tuple[Node, Sequence[markdown.Link]]] = field(default_factory=dict)

    def report(self, id: str, node: Node, name: str, **facts: object) -> None:
        """Note a problem with the value of a field."""
        label = label_of(self.by_key, name) or name
        self.document.report(id, node, field=name, **{"label": label, **facts})


Converter = Callable[[Reading, Field, Node, str, str], Any]
