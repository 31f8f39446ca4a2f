"""A released number as every page and file prints it, so that all of them show the same digits."""

from __future__ import annotations

from django.utils.translation import gettext as _

PLACES = {"p_t": 4, "p": 4, "df": 0, "n": 0}
"""Two otherwise: more would promise what answers in whole steps cannot hold."""


SMALL_P = {"p_t", "p"}
"""A p of nought would claim certainty: what rounds to it is told in words."""


def places_of(statistic: str) -> int:
    """Of `scale/measure`, or of `item:answer`, which is a count."""
    _scale, _slash, measure = statistic.partition("/")
    return PLACES.get(measure, 2) if measure else 0


def shown(value: float | None, statistic: str) -> float | int | None:
    """As it is released: no format holds more than is printed."""
    # What is rounded to nought has no sign.
    if value is None:
        return None
    places = places_of(statistic)
    return round(value, places) + 0.0 if places else round(value)


def digits(value: float | None, statistic: str) -> str:
    if value is None:
        return ""
    number, places = shown(value, statistic), places_of(statistic)
    if not number and statistic.partition("/")[2] in SMALL_P:
        return _("less than %(least)s") % {"least": f"{10**-places:.{places}f}"}
    return f"{number:.{places}f}"


def p_in_words(value: float | None) -> str:
    """`p = 0.0312`, or that it is less than what is printed."""
    if value is None:
        return _("p not known")
    words = _("p = %(p)s") if shown(value, "/p") else _("p %(p)s")
    return words % {"p": digits(value, "/p")}
