"""Quantities: amounts with units as people write them, as exact typed values."""

from zsite.content.quantities.arithmetic import comparable, exceeds, plausible, quotient, total
from zsite.content.quantities.dimensions import DIMENSIONS, Dimension
from zsite.content.quantities.faults import Fault
from zsite.content.quantities.parse import parse
from zsite.content.quantities.quantity import Quantity, from_json

__all__ = [
    "DIMENSIONS",
    "Dimension",
    "Fault",
    "Quantity",
    "comparable",
    "exceeds",
    "from_json",
    "parse",
    "plausible",
    "quotient",
    "total",
]
