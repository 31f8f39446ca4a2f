"""What stands around every page: who runs the site, support, the safeguarding route, legal links.

One cached lookup a page. A change in the CMS forgets it; a bulk update is seen within five minutes.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.core.cache import cache
from django.utils import timezone
from wagtail.images.shortcuts import get_rendition_or_not_found

from accounts.models import Locality, Person
from resources.brand import Colours
from resources.models import LegalPage, Partnership, SafeguardingRoute, SupportContact
from resources.querysets import PublishedPageQuerySet
from resources.support import Contact, Route

KEY = "frame:1"
MINUTES_5 = 300


@dataclass(frozen=True)
class Link:
    text: str
    url: str
    kind: str


@dataclass(frozen=True)
class Frame:
    name: str
    short_name: str
    strapline: str
    contact_name: str
    contact_email: str
    contact_phone: str
    logo: str
    colours: Colours
    contacts: tuple[Contact, ...]
    routes: tuple[Route, ...]
    links: tuple[Link, ...]


def frame() -> Frame:
    kept = cache.get(KEY)
    if kept is None:
        kept = read_frame()
        cache.set(KEY, kept, MINUTES_5)
    return kept


def forget_frame() -> None:
    cache.delete(KEY)


def read_frame() -> Frame:
    partnership = Partnership.load()
    logo = partnership.logo
    return Frame(
        name=partnership.name,
        short_name=partnership.short_name or partnership.name,
        strapline=partnership.strapline,
        contact_name=partnership.contact_name,
        contact_email=partnership.contact_email,
        contact_phone=partnership.contact_phone,
        logo=get_rendition_or_not_found(logo, "max-320x80").url if logo else "",
        colours=Colours(
            action_light=partnership.action_light,
            action_dark=partnership.action_dark,
            accent_light=partnership.accent_light,
            accent_dark=partnership.accent_dark,
        ),
        contacts=tuple(_contact(row) for row in SupportContact.objects.shown().with_area()),
        routes=tuple(_route(row) for row in SafeguardingRoute.objects.shown().with_area()),
        links=tuple(_link(page) for page in _legal_pages()),
    )


def _legal_pages() -> PublishedPageQuerySet:
    return LegalPage.objects.visible_to(AnonymousUser()).order_by("path")


def areas_of(person: Person | None) -> tuple[int, ...]:
    """Where somebody works now, nearest first: workplace, ward, local authority."""
    if person is None:
        return ()
    key = f"areas:1:{person.pk}"
    kept = cache.get(key)
    if kept is None:
        kept = read_areas(person)
        cache.set(key, kept, MINUTES_5)
    return kept


def forget_areas(person_id: int) -> None:
    cache.delete(f"areas:1:{person_id}")


def read_areas(person: Person) -> tuple[int, ...]:
    employments = person.employments.current(on=timezone.localdate()).select_related(
        "locality__parent__parent", "organisation__locality__parent__parent"
    )
    areas: list[int] = []
    for employment in employments:
        areas += _upwards(employment.locality or employment.organisation.locality)
    return tuple(dict.fromkeys(areas))


def _upwards(locality: Locality | None) -> list[int]:
    steps = []
    while locality is not None:
        steps.append(locality.pk)
        locality = locality.parent
    return steps


def _contact(row: SupportContact) -> Contact:
    return Contact(
        pk=row.pk,
        name=row.name,
        about=row.about,
        phone=row.phone,
        hours=row.hours,
        url=row.url,
        audience=row.audience,
        reach=row.reach,
        area=row.area_id,
        area_name=str(row.area or ""),
        checked_on=row.checked_on,
        in_support_box=row.in_support_box,
        in_footer=row.in_footer,
    )


def _route(row: SafeguardingRoute) -> Route:
    return Route(
        pk=row.pk,
        name=row.name,
        concern=row.concern,
        phone=row.phone,
        out_of_hours_phone=row.out_of_hours_phone,
        hours=row.hours,
        url=row.url,
        what_to_do=row.what_to_do,
        area=row.area_id,
        area_name=str(row.area or ""),
        checked_on=row.checked_on,
    )


def _link(page: LegalPage) -> Link:
    return Link(text=page.footer_words or page.title, url=page.url, kind=page.kind)
