"""A newcomer with a phone: from the link in the letter to the first words of a lesson."""

import pytest

from accounts.models import User
from tests.accounts.factories import InvitationFactory
from tests.browser import PHONE
from tests.courses.factories import course

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

MOST_SCREENS = 5


def test_five_screens_are_enough(page, live_server):
    page.set_viewport_size(PHONE)
    understanding = course(lessons=1)
    invitation = InvitationFactory(complete=True, email="sam@example.org")
    screens = []
    page.on("load", lambda loaded: screens.append(loaded.url))

    page.goto(live_server.url + invitation.get_absolute_url())
    page.get_by_role("button", name="Join the portal").click()
    page.wait_for_url(f"{live_server.url}/")
    page.get_by_role("link", name="Learn", exact=True).click()
    page.get_by_role("link", name=understanding.title).click()
    page.get_by_role("button", name="Start").or_(page.get_by_role("link", name="Start")).click()
    page.get_by_text("Welcome.").wait_for()

    assert len(screens) <= MOST_SCREENS, screens
    assert User.objects.get(email="sam@example.org").last_login
