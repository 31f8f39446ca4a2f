"""What people press to answer questions, and a lead to see what came of it."""

import csv
import io
import re

from django.utils import timezone

from evaluation.preparing import sweep_preparations

FIGURES = "Only the figures (CSV)"
LABELS = {1: "Strongly disagree", 2: "Disagree", 3: "Neither", 4: "Agree", 5: "Strongly agree"}


def choose(screen, codes):
    """On the statements of a page, in their order."""
    statements = screen.get_by_role("main").get_by_role("group")
    for number, code in enumerate(codes):
        statements.nth(number).get_by_label(LABELS[code], exact=True).check()


def go_on(screen):
    screen.get_by_role("button", name="Save and go on").click()


def send(screen):
    screen.get_by_role("button", name="Send my answers").click()
    screen.get_by_text("Your answers are in.").wait_for()


def prepare_figures(screen, title):
    """From home, of the plan of this title; ends at its report."""
    screen.get_by_role("link", name="Results").first.click()
    screen.get_by_role("button", name=_of(title, "Prepare the figures")).click()
    screen.get_by_text("The figures are being prepared.").wait_for()
    sweep_preparations(at=timezone.now())
    screen.get_by_role("link", name="Look again").click()
    screen.get_by_role("link", name=FIGURES).wait_for()


def released_figures(screen):
    """By statistic, of everybody together, as the file of the report has them."""
    path = downloaded(screen, FIGURES)
    rows = csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig")))
    return {row["statistic"]: row for row in rows if row["groups"] == "everybody"}


def downloaded(screen, link):
    with screen.expect_download() as coming:
        screen.get_by_role("link", name=link).click()
    return coming.value.path()


def _of(title, words):
    return re.compile(rf"^{re.escape(words)}\s*, {re.escape(title)}$")
