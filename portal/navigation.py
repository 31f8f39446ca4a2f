"""The line of words under the masthead and the account menu: for each right, what there is to do.

An app's page joins by one line here. Items lead only to addresses that exist: `reverse` runs for
every one of them in the tests.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, partial

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import Person
from accounts.permissions import has_right, may_read_audit, may_see_people
from accounts.rights import Right
from evaluation.permissions import (
    can_agree_to_small_groups,
    can_keep_plans,
    can_run_rooms,
    can_see_results,
)
from forums.permissions import can_moderate
from notifications.models import Message
from notifications.permissions import (
    may_hand_over_messages,
    may_look_after_messages,
    may_set_quiet_times,
)
from resources.frame import frame_of

MOST_ON_THE_BELL = 99


@dataclass(frozen=True)
class Item:
    label: Promise
    url_name: str
    is_open_to: Callable[[Person], bool]
    """The very predicate that the page behind it asks."""
    section: str = ""
    """Where it stands on a page of its own, which a new site lacks until somebody writes it."""


@dataclass(frozen=True)
class Link:
    label: Promise
    url: str
    current: str
    """`page` on the very page, `true` on a page beneath it, else empty: for `aria-current`."""


def anyone(person: Person) -> bool:
    return True


def holding(right: Right) -> Callable[[Person], bool]:
    return partial(has_right, right=right)


MAIN: tuple[Item, ...] = (
    Item(_("Learn"), "learn", anyone, section="learn"),
    Item(_("Sessions"), "courses:sessions", anyone),
    Item(_("Community"), "forums:boards", anyone),
    Item(_("Queue"), "forums:queue", can_moderate),
    Item(_("People"), "people:index", may_see_people),
    Item(_("Results"), "evaluation:results", can_see_results),
)
ACCOUNT: tuple[Item, ...] = (
    Item(_("Your details"), "people:me", anyone),
    Item(_("Messages"), "messages:all", anyone),
    Item(_("Your pathway"), "courses:pathway", anyone),
    Item(_("Certificates"), "courses:certificates", anyone),
    Item(_("Reflections"), "courses:reflections", anyone),
    Item(_("Your answers"), "evaluation:own", anyone),
    Item(_("Answer in the room"), "evaluation:rooms", can_run_rooms),
    Item(_("Taken together"), "courses:together", holding(Right.RUN_SESSIONS)),
    Item(_("Signing in"), "account_home", anyone),
    Item(_("Write and publish"), "wagtailadmin_home", holding(Right.WRITE_CONTENT)),
    Item(_("Look after the site"), "wagtailadmin_home", holding(Right.MANAGE_SITE)),
    Item(_("What the portal sends"), "messages:desk", may_look_after_messages),
    Item(_("Messages to hand over"), "messages:sheet", may_hand_over_messages),
    Item(_("Quiet times"), "messages:quiet_times", may_set_quiet_times),
    Item(_("Evaluation plans"), "evaluation:plans", can_keep_plans),
    Item(_("Totals of fewer than ten"), "evaluation:agreements", can_agree_to_small_groups),
    Item(_("How the portal runs"), "running", holding(Right.MANAGE_SITE)),
    Item(_("Who may do what"), "people:permissions", anyone),
    Item(_("Audit trail"), "people:audit", may_read_audit),
    Item(_("How the site looks"), "styleguide:index", holding(Right.SEE_STYLEGUIDE)),
)


def main_links(request: HttpRequest) -> list[Link]:
    return list(_links(MAIN, request))


def account_links(request: HttpRequest) -> list[Link]:
    return list(_links(ACCOUNT, request))


def unread_messages(request: HttpRequest) -> int:
    """For the bell. Nobody needs to know how many more than that."""
    if not request.user.is_authenticated:
        return 0
    unread = Message.objects.visible_to(request.user.person).unread()
    # In the order of its index, which is left as soon as there are enough.
    return len(unread.order_by("pk").values_list("pk")[:MOST_ON_THE_BELL])


def _links(items: tuple[Item, ...], request: HttpRequest) -> Iterator[Link]:
    if not request.user.is_authenticated:
        return
    person, sections = request.user.person, frame_of(request).sections
    seen: set[str] = set()
    for item in items:
        url = _address(item.url_name)
        is_there = not item.section or item.section in sections
        if url not in seen and is_there and item.is_open_to(person):
            seen.add(url)
            yield Link(item.label, url, _current(url, request.path))


@cache
def _address(url_name: str) -> str:
    """The same for as long as a process lives."""
    return reverse(url_name)


def _current(url: str, path: str) -> str:
    if path == url:
        return "page"
    return "true" if url != "/" and path.startswith(url) else ""
