"""What stands around every page: who runs the site, support, the safeguarding route, legal links.

One cached lookup a page, with where its reader works. A change in the CMS forgets it; a bulk
update is seen within five minutes.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.core.cache import cache
from django.http import HttpRequest
from django.utils import timezone
from wagtail.images.shortcuts import get_rendition_or_not_found

from accounts.models import Locality, Person
from resources.brand import Colours
from resources.models import (
    BasePage,
    LegalPage,
    Partnership,
    ReviewCopy,
    SafeguardingRoute,
    SupportContact,
)
from resources.querysets import PublishedPageQuerySet
from resources.support import Contact, Route

KEY = "frame:2"
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
    sections: frozenset[str]
    """The slugs of what stands right under the home page."""
    made_together: frozenset[int]
    """Pages that groups have read, with something to tell of it."""


def frame() -> Frame:
    return cache.get(KEY) or _keep_frame()


def _keep_frame() -> Frame:
    kept = read_frame()
    cache.set(KEY, kept, MINUTES_5)
    return kept


def frame_of(request: HttpRequest) -> Frame:
    return _around(request)[0]


def areas_near(request: HttpRequest) -> tuple[int, ...]:
    """Where whoever asks works now, nearest first: workplace, ward, local authority."""
    return _around(request)[1]


def _around(request: HttpRequest) -> tuple[Frame, tuple[int, ...]]:
    """Read once for each request, both in one lookup."""
    if not hasattr(request, "_around"):
        user = getattr(request, "user", None)
        person = user.person if user is not None and user.is_authenticated else None
        wanted = [KEY, _areas_key(person.pk)] if person else [KEY]
        kept = cache.get_many(wanted)
        areas = kept.get(wanted[-1]) if person else ()
        request._around = (
            kept.get(KEY) or _keep_frame(),
            _keep_areas(person) if areas is None else areas,
        )
    return request._around


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
        sections=frozenset(_sections()),
        made_together=frozenset(ReviewCopy.objects.told_in_public().values_list("page", flat=True)),
    )


def _sections() -> Iterator[str]:
    for home in BasePage.objects.filter(sites_rooted_here__isnull=False):
        yield from home.get_children().live().values_list("slug", flat=True)


def _legal_pages() -> PublishedPageQuerySet:
    return LegalPage.objects.visible_to(AnonymousUser()).order_by("path")


def _keep_areas(person: Person) -> tuple[int, ...]:
    areas = read_areas(person)
    cache.set(_areas_key(person.pk), areas, MINUTES_5)
    return areas


def _areas_key(person_id: int) -> str:
    return f"areas:1:{person_id}"


def forget_areas(person_id: int) -> None:
    cache.delete(_areas_key(person_id))


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
