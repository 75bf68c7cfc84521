"""A kind -> the text of a record that is still to be filled in: every field, with remarks.

Required fields stand there with an example. All others are commented out: taking away the `#`
at the beginning of their lines gives a line that can be used.
"""

from collections.abc import Iterable, Iterator, Mapping

from zsite.content.kinds import Field, Kind
from zsite.ship.examples import Surroundings, scalar, types

Words = Mapping[str, str]
Given = Mapping[str, str]
_MARKS = {"required": "必填 required", "recommended": "建议填写 recommended", "": "选填 optional"}
_HEAD = """\
# {one}
# 标“必填 required”的先填；其他字段要用时，删去行首的 # 再填。
# Fill in first what is marked required; to use another field, take away the # before it.

draft: true  # 草稿不发布；填好后删去本行。 A draft is not published: delete this line when done.
"""


def record(kind: Kind, around: Surroundings, given: Given) -> str:
    """The YAML of a new record; `given` are values by field, as YAML, that are known already."""
    blocks = [_HEAD.format(one=_both(kind.one))]
    for about in kind.fields:
        if not about.internal and about.name != "draft":
            blocks.append("\n".join(_block(about, around, given.get(about.name))))
    inside = [about.name for about in kind.fields if about.internal]
    if inside:
        blocks.append(f"# 内部字段写在 internal/{kind.name}/ 里编号相同的记录中，不要写在这里。")
        blocks[-1] += f"\n# Internal facts go into internal/{kind.name}/: {', '.join(inside)}"
    return "\n\n".join(block.rstrip("\n") for block in blocks) + "\n"


def body(language: str) -> str:
    """The text of a new body."""
    if language == "zh":
        return "<!-- 正文写在这里，小标题从 ## 开始；写好后删去本行。 -->\n"
    return "<!-- Write the text here; headings begin with ##. Then delete this line. -->\n"


def _block(about: Field, around: Surroundings, given: str | None) -> Iterator[str]:
    """What a field is about, and its lines: as they are, or commented out."""
    yield f"# {_both(about.label)} · {_kind_of(about)}{_state(about)}"
    yield from (f"#   {note}" for note in _notes(about))
    if about.required:
        lines = [f"{about.name}: {given}"] if given else list(_lines(about, around, True))
        yield f"{lines[0]}  # {_MARKS['required']}"
        yield from lines[1:]
    else:
        yield from (f"#{line}" for line in _lines(about, around, False))


def _lines(about: Field, around: Surroundings, live: bool) -> Iterator[str]:
    """`name: value`; of a group that is `live`, parts that are not required are commented out."""
    if about.type == "record":
        parts = _marked(_parts(about, around, live), about.many)
        yield f"{about.name}:"
        yield from (f"  {line}" for line in parts)
    else:
        value = scalar(about, around)
        yield f"{about.name}: {f'[{value}]' if about.many else value}"


def _parts(about: Field, around: Surroundings, live: bool) -> Iterator[str]:
    wanted = wanted_parts(about)
    for part in about.fields:
        if not part.internal:
            first, *rest = _lines(part, around, live and part in wanted)
            state = f" · {_MARKS['required']}" if part.required else ""
            note = f"  # {_both(part.label)} · {_kind_of(part)}{state}{_choices(part)}"
            mark = "#" if live and part not in wanted else ""
            yield from (mark + line for line in (first + note, *rest))


def wanted_parts(about: Field) -> tuple[Field, ...]:
    """The parts that a group cannot do without: the required ones, else the plainest one."""
    required = tuple(part for part in about.fields if part.required)
    plain = [part for part in about.fields if part.type not in ("ref", "record", "image", "file")]
    return required or tuple((plain or list(about.fields))[:1])


def _marked(lines: Iterable[str], many: bool) -> Iterator[str]:
    """The lines of a group; as the one item of a list when there may be many."""
    for number, line in enumerate(lines):
        yield f"{'  ' if number else '- '}{line}" if many else line


def _notes(about: Field) -> Iterator[str]:
    """What helps to fill it in, a remark a line."""
    if about.help:
        yield _both(about.help)
    if about.limit:
        most = ", ".join(f"{key} {count}" for key, count in about.limit.items())
        yield f"最多几个字 at most so many characters: {most}"
    if about.computed:
        yield f"不写就自动计算 computed when it is not given: {' ÷ '.join(about.computed)}"
    if about.plausible:
        yield f"一般在此之间 usually between: {about.plausible[0]}, {about.plausible[1]}"
    for key, label in about.choices.items():
        yield f"{key}: {_both(label)}"


def _kind_of(about: Field) -> str:
    words = _both(types()[about.type])
    if about.type == "ref":
        words += f" content/{about.to}/" + ("，或文字 or a text" if about.or_text else "")
    return words + ("，可多项 several" if about.many else "")


def _state(about: Field) -> str:
    if about.required:
        return ""
    return f" · {_MARKS['recommended' if about.recommended else '']}"


def _choices(about: Field) -> str:
    return f": {', '.join(about.choices)}" if about.choices else ""


def _both(words: Words) -> str:
    """The Chinese and the English words, once where they are the same, on one line."""
    both = dict.fromkeys(words[key] for key in ("zh", "en") if key in words)
    return " ".join(" ".join(both or words.values()).split())
