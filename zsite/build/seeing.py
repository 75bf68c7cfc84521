"""What each picture is: looked at once for each content, by many processes where that pays."""

import json
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from posixpath import splitext

from zsite.build import parallel
from zsite.build.store import Store
from zsite.digest import Digest
from zsite.problems import Problem
from zsite.render import images
from zsite.site.cuts import Seen

Read = Callable[[str], bytes | Problem]


def seeing(
    paths: Iterable[str], digests: Mapping[str, Digest], read: Read, store: Store, code: Digest
) -> tuple[dict[str, Seen], list[Problem], list[str]]:
    """What the pictures are by path, what is wrong with the others, and the store's keys."""
    keys = {
        path: f"picture:{digests[path]}:{splitext(path)[1].lower()}:{code[:8]}"
        for path in sorted(paths)
        if path in digests
    }
    rows = store.memo(keys.values())
    new = [path for path, key in keys.items() if key not in rows]
    looked = dict(zip(new, parallel.run(partial(_look, read), new), strict=True))
    fresh = {path: seen for path, seen in looked.items() if isinstance(seen, Seen)}
    store.remember({keys[path]: json.dumps(seen).encode() for path, seen in fresh.items()})
    known = {path: Seen(*json.loads(rows[key])) for path, key in keys.items() if key in rows}
    problems = [result for result in looked.values() if isinstance(result, Problem)]
    return known | fresh, problems, list(keys.values())


def _look(read: Read, path: str) -> Seen | Problem:
    data = read(path)
    return data if isinstance(data, Problem) else images.look(path, data)
