"""The preview server as the command line starts it."""

import asyncio
import logging
import tempfile
from pathlib import Path

from zsite.config import load as config_of
from zsite.problems import problem
from zsite.report import Report
from zsite.ship.serve import network
from zsite.ship.serve.house import House, Options, Voice


def serve(root: Path, options: Options, voice: Voice) -> Report:
    """Serve until Ctrl-C or SIGTERM; a report with what kept it from starting."""
    _log_aside()
    try:
        address = network.own_address() if options.lan else ""
        port, sockets = network.free(options.port, "" if address else "127.0.0.1")
    except OSError as error:
        return Report.of([problem("no-port", reason=error.strerror or str(error))], {}, (), "")
    asyncio.run(House(root, options, voice, port, address).live(sockets))
    return Report()


def wish(root: Path) -> str:
    """The language in which a site wants to be spoken to; empty when it says nothing."""
    config, _ = config_of(root)
    return config.messages if config else ""


def _log_aside() -> None:
    """What libraries say goes into a file, not between what we say."""
    file = logging.FileHandler(Path(tempfile.gettempdir()) / "zsite-serve.log", delay=True)
    file.setLevel(logging.WARNING)
    for name in ("tornado", "livereload", "asyncio", "watchfiles"):
        logger = logging.getLogger(name)
        logger.addHandler(file)
        logger.propagate = False
