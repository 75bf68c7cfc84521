"""Figures, dates, phones, addresses and names as each language writes them."""

from zsite.site.formats.contacts import Phone, address, address_of, person, phone
from zsite.site.formats.conversions import PLAIN, Exchange, Options
from zsite.site.formats.dates import date, day_of, days, moment, month, year
from zsite.site.formats.locales import SHIPPED, Locale, custom_locale, locale
from zsite.site.formats.numbers import number
from zsite.site.formats.quantities import Rendered, quantity

__all__ = [
    "PLAIN",
    "SHIPPED",
    "Exchange",
    "Locale",
    "Options",
    "Phone",
    "Rendered",
    "address",
    "address_of",
    "custom_locale",
    "date",
    "day_of",
    "days",
    "locale",
    "moment",
    "month",
    "number",
    "person",
    "phone",
    "quantity",
    "year",
]
