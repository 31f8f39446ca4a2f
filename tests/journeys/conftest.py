import pytest

from tests.browser import DESK, sign_in


@pytest.fixture
def at_a_screen(new_context, live_server):
    """Opens the portal in a browser where this person is signed in."""

    def opened(user, screen=DESK, **options):
        context = new_context(viewport=screen, base_url=live_server.url, **options)
        sign_in(context, live_server, user)
        page = context.new_page()
        page.goto("/")
        return page

    return opened
