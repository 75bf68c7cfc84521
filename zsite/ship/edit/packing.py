"""A filled-in form as JSON, for a page to carry: what it began with, or what somebody typed."""

import json
from collections.abc import Mapping
from typing import Any

from zsite.ship.edit.emission import Item
from zsite.ship.edit.forms import Filled
from zsite.ship.edit.values import NOT_SHOWN


def packed(form: Filled) -> str:
    """The form as one line of JSON."""
    parts = {"f": form.fields, "i": form.internal, "b": form.bodies}
    return json.dumps({name: _down(part) for name, part in parts.items()}, ensure_ascii=False)


def unpacked(text: str) -> Filled:
    """The form that `packed` gave; an empty one when the text is none."""
    try:
        data = json.loads(text)
        parts = [_up(data.get(name) or {}) for name in ("f", "i", "b")]
    except (ValueError, AttributeError, TypeError, RecursionError):
        return Filled()
    return Filled(*parts) if all(isinstance(part, dict) for part in parts) else Filled()


def _down(value: Any) -> Any:
    if value is NOT_SHOWN:
        return None
    if isinstance(value, Mapping):
        return {key: _down(each) for key, each in value.items()}
    return [[_down(i.value), i.origin] for i in value] if isinstance(value, list) else value


def _up(value: Any) -> Any:
    if isinstance(value, dict):
        return {str(key): _up(each) for key, each in value.items()}
    return [Item(_up(each), at) for each, at in value] if isinstance(value, list) else value
