"""The last pass over sanitised HTML: headings, links, tables and class names."""

import re
from html import escape, unescape

from zsite.content.markdown.body import FACT_CLOSE, FACT_OPEN, Heading, Link
from zsite.content.markdown.targets import is_harmless

TAG = re.compile(
    r'<(?!t[dh](?: class="align-[a-z]+")?(?: scope="col")?>)'  # the cells that Markdown makes
    r"(/?(?:h[1-6]|table|thead)(?=[ >])|a(?=>)|[a-z]+(?= ))"
    r'((?: [a-z]+="[^"]*")*)>'
)
ATTRIBUTE = re.compile(r' ([a-z]+)="([^"]*)"')
HEAD = re.compile(r"\s*<thead")
ANY_TAG = re.compile(r"<[^>]*>")
REFERENCE = re.compile(r'<sup id="fnref.*?</sup>', re.DOTALL)
NOT_SLUG = re.compile(r"[^\w-]+")
MARKED = re.compile(f"{FACT_OPEN}([^{FACT_CLOSE}]*){FACT_CLOSE}")
CLASSES = ("align-", "note", "footnote", "col-", "c-")  # what an author may use; themes style them
OWN_IDS = "z-"  # ids that a theme may use without meeting one of a body
NOTE_IDS = ("fn:", "fnref")  # a footnote and the places that name it
FOOTNOTE = ("footnote-ref", "footnote-backref")
DEEPEST = 6


class Finisher:
    """One pass over one body; afterwards `headings` and `links` hold what it met."""

    def __init__(self, html: str) -> None:
        self.source = html
        self.headings: list[Heading] = []
        self.links: list[Link] = []
        self.unlinked = 0  # links and images whose target the sanitiser took
        self._ids: dict[str, int] = {}
        self._tables = 0
        levels = [int(level) for level in re.findall(r"<h([1-6])[ >]", html)]
        self._shift = 2 - min(levels, default=2)
        self.lowered = self._shift > 0  # some heading had the level of the page's title

    def html(self) -> str:
        """The finished HTML."""
        return TAG.sub(self._tag, self.source)

    def _tag(self, match: re.Match[str]) -> str:
        name, attributes = match[1], self._attributes(match[2])
        if name[0] == "/":
            return self._end(name)
        if name[0] == "h" and name != "hr":
            return self._heading(int(name[1]), attributes, match)
        if name == "a":
            return self._link(attributes)
        if name == "img":
            return self._image(attributes)
        if name == "table":
            return self._frame(match) + _start(name, attributes)
        if name == "thead":
            return _start(name, {"id": f"{OWN_IDS}table-{self._tables}"})
        return _start(name, attributes)

    def _attributes(self, text: str) -> dict[str, str]:
        """Attributes by name, as escaped in the HTML but without markers, bad classes, used ids."""
        if not text:
            return {}
        attributes = {key: _plain(value) for key, value in ATTRIBUTE.findall(text)}
        if "class" in attributes:
            names = [name for name in attributes["class"].split() if name.startswith(CLASSES)]
            attributes["class"] = " ".join(names)
            if not names:
                del attributes["class"]
        if not attributes.get("title", "-"):
            del attributes["title"]
        if "id" in attributes and not attributes["id"].startswith(NOTE_IDS):
            attributes["id"] = escape(self._unique(slug(unescape(attributes["id"]))))
        return attributes

    def _end(self, name: str) -> str:
        if name == "/table":
            return "</table></div>"
        if name[1] == "h":
            return f"</h{self._level(int(name[2]))}>"
        return f"<{name}>"

    def _level(self, level: int) -> int:
        return min(level + self._shift, DEEPEST)

    def _heading(self, level: int, attributes: dict[str, str], match: re.Match[str]) -> str:
        end = self.source.find(f"</h{level}>", match.end())
        text = plain_text(self.source[match.end() : end])
        id = unescape(attributes.get("id", "")) or self._unique(slug(text))
        self.headings.append(Heading(self._level(level), id, text))
        return _start(f"h{self._level(level)}", {**attributes, "id": escape(id)})

    def _unique(self, id: str) -> str:
        """`id`, or with a number when it is used or empty; the same for the same body."""
        wanted = id or f"section-{len(self.headings) + 1}"
        if wanted.startswith(OWN_IDS):
            wanted = f"section-{wanted}"
        unique = wanted
        while unique in self._ids:
            self._ids[wanted] += 1
            unique = f"{wanted}-{self._ids[wanted]}"
        self._ids[unique] = 1
        return unique

    def _link(self, attributes: dict[str, str]) -> str:
        href = attributes.pop("href", None)
        if href is None or not is_harmless(unescape(href)):
            self.unlinked += "id" not in attributes
            return _start("a", attributes)
        if attributes.get("class") in FOOTNOTE and href.startswith("#fn"):
            return _start("a", {**attributes, "href": href})
        self.links.append(Link("link", unescape(href), title=unescape(attributes.get("title", ""))))
        return _start("a", {"href": f"zsite:{len(self.links) - 1}", **attributes})

    def _image(self, attributes: dict[str, str]) -> str:
        source, text = attributes.pop("src", None), attributes.pop("alt", "")
        if source is None or not is_harmless(unescape(source)):
            self.unlinked += 1
            return text
        title = unescape(attributes.get("title", ""))
        self.links.append(Link("image", unescape(source), alt=unescape(text), title=title))
        return _start("img", {"src": f"zsite:{len(self.links) - 1}", "alt": text, **attributes})

    def _frame(self, match: re.Match[str]) -> str:
        """What lets a wide table scroll by touch and by keyboard, named by heading and head row."""
        self._tables += 1
        head = HEAD.match(self.source, match.end()) is not None
        names = [self.headings[-1].id] if self.headings else []
        names += [f"{OWN_IDS}table-{self._tables}"] if head else []
        if not names:
            return '<div class="table" tabindex="0">'
        label = escape(" ".join(names))
        return f'<div class="table" role="region" tabindex="0" aria-labelledby="{label}">'


def slug(text: str) -> str:
    """The id of a heading: its letters of any script and digits in lower case, joined by `-`."""
    return NOT_SLUG.sub("-", text.lower()).strip("-_")


def plain_text(html: str) -> str:
    """The text of one element, without footnote marks; a fact stays as it was typed."""
    if "<" in html:
        html = ANY_TAG.sub("", REFERENCE.sub("", html))
    return " ".join(unescape(_plain(html)).split())


def _plain(value: str) -> str:
    return MARKED.sub(r"[=\1]", value) if FACT_OPEN in value else value


def _start(name: str, attributes: dict[str, str]) -> str:
    """A start tag; no `>` stands in its attributes, so later passes may look for the next one."""
    pairs = [f' {key}="{value}"' for key, value in attributes.items()]
    return f"<{name}{''.join(pairs).replace('>', '&gt;').replace('<', '&lt;')}>"
