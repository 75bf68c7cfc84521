"""The JSON Schemas of a project's kinds, written for editors."""

import json
from pathlib import Path

from zsite import config as configuration
from zsite.build.faults import fault
from zsite.build.replace import replace_file
from zsite.content.schema import schema
from zsite.report import Report


def write(root: Path, folder: Path) -> tuple[int, Report]:
    """How many schemas were written to `folder`, as KIND.json, and what was wrong."""
    config, problems = configuration.load(root)
    if config is None:
        return 0, Report.of(problems, {}, (), "")
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        return 0, Report.of([fault(error, root)], {}, (), "")
    for name, kind in config.kinds.items():
        made = schema(kind, config.spoken)
        text = json.dumps(made, ensure_ascii=False, indent=1) + "\n"
        problems += replace_file(folder, f"{name}.json", text.encode())
    return len(config.kinds), Report.of(problems, config.severities, config.waivers, "")
