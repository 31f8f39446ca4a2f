"""Every page of the matrix in a real browser: for everybody's eyes, hands and machines."""

import pytest

from tests.accounts.factories import AgreementTextFactory
from tests.browser import DESK, PHONE
from tests.urls_matrix import APPS, reader_beside, rows_of, set_scene, sign_in
from tests.walk import everybody_let_in, findings, take_over, walk

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# A passkey is made by a script, and beside each stands another way; showing a password needs one.
NEEDS_A_SCRIPT = "".join(
    f":not({each}, {each} *)"
    for each in ("[data-passkey]", "[data-passkey-problem]", ".govuk-password-input__toggle")
)


@pytest.mark.parametrize("app", APPS)
def test_each_page_is_accessible_on_a_phone_by_day_and_a_desk_by_night(app, page, live_server):
    found = []
    for where in walk(set_scene(), page, live_server, rows_of(app)):
        wrong = findings(page, [(PHONE, "light"), (DESK, "dark")])
        found += [f"{where}: {line}" for line in wrong]
    assert not found, "\n".join(found)


@pytest.mark.axe
@pytest.mark.parametrize("app", APPS)
def test_each_page_is_accessible_to_each_role_at_each_width_and_scheme(app, page, live_server):
    found = []
    for where in walk(set_scene(), page, live_server, rows_of(app), everybody_let_in):
        found += [f"{where}: {line}" for line in findings(page)]
    assert not found, "\n".join(found)


@pytest.mark.parametrize("app", APPS)
def test_each_page_is_whole_without_a_script(app, new_context, live_server):
    page, missing = new_context(java_script_enabled=False).new_page(), []
    for where in walk(set_scene(), page, live_server, rows_of(app)):
        if not page.locator("main h1").first.is_visible():
            missing.append(f"{where}: no heading")
        for each in page.locator(f"main [hidden]{NEEDS_A_SCRIPT}").all():
            missing.append(f"{where}: {each.evaluate('each => each.outerHTML')[:90]}")
    assert not missing, "\n".join(missing)


def test_what_asks_first_or_refuses_is_accessible_too(page, live_server, settings):
    """A second step to set up; a page for others; a text to agree to; a page for others."""
    scene, found = set_scene(), []
    client, lead = scene.client, reader_beside(scene.job, "programme_lead")
    settings.SECOND_FACTOR_REQUIRED = True
    sign_in(client, lead)
    found += at(page, live_server, client, "/results/")
    settings.SECOND_FACTOR_REQUIRED = False
    found += at(page, live_server, client, "/people/audit/")
    AgreementTextFactory(published=1)
    found += at(page, live_server, client, "/results/")
    assert not found, "\n".join(found)


def at(page, server, client, path):
    take_over(page.context, server, client)
    page.goto(server.url + path)
    return [f"{page.url}: {line}" for line in findings(page, [(PHONE, "light"), (DESK, "dark")])]
