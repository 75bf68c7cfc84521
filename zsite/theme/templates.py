"""The templates of a theme as functions from names to HTML or Typst; the only file with Jinja.

Everything is escaped unless it is markup; an unknown name is an error with its line. Templates
see only what they are given: no files, no clock, no configuration.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from jinja2 import Environment, FunctionLoader, StrictUndefined, TemplateSyntaxError
from jinja2.bccache import Bucket, BytecodeCache
from jinja2.exceptions import TemplateError, TemplateNotFound, UndefinedError

from zsite.digest import digest
from zsite.problems import Place, Problem, problem
from zsite.theme.filters import FILTERS
from zsite.theme.kept import Kept

ENDINGS = (".html", ".xml", ".typ", ".svg")


class Unknown(StrictUndefined):
    """A name that is not there; using it in any way is an error, and the error says the name."""

    __slots__ = ()

    @property
    def _undefined_message(self) -> str:
        return str(self._undefined_name)


class _Compiled(BytecodeCache):
    """Templates as the code that they compile to. A note of other code, another source or another
    Python counts as none.
    """

    def __init__(self, kept: Kept, output: str) -> None:
        self._kept, self._output = kept, output

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        """The name of the note."""
        return f"template {self._output} {name} {filename or ''}"

    def get_source_checksum(self, source: str) -> str:
        """What the note must bear to be believed."""
        return digest(source, self._kept.code)

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill a bucket with what is noted, if anything is."""
        if found := self._kept.notes.note(bucket.key):
            bucket.bytecode_from_string(found)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Note what a bucket holds."""
        self._kept.notes.put_note(bucket.key, bucket.bytecode_to_string())


def environment(
    templates: Mapping[str, str], places: Mapping[str, str], kept: Kept | None = None
) -> Environment:
    """An environment over templates by name; `places` tells which file each one is, and `kept`
    where what they compile to is remembered.
    """
    made = Environment(
        loader=FunctionLoader(lambda name: _source(name, templates, places)),
        undefined=Unknown,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        cache_size=-1,
        bytecode_cache=_Compiled(kept, "html") if kept else None,
    )
    made.filters.update(FILTERS)
    made.policies["ext.i18n.trimmed"] = True
    return made


class Code(str):
    """Typst that a template wrote. Whatever is done to it gives an ordinary text: only the joining
    of what a template put out makes code, so no text of a record can become part of it.
    """

    __slots__ = ()

    def __html__(self) -> str:
        """Itself: nothing in it is HTML, even where a template turns escaping on."""
        return str(self)


class _TypstEnvironment(Environment):
    """Macros, blocks and `super()` give code; every other value that is put out is a literal."""

    @staticmethod
    def concat(parts: Iterable[str]) -> Code:
        return Code("".join(parts))


def typst_environment(
    templates: Mapping[str, str],
    places: Mapping[str, str],
    literal: Callable[[Any], str],
    kept: Kept | None = None,
) -> Environment:
    """An environment whose templates put out Typst; `literal` turns any value into an expression.

    Escaping as in HTML is off, and so is every way of turning it on: a `Markup` is a text like any
    other here, which is why `safe` and its like are no use and are not there.
    """
    made = _TypstEnvironment(
        loader=FunctionLoader(lambda name: _source(name, templates, places)),
        undefined=Unknown,
        finalize=lambda value: value if type(value) is Code else Code(literal(value)),
        autoescape=False,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        cache_size=-1,
        bytecode_cache=_Compiled(kept, "typst") if kept else None,
    )
    made.filters.update(FILTERS)
    for name in _MARKUP_FILTERS:
        made.filters.pop(name, None)
    made.filters["string"] = FILTERS["plain"]
    return made


_MARKUP_FILTERS = ("safe", "e", "escape", "forceescape", "tojson", "urlize", "xmlattr")


def _source(
    name: str, templates: Mapping[str, str], places: Mapping[str, str]
) -> tuple[str, str, None] | None:
    text = templates.get(name)
    return None if text is None else (text, places.get(name, name), None)


def render(env: Environment, name: str, context: Mapping[str, Any]) -> bytes | Problem:
    """The page in UTF-8 that a template makes of a context, or what is wrong with the template."""
    try:
        return env.get_template(name).render(context).encode("utf-8", "replace")
    except TemplateSyntaxError as error:
        place = Place(error.filename or name, error.lineno, 1)
        return problem("template-syntax", place, reason=error.message)
    except TemplateNotFound as error:
        return problem("template-missing", Place(_file_of(env, name)), name=error.name)
    except UndefinedError as error:
        place = Place(*_line_of(error, name), 1)
        return problem("template-unknown-name", place, name=error.message)
    except (TemplateError, AttributeError, TypeError, ValueError, LookupError) as error:
        reason = getattr(error, "message", None) or str(error)
        return problem("template-failed", Place(*_line_of(error, name), 1), reason=reason)


def _file_of(env: Environment, name: str) -> str:
    """The file of a template, or its name when there is none."""
    try:
        return (env.loader and env.loader.get_source(env, name)[1]) or name
    except TemplateNotFound:
        return name


def _line_of(error: BaseException, name: str) -> tuple[str, int]:
    """The innermost template line in a traceback; Jinja rewrites frames to template files."""
    found = (name, 0)
    trace = error.__traceback__
    while trace is not None:
        file = trace.tb_frame.f_code.co_filename
        if file.endswith(ENDINGS):
            found = (file, trace.tb_lineno)
        trace = trace.tb_next
    return found
