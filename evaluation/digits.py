"""A released number as every page and file prints it, so that all of them show the same digits."""

from __future__ import annotations

PLACES = {"p_t": 4, "p": 4, "df": 0, "n": 0}
"""Two otherwise: more would promise what answers in whole steps cannot hold."""


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
    return f"{shown(value, statistic):.{places_of(statistic)}f}"
