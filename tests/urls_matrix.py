"""Who finds what behind each address. Each app keeps its rows in `tests/<app>/url_rows.py`."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from importlib import import_module

from allauth.account.internal.flows.login import record_authentication
from django.conf import settings
from django.http import HttpRequest
from django.test import Client
from django.urls import get_resolver, reverse
from django.utils import timezone

from accounts.actions.groups import sync_groups
from accounts.models import Employment
from accounts.roles import BY_CODE
from resources.models import Partnership
from tests.accounts.factories import EmploymentFactory, RoleGrantFactory, UserFactory
from tests.resources.factories import site_root

APPS = ("accounts", "notifications", "evaluation", "resources", "courses", "forums", "portal")
SIGNED_OUT = "signed out"
ROLES = tuple(BY_CODE)
AUDIENCES = (SIGNED_OUT, *ROLES)
SIGN_IN, ELSEWHERE = "asked to sign in", "sent elsewhere"


def everybody(answer, *, signed_out=SIGN_IN):
    return {SIGNED_OUT: signed_out, **dict.fromkeys(ROLES, answer)}


def only(*roles, answer=200, others=403, signed_out=SIGN_IN):
    return {**everybody(others, signed_out=signed_out), **dict.fromkeys(roles, answer)}


OPEN = everybody(200, signed_out=200)
SIGNED_IN = everybody(200)
BUTTON = everybody(405)
"""Only a POST, by somebody who is signed in."""


@dataclass(frozen=True, eq=False)
class Row:
    """What a GET of one address gives to each audience."""

    name: str
    """Of the route; for a route without a name, the route itself."""
    answers: Mapping[str, int | str]
    case: str = ""
    args: Callable = lambda place: ()
    """Of the address, from rows made at the place where all readers work."""
    own: Callable | None = None
    """The same for addresses of one's own things: from the reader, or None when signed out."""
    at: Callable | None = None
    """The whole address, where the route cannot be reversed."""
    arrive: Callable | None = None
    """What somebody did before, as `arrive(client, reader)`."""
    query: str = ""

    def __str__(self) -> str:
        return f"{self.name} ({self.case})" if self.case else self.name


@dataclass
class Scene:
    """One colleague's job; at its place works a reader of each kind."""

    job: Employment
    client: Client = field(default_factory=partial(Client, raise_request_exception=False))
    """The only one, since each new one would load all middleware again."""
    readers: dict = field(default_factory=dict)
    paths: dict = field(default_factory=dict)

    def enter(self, row, audience):
        """A browser that has been nowhere but where the row says, and the address to open."""
        self.client.cookies.clear()
        reader = self.reader(audience, is_new=bool(row.arrive))
        if row.arrive:
            row.arrive(self.client, reader)
        return self.client, self.path(row, reader) + row.query

    def reader(self, audience, *, is_new):
        """Somebody new where the row changes something about them."""
        if audience == SIGNED_OUT:
            return None
        if not is_new and audience in self.readers:
            reader, cookie = self.readers[audience]
            self.client.cookies[settings.SESSION_COOKIE_NAME] = cookie
            return reader
        reader = reader_beside(self.job, audience)
        sign_in(self.client, reader)
        if not is_new:
            cookie = self.client.cookies[settings.SESSION_COOKIE_NAME].value
            self.readers[audience] = reader, cookie
        return reader

    def path(self, row, reader):
        if row.own:
            return reverse(row.name, args=row.own(reader))
        if row not in self.paths:
            place = self.job.organisation
            self.paths[row] = row.at(place) if row.at else reverse(row.name, args=row.args(place))
        return self.paths[row]


def set_scene():
    site_root()
    Partnership.load()
    return Scene(EmploymentFactory())


def sign_in(client, reader):
    """With a proof as fresh as after typing a password."""
    client.force_login(reader)
    request = HttpRequest()
    request.session = client.session
    record_authentication(request, reader, "password", reauthenticated=True)
    request.session.save()


def reader_beside(job, code):
    role, user = BY_CODE[code], UserFactory()
    EmploymentFactory(
        person=user.person,
        organisation=job.organisation,
        profession=job.profession,
        employment_type=job.employment_type,
    )
    if not role.is_everyones:
        RoleGrantFactory(
            person=user.person,
            role=code,
            organisation=job.organisation if code == "organisation_lead" else None,
            ends_at=timezone.now() + timedelta(days=90) if role.must_end else None,
        )
        sync_groups(user=user)
    return user


def answer_of(response):
    if response.status_code not in {301, 302, 303}:
        return response.status_code
    return SIGN_IN if response.url.startswith(reverse("account_login")) else ELSEWHERE


def rows_of(app):
    return import_module(f"tests.{app}.url_rows").ROWS


def every_row():
    return [row for app in APPS for row in rows_of(app)]


def routes(resolver=None, prefix="", namespaces=()):
    """Every route of the site, as its name with its namespaces, or else as written."""
    for entry in (resolver or get_resolver()).url_patterns:
        route = prefix + str(entry.pattern)
        if hasattr(entry, "url_patterns"):
            within = (*namespaces, entry.namespace) if entry.namespace else namespaces
            yield from routes(entry, route, within)
        else:
            yield ":".join((*namespaces, entry.name)) if entry.name else route, route
