"""An editor who rests is warned where they write, as everybody else is elsewhere."""

import pytest
from django.test import Client

from tests.accounts.factories import user_with_role
from tests.browser import violations
from tests.resources.factories import site_root

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_an_editor_is_warned_in_time_and_can_stay(page, live_server, settings, scheme):
    """The page's clock runs ahead; the server, asked, still has time in hand."""
    settings.IDLE_WARNING = settings.STAFF_IDLE_LIMIT
    site_root()
    client = Client()
    client.force_login(user_with_role("trainer"), backend=BACKEND)
    name = settings.SESSION_COOKIE_NAME
    cookie = {"name": name, "value": client.cookies[name].value, "url": live_server.url}
    page.context.add_cookies([cookie])
    page.emulate_media(color_scheme=scheme)
    page.clock.install()
    page.goto(f"{live_server.url}/cms/")
    page.clock.run_for(30_000)
    page.get_by_role("dialog", name="Are you still there?").wait_for()
    assert violations(page) == []
    with page.expect_response("**/account/stay/**") as answer:
        page.get_by_role("button", name="Stay signed in").click()
    assert answer.value.ok
    page.locator("dialog[data-idle]").wait_for(state="hidden")
