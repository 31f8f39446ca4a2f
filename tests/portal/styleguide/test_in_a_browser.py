"""The style page in a real browser: accessible in both schemes, without a script, by keyboard."""

import pytest
from django.urls import reverse

from portal.styleguide.parts import CHAPTERS
from tests.accounts.factories import UserFactory
from tests.browser import DESK, PHONE, violations

pytestmark = [pytest.mark.browser, pytest.mark.django_db]
SLUGS = [chapter.slug for chapter in CHAPTERS]


def address(live_server, slug):
    return live_server.url + reverse("styleguide:chapter", args=[slug])


@pytest.mark.parametrize(("viewport", "scheme"), [(PHONE, "light"), (DESK, "dark")])
def test_axe_finds_nothing(viewport, scheme, page, live_server):
    page.set_viewport_size(viewport)
    page.emulate_media(color_scheme=scheme)
    found = {}
    for slug in SLUGS:
        page.goto(address(live_server, slug))
        found[slug] = violations(page)
    assert {slug: lines for slug, lines in found.items() if lines} == {}


def test_nothing_runs_over_the_edge_at_four_times_the_size(page, live_server):
    page.set_viewport_size({"width": 320, "height": 640})
    widths = {}
    for slug in SLUGS:
        page.goto(address(live_server, slug))
        widths[slug] = page.evaluate("document.documentElement.scrollWidth")
    assert {slug: width for slug, width in widths.items() if width > 320} == {}


def test_what_a_script_opens_is_open_without_one(browser, live_server):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address(live_server, "doing"))
    assert page.locator("#answers-content-2").is_visible()
    assert page.locator("#by-role").is_visible()
    page.goto(address(live_server, "forms"))
    assert page.locator(".govuk-password-input__toggle").is_hidden()
    context.close()


def test_the_account_menu_opens_and_closes_by_keyboard(page, live_server):
    page.goto(address(live_server, "frame"))
    summary = page.locator("#main .cp-account > summary")
    summary.focus()
    page.keyboard.press("Enter")
    assert page.locator("#main .cp-account__menu").is_visible()
    page.keyboard.press("Escape")
    assert page.locator("#main .cp-account__menu").is_hidden()


def test_the_account_menu_of_a_phone_stays_on_the_screen(page, live_server, sign_in):
    sign_in(UserFactory())
    page.set_viewport_size(PHONE)
    page.goto(address(live_server, "foundations"))
    page.locator("header .cp-account > summary").click()
    menu = page.locator("header .cp-account__menu").bounding_box()
    assert menu["x"] >= 0
    assert menu["x"] + menu["width"] <= PHONE["width"]
    assert page.locator("header").get_by_role("button", name="Sign out").is_visible()


def test_the_first_tab_leads_past_the_masthead(page, live_server):
    page.goto(address(live_server, "foundations"))
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "govuk-skip-link"
    page.keyboard.press("Enter")
    assert page.evaluate("location.hash") == "#main"


def test_a_mistake_takes_the_reader_to_its_field(page, live_server):
    page.goto(address(live_server, "mistakes"))
    page.get_by_role("link", name="Choose an answer for “How would you like to take it?”.").click()
    assert page.evaluate("document.activeElement.id") == "id_route_0"


def test_a_password_can_be_looked_at(page, live_server):
    page.goto(address(live_server, "forms"))
    page.get_by_role("button", name="Show password").click()
    assert page.locator("#id_password").get_attribute("type") == "text"
