"""Affine maps as PDF writes them: a, b, c, d, e, f (ISO 32000-1, 8.3.3)."""

from collections.abc import Iterable
from math import sqrt

from pikepdf import Object

Matrix = tuple[float, float, float, float, float, float]
UNIT: Matrix = (1, 0, 0, 1, 0, 0)


def matrix(numbers: Iterable[Object] | Object) -> Matrix:
    """The map that six numbers are."""
    a, b, c, d, e, f = (float(each) for each in numbers)
    return (a, b, c, d, e, f)


def times(first: Matrix, then: Matrix) -> Matrix:
    """One map and then another."""
    a, b, c, d, e, f = first
    p, q, r, s, t, u = then
    return (
        *(a * p + b * r, a * q + b * s, c * p + d * r),
        *(c * q + d * s, e * p + f * r + t, e * q + f * s + u),
    )


def mapped(point: tuple[float, float], by: Matrix) -> tuple[float, float]:
    """Where a point goes."""
    (x, y), (a, b, c, d, e, f) = point, by
    return a * x + c * y + e, b * x + d * y + f


def scale(by: Matrix) -> float:
    """How much longer a map makes lines, on average over all directions."""
    a, b, c, d, _, _ = by
    return sqrt(abs(a * d - b * c))
