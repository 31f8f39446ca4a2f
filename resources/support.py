"""Whom to talk to and whom to tell, chosen for one person's area. Pure: rows come as values."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar


@dataclass(frozen=True)
class Contact:
    pk: int
    name: str
    about: str
    phone: str
    hours: str
    url: str
    audience: str
    reach: str
    area: int | None
    area_name: str
    checked_on: date
    in_support_box: bool
    in_footer: bool


@dataclass(frozen=True)
class Route:
    pk: int
    name: str
    concern: str
    phone: str
    out_of_hours_phone: str
    hours: str
    url: str
    what_to_do: str
    area: int | None
    area_name: str
    checked_on: date


Row = TypeVar("Row", Contact, Route)


def nearest_first(rows: Iterable[Row], areas: Sequence[int]) -> list[Row]:
    """Rows of these areas, the nearest area first, then the partnership-wide ones."""
    rank = {area: place for place, area in enumerate(areas)}
    near = [row for row in rows if row.area is None or row.area in rank]
    return sorted(near, key=lambda row: rank.get(row.area, len(rank)))


def route_for(routes: Iterable[Route], areas: Sequence[int]) -> Route | None:
    """The one route that a footer has room for."""
    near = nearest_first(routes, areas)
    return near[0] if near else None


def footer_contact(contacts: Iterable[Contact], areas: Sequence[int]) -> Contact | None:
    marked = [contact for contact in nearest_first(contacts, areas) if contact.in_footer]
    return marked[0] if marked else None


def boxed(contacts: Iterable[Contact], areas: Sequence[int]) -> list[Contact]:
    """The usual contacts of a support box."""
    return [contact for contact in nearest_first(contacts, areas) if contact.in_support_box]


def oldest_check(rows: Iterable[Contact | Route | None]) -> date | None:
    return min((row.checked_on for row in rows if row), default=None)
