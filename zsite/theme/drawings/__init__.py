"""Drawings from data: numbers and paths for templates to put into SVG, never colours or markup.

Everything is a pure function of the values it is given, so the same record always looks the same.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from zsite.theme.drawings.chains import chain_map
from zsite.theme.drawings.charts import day_prices, portion, share
from zsite.theme.drawings.covers import cover, crop
from zsite.theme.drawings.landscape import landscape
from zsite.theme.drawings.plots import plot_plan, plot_surroundings
from zsite.theme.drawings.rings import distance_rings
from zsite.theme.drawings.section import county_section

FILTERS: Mapping[str, Callable[..., Any]] = MappingProxyType(
    {
        "chain_map": chain_map,
        "county_section": county_section,
        "cover": cover,
        "crop": crop,
        "day_prices": day_prices,
        "distance_rings": distance_rings,
        "landscape": landscape,
        "plot_plan": plot_plan,
        "plot_surroundings": plot_surroundings,
        "portion": portion,
        "share": share,
    }
)
