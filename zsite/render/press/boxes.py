"""The boxes of a page, in points: where it is trimmed, and how far its ink bleeds."""

from collections.abc import Iterable
from typing import NamedTuple

from pikepdf import Array, Object, Page

MM = 72 / 25.4  # points


class Box(NamedTuple):
    """A rectangle: lower left corner, upper right corner."""

    left: float
    bottom: float
    right: float
    top: float

    @property
    def width(self) -> float:
        """From left to right."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """From bottom to top."""
        return self.top - self.bottom

    def grown(self, by: float) -> "Box":
        """The box with so much more on each side."""
        return Box(self.left - by, self.bottom - by, self.right + by, self.top + by)

    def holds(self, other: "Box", slack: float = 0) -> bool:
        """True if the other lies within, or no further out than `slack`."""
        wide = self.grown(slack)
        return (wide.left <= other.left and other.right <= wide.right) and (
            wide.bottom <= other.bottom and other.top <= wide.top
        )

    def moved(self, x: float, y: float) -> "Box":
        """The box further to the right and up."""
        return Box(self.left + x, self.bottom + y, self.right + x, self.top + y)

    def shared(self, other: "Box") -> "Box":
        """What lies in both; of no size or less where nothing does."""
        low = (max(self.left, other.left), max(self.bottom, other.bottom))
        return Box(*low, min(self.right, other.right), min(self.top, other.top))

    @property
    def area(self) -> float:
        """Nothing for a box that is inside out."""
        return max(0.0, self.width) * max(0.0, self.height)

    @property
    def array(self) -> Array:
        """As PDF writes it."""
        return Array([round(each, 4) for each in self])


def box(array: Object | None) -> Box:
    """A rectangle from any two opposite corners."""
    a, b, c, d = (float(each) for each in array or ())
    return Box(min(a, c), min(b, d), max(a, c), max(b, d))


def around(points: Iterable[tuple[float, float]]) -> Box:
    """The box around some points."""
    xs, ys = zip(*points, strict=True)
    return Box(min(xs), min(ys), max(xs), max(ys))


def media(page: Page) -> Box:
    """The sheet."""
    return box(page.mediabox)


def trim(page: Page) -> Box:
    """Where the page is cut; the whole sheet if it does not say."""
    return box(page.obj.get("/TrimBox", page.mediabox))


def bleed(page: Page) -> Box:
    """How far its ink goes: the bleed box, else the sheet."""
    return box(page.obj.get("/BleedBox", page.mediabox))
