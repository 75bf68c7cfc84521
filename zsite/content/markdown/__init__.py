"""A Markdown body becomes sanitised HTML with numbered links and marked facts.

`render` is pure and depends on its text and language only, so its result can be stored;
`fill` puts the resolved links and facts of one page into it.
"""

from zsite.content.markdown.body import Body, FactUse, Fault, Heading, Link
from zsite.content.markdown.fill import fill
from zsite.content.markdown.render import render

__all__ = ["Body", "FactUse", "Fault", "Heading", "Link", "fill", "render"]
