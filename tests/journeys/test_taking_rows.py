"""An evaluator takes rows for a reason and until a day; names and answers are seen by no one."""

import csv
import io
import re
from datetime import timedelta
from zipfile import ZipFile

import pytest
from django.urls import reverse
from django.utils import timezone

from evaluation.models import Export
from evaluation.packs.work import sweep_exports
from tests.accounts.factories import PersonFactory, user_with_role
from tests.browser import violations
from tests.courses.cohorts import CohortFactory
from tests.evaluation.factories import OccasionFactory, matched_people
from tests.evaluation.packs import REASON, store_in
from tests.journeys import surveys
from tests.resources.factories import site_root

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PEOPLE = 12
SEE_NAMES = ("facilitator", "organisation_lead", "privacy_officer")


@pytest.fixture
def plan(settings, tmp_path):
    site_root()
    store_in(tmp_path, settings)
    occasion = OccasionFactory()
    matched_people(occasion, PEOPLE)
    return occasion.plan


def test_the_pack_is_asked_for_written_and_read(at_a_screen, plan):
    desk = at_a_screen(user_with_role("evaluator"))
    desk.get_by_role("link", name="What changed").click()
    desk.get_by_role("link", name=re.compile(f"Take rows of answers.*{plan.title}")).click()
    desk.get_by_role("button", name="Ask for the rows").click()
    desk.get_by_role("heading", name="Something here needs another look").wait_for()
    assert violations(desk) == []
    desk.get_by_label("What are the rows for?").fill(REASON)
    until = timezone.localdate() + timedelta(days=30)
    desk.get_by_label("When will you have deleted them?").fill(until.isoformat())
    desk.get_by_role("button", name="Ask for the rows").click()
    desk.get_by_text("Being written:").wait_for()
    a_worker_runs()
    desk.get_by_role("link", name="Look again").click()
    pack = surveys.downloaded(desk, re.compile("Download the rows"))
    assert_it_holds_rows_and_no_names(pack)


def a_worker_runs():
    assert sweep_exports(at=timezone.now()) == 1


def assert_it_holds_rows_and_no_names(path):
    with ZipFile(path) as pack:
        assert pack.testzip() is None
        read = {name: pack.read(name) for name in pack.namelist()}
    assert not any(b"Nora" in content for content in read.values())
    files = {name: read[name].decode("utf-8-sig") for name in ("scores.csv", "about.csv")}
    scores = list(csv.DictReader(io.StringIO(files["scores.csv"])))
    assert len({row["participant"] for row in scores}) == PEOPLE
    assert {row["moment"] for row in scores} == {"pre", "post"}
    assert REASON in files["about.csv"]


@pytest.mark.parametrize("role", SEE_NAMES)
def test_whoever_sees_names_is_sent_away_from_every_page_of_answers(at_a_screen, plan, role):
    screen = at_a_screen(user_with_role(role))
    for address in addresses_of_answers(plan):
        assert screen.request.get(address).status == 403, address


def test_whoever_takes_answers_is_sent_away_from_every_page_of_names(at_a_screen, plan):
    screen = at_a_screen(user_with_role("evaluator"))
    for address in addresses_of_names():
        assert screen.request.get(address).status in (403, 404), address


def addresses_of_answers(plan):
    named = ("results", "plans", "start_plan")
    yield from (reverse(f"evaluation:{name}") for name in named)
    of_a_plan = ("rows", "report", "figures", "workbook", "paper", "plan", "change_plan")
    yield from (reverse(f"evaluation:{name}", args=[plan.uuid]) for name in of_a_plan)
    export = Export.objects.create(
        plan=plan, asked_by=PersonFactory(), reason=REASON, until=timezone.localdate()
    )
    yield reverse("evaluation:download_rows", args=[export.uuid])


def addresses_of_names():
    person, cohort = PersonFactory(), CohortFactory()
    yield reverse("people:index")
    yield reverse("people:person", args=[person.uuid])
    yield reverse("people:audit")
    yield reverse("courses:cohorts")
    yield reverse("courses:cohort", args=[cohort.pk])
    yield reverse("evaluation:rooms")
