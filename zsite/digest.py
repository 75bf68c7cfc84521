"""Digests: the short names of byte strings, by which everything is compared and kept."""

import json
from hashlib import blake2b

Digest = str


def digest(*parts: bytes | str) -> Digest:
    """32 hexadecimal digits of BLAKE2b-128 over the parts, each prefixed with its length."""
    state = blake2b(digest_size=16)
    for part in parts:
        data = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        state.update(len(data).to_bytes(8, "little"))
        state.update(data)
    return state.hexdigest()


def canonical(value: object) -> bytes:
    """The one JSON spelling of a JSON-able value: keys sorted, no spaces, UTF-8."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode("utf-8", "surrogatepass")


def digest_of(value: object) -> Digest:
    """The digest of a JSON-able value; equal values have equal digests."""
    return digest(canonical(value))
