"""Every sort of page by keyboard alone: past the masthead, to everything, and one sees where."""

import pytest

from tests.browser import DESK
from tests.urls_matrix import every_row, set_scene
from tests.walk import walk

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SAMPLE = {
    "home": "",
    "account_login": "",
    "joining:start": "",
    "wagtail_serve": "a lesson",
    "evaluation:survey": "",
    "people:index": "",
    "forums:board": "",
}
# Of a group of radio buttons Tab reaches one; the arrows do the rest.
STOPS = """() => {
  const looks = (each) => {
    const own = getComputedStyle(each);
    const label = each.labels?.[0] ?? each;
    const drawn = getComputedStyle(label, "::before");
    return [own.outline, own.boxShadow, own.backgroundColor, own.border, drawn.boxShadow,
            drawn.outline, drawn.border].join();
  };
  const isStop = (each) => {
    if (!each.checkVisibility() || each.disabled || each.tabIndex < 0) return false;
    if (each.type !== "radio") return true;
    const group = [...document.getElementsByName(each.name)];
    return each === (group.find((one) => one.checked) ?? group[0]);
  };
  const all = document.querySelectorAll("a[href], button, input, select, textarea, summary");
  window.stops = [...all].filter(isStop);
  window.atRest = window.stops.map(looks);
  window.looks = looks;
  return window.stops.map((each) => each.outerHTML.slice(0, 90));
}"""
WHERE = """() => {
  const number = window.stops.indexOf(document.activeElement);
  const box = document.activeElement.getBoundingClientRect();
  return {
    number,
    shows: number < 0 || window.looks(document.activeElement) !== window.atRest[number],
    onScreen: box.bottom > 0 && box.top < innerHeight,
  };
}"""


@pytest.mark.parametrize("name", SAMPLE)
def test_tab_reaches_everything_and_shows_where_it_is(name, page, live_server):
    open_page(name, page, live_server)
    stops = page.evaluate(STOPS)
    assert len(stops) > 5
    reached = [tab(page) for _stop in stops]
    assert [stops[number] for number in range(len(stops)) if not at(reached, number)] == []
    assert [stops[each["number"]] for each in reached if not each["shows"]] == []
    assert [stops[each["number"]] for each in reached if not each["onScreen"]] == []


@pytest.mark.parametrize("name", SAMPLE)
def test_the_first_tab_leads_past_the_masthead(name, page, live_server):
    open_page(name, page, live_server)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "govuk-skip-link"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("!document.activeElement.closest('header')")


def open_page(name, page, server):
    page.emulate_media(reduced_motion="reduce")
    page.set_viewport_size(DESK)
    (row,) = [row for row in every_row() if (row.name, row.case) == (name, SAMPLE[name])]
    assert list(walk(set_scene(), page, server, [row]))


def tab(page):
    page.keyboard.press("Tab")
    return page.evaluate(WHERE)


def at(reached, number):
    return any(each["number"] == number for each in reached)
