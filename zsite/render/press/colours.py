"""Every colour of a PDF in inks: its pages, forms, patterns, shadings and pictures.

What steers transparency (soft masks) stays as it is: it is never printed.
"""

from pikepdf import Dictionary, Name, Object, Page, Pdf, Stream

from zsite.render.press import operators, photos, shadings
from zsite.render.press.documents import as_stream
from zsite.render.press.profiles import Press
from zsite.render.press.spaces import components

_OVERPRINT = {operators.OVER: True, operators.KNOCK: False}


def to_inks(pdf: Pdf, press: Press) -> None:
    """Change all pages of a document in place."""
    changer = _Changer(pdf, press)
    for page in pdf.pages:
        changer.page(page)


class _Changer:
    """One walk through a document: what several pages share is changed once."""

    def __init__(self, pdf: Pdf, press: Press) -> None:
        self._pdf = pdf
        self._press = press
        self._done: set[tuple[int, int]] = set()

    def page(self, page: Page) -> None:
        resources = page.obj.get("/Resources", Dictionary())
        data = self._content(page, resources)
        page.obj["/Contents"] = self._pdf.make_stream(data)
        self._group(page.obj)

    def _content(self, stream: Page | Object, resources: Object) -> bytes:
        """The stream's new bytes; its resources are changed with it."""
        rewritten = operators.in_inks(stream, resources, self._press)
        self._resources(resources)
        if rewritten.overprints:
            states = resources.get("/ExtGState", Dictionary())
            resources["/ExtGState"] = states
            for name, value in _OVERPRINT.items():
                states[name] = Dictionary(Type=Name.ExtGState, OP=False, op=value, OPM=1)
        return rewritten.data

    def _resources(self, resources: Object) -> None:
        if self._seen(resources):
            return
        for _, each in _named(resources, "/XObject"):
            if each.get("/Subtype") == "/Image":
                self._picture(each)
            elif each.get("/Subtype") == "/Form":
                self._form(each)
        for name, each in _named(resources, "/Pattern"):
            if isinstance(each, Stream):
                self._form(each)
            else:
                changed = shadings.in_inks(each.Shading, self._press)
                resources.Pattern[name] = Dictionary({**dict(each.items()), "/Shading": changed})
        for name, each in _named(resources, "/Shading"):
            resources.Shading[name] = shadings.in_inks(each, self._press)
        for _, font in _named(resources, "/Font"):
            self._drawn_letters(font)
        for name, space in _named(resources, "/ColorSpace"):
            if components(space) in (1, 3):
                del resources.ColorSpace[name]

    def _form(self, form: Object) -> None:
        if not self._seen(form):
            form.write(self._content(form, form.get("/Resources", Dictionary())))
            self._group(form)

    def _picture(self, picture: Object) -> None:
        if not self._seen(picture):
            photos.to_inks(as_stream(picture), self._press)

    def _drawn_letters(self, font: Object) -> None:
        """Letters that are drawings, such as emoji (Type 3)."""
        if font.get("/Subtype") == "/Type3" and not self._seen(font):
            resources = font.get("/Resources", Dictionary())
            for _, letter in _named(font, "/CharProcs"):
                letter.write(self._content(letter, resources))

    def _group(self, of: Object) -> None:
        """Transparency is mixed in inks, not in light."""
        group = of.get("/Group")
        if group is not None:
            group["/CS"] = Name.DeviceCMYK

    def _seen(self, thing: Object) -> bool:
        """True for an object that was here before."""
        known = thing.objgen in self._done
        if thing.is_indirect:
            self._done.add(thing.objgen)
        return known


def _named(of: Object, name: str) -> list[tuple[str, Object]]:
    """The entries of a dictionary in a dictionary, as they are now."""
    return list(of.get(name, Dictionary()).items())
