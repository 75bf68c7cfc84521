"""Gradients in inks: axial and radial shadings, whose colours are functions (ISO 32000-1, 7.10)."""

from collections.abc import Callable, Sequence
from itertools import pairwise

from pikepdf import Array, Dictionary, Name, Object

from zsite.render.press import Ink
from zsite.render.press.profiles import Press
from zsite.render.press.spaces import components, profile

_STEPS = 8  # pieces of a plain gradient; each is straight in inks, together they follow the light
_AXIAL_AND_RADIAL = (2, 3)
_Inks = Callable[[Sequence[float]], Ink]


class UnprintableError(Exception):
    """What has no form in inks that could be written."""


def in_inks(shading: Object, press: Press) -> Object:
    """The shading in inks: a new one, or the same if it is in inks already."""
    size = components(shading.ColorSpace)
    if size == 4:
        return shading
    if shading.ShadingType not in _AXIAL_AND_RADIAL or size not in (1, 3):
        raise UnprintableError
    source = profile(shading.ColorSpace) if size == 3 else b""

    def inks(light: Sequence[float]) -> Ink:
        return press.blended(light, source)

    made = Dictionary(dict(shading.items()))
    made.ColorSpace = Name.DeviceCMYK
    made.Function = _changed(shading.Function, inks, _STEPS)
    if "/Background" in shading:
        made.Background = Array(inks(_numbers(shading.Background)))
    return made


def _changed(function: Object, inks: _Inks, steps: int) -> Object:
    """The function with inks for values: straight ones, and those stitched together of others."""
    if function.FunctionType == 3:
        parts = [_changed(each, inks, 1) for each in function.Functions]
        return Dictionary(
            FunctionType=3,
            Domain=function.Domain,
            Functions=Array(parts),
            Bounds=function.Bounds,
            Encode=function.Encode,
        )
    if function.FunctionType != 2 or function.N != 1:
        raise UnprintableError
    first, last = _numbers(function.C0), _numbers(function.C1)
    points = [
        inks([a + (b - a) * step / steps for a, b in zip(first, last, strict=True)])
        for step in range(steps + 1)
    ]
    pieces = [_straight(a, b) for a, b in pairwise(points)]
    if len(pieces) == 1:
        return pieces[0]
    return Dictionary(
        FunctionType=3,
        Domain=[0, 1],
        Functions=Array(pieces),
        Bounds=[step / steps for step in range(1, steps)],
        Encode=[0, 1] * steps,
    )


def _straight(first: Ink, last: Ink) -> Dictionary:
    return Dictionary(FunctionType=2, Domain=[0, 1], N=1, C0=Array(first), C1=Array(last))


def _numbers(array: Object) -> list[float]:
    return [float(each) for each in array]
