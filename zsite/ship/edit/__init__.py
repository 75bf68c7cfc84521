"""The form editor at `/_edit/`: forms from the declarations of kinds, saved by splicing."""

from pathlib import Path

from zsite.ship.serve.wire import Request, Response


def answer(root: Path, request: Request, language: str) -> Response:
    """The answer to a request below `/_edit/`, for the project in `root`."""
    from zsite.ship.edit.answers import answered  # late: it imports all that a page is made with

    return answered(root, request, language)
