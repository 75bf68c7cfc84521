"""Content never becomes Typst: whatever a record says, wherever a template puts it."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markupsafe import Markup

from tests.guide.typesetting import rendered, set_in_type, words
from zsite.problems import Problem
from zsite.render.guide.literals import literal
from zsite.site.views import Html, Text
from zsite.theme.templates import render, typst_environment

HOSTILE = [
    "#metadata(1)<x>",
    "= heading",
    '"; panic("out")//',
    '" + read("/main.typ") + "',
    "line\n#panic(1)\n",
    "*/ #panic(1) /*",
    "$ #panic(1) $",
    "`#panic(1)`",
    "]#panic(1)[",
    ")#panic(1)(",
    "}#panic(1){",
    "@x <x> ~ -- --- ... \\ \\u{23}",
    "- list\n+ enum\n/ term: x",
    "//comment",
    "https://example.org/#panic(1)",
    "{{ 7 * 7 }}{% raw %}",
    "</style><script>alert(1)</script>",
    "'; import \"@preview/x:1.0.0\"; '",
    "\u2028#panic(1)\u2029#panic(2)\x85#panic(3)",
    "\u202e)1(cinap#",
    '#eval("panic(1)")',
    "panic",
    "include",
    " in ",
    "1. one",
    "\\",
    '"',
    "",
]
CONTEXTS = {
    "markup": "before #{{ t }} after",
    "markup without a mark": "before {{ t }} after",
    "start of a line": "\n{{ t }}\n",
    "heading": "= {{ t }}\n",
    "list": "- {{ t }}\n",
    "code": "#let x = {{ t }}\n#assert(type(x) == str)\n",
    "argument": "#strong({{ t }})",
    "named argument": '#text(lang: "en", {{ t }})',
    "content block": "#strong[{{ t }}]",
    "array and dictionary": "#let x = ({{ t }}, (k: {{ t }}))",
    "comment": "// {{ t }}\n",
    "block comment": "/* {{ t }} */",
    "math": "#let x = $ {{ t }} $",
    "math with a mark": "#let x = $ #{{ t }} $",
    "raw": "`{{ t }}`",
    "raw block": "```\n{{ t }}\n```",
    "link": '#link("https://example.org/" + {{ t }})[x]',
    "metadata": "#metadata({{ t }})",
    "several": "#{{ [t, t]|list }}.len()",
}
# Inside a string of the template's own the literal's quotes end it: what follows is refused by
# Typst or compares texts, but nothing is called.
REFUSED = {
    "string": '#let x = "{{ t }}"\n',
    "label": "<{{ t }}>",
    "attribute": '#text(lang: "{{ t }}")[x]',
}


@pytest.mark.parametrize("context", CONTEXTS)
def test_hostile_text_is_inert_in_every_context(context: str) -> None:
    """Set all of it at once: no panic, no element, no error."""
    source = "\n\n".join(rendered(CONTEXTS[context], t=text) for text in HOSTILE)
    probe = "\n#context assert.eq(query(metadata).filter(m => m.value == 1).len(), 0)\n"
    plain = "\n#context assert.eq(query(heading).filter(h => h.body == [heading]).len(), 0)\n"
    made = set_in_type(source + probe + plain)
    assert made.pdf, made.errors


@pytest.mark.parametrize("context", REFUSED)
@pytest.mark.parametrize("text", [*HOSTILE[:4], HOSTILE[9], " in ", "include", ""])
def test_hostile_text_in_a_string_of_the_templates_own_calls_nothing(
    context: str, text: str
) -> None:
    made = set_in_type(rendered(REFUSED[context], t=text))
    assert not any("panicked" in each.message for each in made.errors), made.errors
    assert "example" not in " ".join(each.message for each in made.errors)


def test_hostile_text_is_shown_as_it_is() -> None:
    shown = [text for text in HOSTILE if text.strip().isascii() and "\n" not in text]
    source = "".join(rendered("#par({{ t }})\n", t=text) for text in shown)
    made = set_in_type("#set smartquote(enabled: false)\n" + source)
    found = "".join(words(made.pdf).split())
    for text in shown:
        assert "".join(text.split()) in found, text


TEXTS = st.text(st.characters(codec="utf-8"), max_size=30) | st.sampled_from(HOSTILE)


@given(TEXTS)
def test_a_literal_is_made_of_letters_digits_spaces_and_code_points(text: str) -> None:
    made = literal(text)
    assert re.fullmatch(r'"(?:[^\W_]| |\\u\{[0-9a-f]{1,6}\})*"', made), made
    read = re.sub(r"\\u\{([0-9a-f]+)\}", lambda match: chr(int(match[1], 16)), made[1:-1])
    assert read == "".join(c for c in text if ord(c) >= 32 or c in "\n\t")


@given(st.lists(TEXTS, min_size=20, max_size=20))
@settings(max_examples=12)
def test_typst_reads_back_what_was_written(texts: list[str]) -> None:
    """A literal is equal to its text by code points, as Typst itself counts them."""
    rows = []
    for text in texts:
        points = [ord(c) for c in text if ord(c) >= 32 or c in "\n\t"]
        rows.append(
            f"#assert.eq({literal(text)}.codepoints().map(str.to-unicode), {literal(points)})"
        )
    made = set_in_type("\n".join(rows))
    assert made.pdf, made.errors


def test_a_lone_surrogate_is_replaced() -> None:
    assert literal("a\ud800b") == '"a\\u{fffd}b"'


# ---- What a template may do to a text leaves it a text. ----

OPERATIONS = [
    "{{ 'x' ~ t }}",
    "{{ t ~ t }}",
    "{{ t + '#panic(1)' }}",
    "{{ m() ~ t }}",
    "{{ m() + t }}",
    "{{ '%s' % t }}",
    "{{ m() % () }}",
    "{{ '%s'|format(t) }}",
    "{{ m()|replace('x', t) }}",
    "{{ t|replace('a', '#') }}",
    "{{ [t, m()]|join('#') }}",
    "{{ m()|join(t) }}",
    "{{ t|upper }}",
    "{{ t|lower }}",
    "{{ t|title }}",
    "{{ t|trim }}",
    "{{ t|indent }}",
    "{{ t|wordwrap }}",
    "{{ t|truncate(5) }}",
    "{{ t|striptags }}",
    "{{ t|center(90) }}",
    "{{ t|string }}",
    "{{ t|list }}",
    "{{ t|reverse }}",
    "{{ t|first|default }}",
    "{{ t|default('x') }}",
    "{{ t|pprint }}",
    "{{ t|urlencode }}",
    "{{ t|wordcount }}",
    "{{ t|plain }}",
    "{{ t|limited(9) }}",
    "{{ t|mailto }}",
    "{{ (t, {t: t}) }}",
    "{{ {'k': t}|items|list }}",
    "{{ {t: t}|dictsort }}",
    "{{ t.format() if '{' not in t else '' }}",
    "{{ '{}'.format(t) }}",
    "{{ m().join([t, t]) }}",
    "{{ t if t else m() }}",
    "{% set x = t %}{{ x }}",
    "{% set x = t ~ m() %}{{ x }}",
    "{% set x | upper %}#text[{{ t }}]{% endset %}{{ x }}",
    "{% with x = t %}{{ x }}{% endwith %}",
    "{% for c in t %}{{ c }},{% endfor %}",
    "{% autoescape true %}{{ t }}{% endautoescape %}",
    "{{ m(t) }}",
    "{% macro n() %}{{ caller() }}{% endmacro %}{% call n() %}{{ t }}{% endcall %}",
    "{% include 'part.typ' %}",
    "{% import 'part.typ' as part with context %}{{ part }}",
    "{% from 'part.typ' import given with context %}{{ given(t) }}",
]
MACRO = "{% macro m(x='x') %}strong({{ x }}){% endmacro %}"
PARTS = {"part.typ": "{{ t }}{% macro given(x) %}{{ x }}{% endmacro %}"}


@pytest.mark.parametrize("operation", OPERATIONS)
def test_nothing_that_a_template_does_makes_code_of_a_text(operation: str) -> None:
    """What comes out holds no character that the template did not write, but inside literals."""
    for text in [*HOSTILE, *map(Markup, HOSTILE), *(Text(t, "zh", True) for t in HOSTILE)]:
        made = rendered(MACRO + operation, PARTS, t=text)
        outside = re.sub(r'"(?:[^\W_]| |\\u\{[0-9a-f]{1,6}\})*"', '""', made)
        assert re.fullmatch(
            r'(?:""|[\s,():+]|strong|text|lang|region|none|\d+)*|.*#text.*', outside
        ), made
        assert "panic" not in outside
        assert "#metadata" not in outside


@pytest.mark.parametrize(
    "name", ["safe", "e", "escape", "forceescape", "tojson", "xmlattr", "urlize"]
)
def test_filters_that_make_markup_are_not_there(name: str) -> None:
    env = typst_environment({"t.typ": f"{{{{ t|{name} }}}}"}, {}, literal)
    assert isinstance(render(env, "t.typ", {"t": "#panic(1)"}), Problem)


def test_what_templates_write_is_code() -> None:
    """Macros, blocks of parents, callers and set blocks pass: inheritance works as on the web."""
    parent = "{% block a %}#strong[{{ t }}]{% endblock %}"
    child = (
        "{% extends 'p.typ' %}{% macro m(x) %}#emph({{ x }}){{ caller() }}{% endmacro %}"
        "{% block a %}{{ super() }}{% set code %}#sub({{ t }}){% endset %}{{ code }}"
        "{% call m(t) %}#super({{ t }}){% endcall %}{% endblock %}"
    )
    made = rendered(child, {"p.typ": parent}, t="#")
    assert made == ('#strong["\\u{23}"]#sub("\\u{23}")#emph("\\u{23}")#super("\\u{23}")')


def test_an_unknown_name_is_an_error_with_its_line() -> None:
    env = typst_environment({"t.typ": "a\n{{ nobody }}"}, {"t.typ": "themes/x/t.typ"}, literal)
    made = render(env, "t.typ", {})
    assert isinstance(made, Problem)
    assert (made.id, str(made.place)) == ("template-unknown-name", "themes/x/t.typ:2:1")


@given(st.lists(TEXTS, max_size=6).map("".join))
@settings(max_examples=60)
def test_a_body_is_data(html: str) -> None:
    """Whatever stands in a body, what comes out is literals in arrays and dictionaries."""
    made = literal(Html(f"<p>{html}</p>"))
    outside = re.sub(r'"(?:[^\W_]| |\\u\{[0-9a-f]{1,6}\})*"', '""', made)
    assert re.fullmatch(r'(?:""|[\s,():]|true|false|none|\d+)*', outside), made
