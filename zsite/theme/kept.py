"""Where compiled templates are kept from one run to the next; the compiling is `templates`' own."""

from typing import NamedTuple, Protocol

from zsite.digest import Digest


class Notes(Protocol):
    """Single things by name, as a store has them."""

    def note(self, name: str) -> bytes | None:
        """What was noted last, if anything was."""

    def put_note(self, name: str, value: bytes) -> None:
        """Note it, in place of what was noted before."""


class Kept(NamedTuple):
    """Notes, and the digest of the program whose filters and escaping the compiled code holds."""

    notes: Notes
    code: Digest
