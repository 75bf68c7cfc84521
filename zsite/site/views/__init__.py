"""What a template sees: THE THEME API. Frozen, complete, in one language, on one page.

A declared field that has no value is `NOTHING`: false, empty, printing nothing. A name that is
not declared is an error in the template. Values print themselves: `{{ entry.land_area }}`.
"""

from zsite.site.views.cards import Card, Column, EntryView, Linked
from zsite.site.views.fields import Fields, File, Part, Picture
from zsite.site.views.mention import Mention
from zsite.site.views.values import NOTHING, Html, Text
from zsite.site.views.viewpoint import Attachment, Resolver, Viewpoint

__all__ = [
    "NOTHING",
    "Attachment",
    "Card",
    "Column",
    "EntryView",
    "Fields",
    "File",
    "Html",
    "Linked",
    "Mention",
    "Part",
    "Picture",
    "Resolver",
    "Text",
    "Viewpoint",
]
