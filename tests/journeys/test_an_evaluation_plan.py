"""A lead makes a plan from a template, the privacy officer agrees to small totals; figures are
read on the page and in every paper."""

import io
import re

import openpyxl
import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

from evaluation.models import Plan
from evaluation.starter import load_starter_instruments
from tests.accounts.factories import user_with_role
from tests.browser import PHONE, downloaded, violations
from tests.evaluation.factories import OccasionFactory, matched_people
from tests.journeys import surveys
from tests.resources.factories import site_root

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PEOPLE = 12


def check(page):
    assert violations(page) == []


def press(page, words):
    page.get_by_role("button", name=words, exact=True).click()


def follow(page, words):
    page.get_by_role("link", name=words).first.click()


@pytest.fixture
def instruments():
    site_root()
    load_starter_instruments()


def test_a_pilot_is_planned_and_agreed_in_a_few_screens(instruments, at_a_screen):
    page = at_a_screen(user_with_role("programme_lead"))
    page.goto("/results/")
    follow(page, "Evaluation plans")
    check(page)
    press(page, "New plan from a template")
    check(page)
    page.get_by_label("Pilot cohort").check()
    page.get_by_label("What is the plan called?").fill("Perinatal pilot")
    press(page, "Make the plan")
    expect(page.get_by_role("heading", name="Perinatal pilot")).to_be_visible()
    check(page)
    follow(page, re.compile("Change.*Two months later"))
    check(page)
    page.get_by_label("Stays open for, in days").fill("45")
    press(page, "Save")
    expect(page.get_by_text("Open for 45 days.")).to_be_visible()
    press(page, "Change words and rules")
    check(page)
    page.get_by_label("sector", exact=True).check()
    press(page, "Save the changes")
    follow(page, "Ask the privacy officer")
    check(page)

    officer = at_a_screen(user_with_role("privacy_officer"), PHONE)
    officer.goto("/results/plans/small-groups/")
    check(officer)
    follow(officer, "Perinatal pilot")
    check(officer)
    press(officer, "Agree")
    expect(officer.get_by_text("Nobody asks for anything.")).to_be_visible()
    made = Plan.objects.get(slug="perinatal-pilot")
    assert (made.k, made.dimensions) == (5, ["sector"])


def test_a_lead_sees_who_took_part_and_hands_on_the_same_digits(at_a_screen):
    site_root()
    occasion = OccasionFactory(plan__title="Every service")
    matched_people(occasion, PEOPLE)
    page = at_a_screen(user_with_role("programme_lead"))
    surveys.prepare_figures(page, "Every service")
    figures = surveys.released_figures(page)
    change = figures["practice/mean_diff"]["value"]
    release = figures["practice/mean_diff"]["release_id"]
    expect(page.get_by_role("row", name="Answered both before and after 10")).to_be_visible()
    assert f"a mean change of {change}" in page.inner_text("main")
    assert release in page.inner_text("main")
    check(page)
    workbook = surveys.downloaded(page, re.compile("XLSX"))
    sheets = openpyxl.load_workbook(io.BytesIO(workbook.read_bytes()))
    paper = PdfReader(downloaded(page, re.compile("PDF")))
    told = words_of(sheets["Report"]), "".join(one.extract_text() for one in paper.pages)
    for words in told:
        plain = " ".join(words.split())
        assert f"a mean change of {change}" in plain
        assert release in plain.replace(" ", "")
    assert float(change) in [row[7] for row in sheets["Figures"].values]


def words_of(sheet):
    return " ".join(str(cell) for row in sheet.values for cell in row if cell is not None)
