"""Twelve people answer on paper before and after; their slips put the sheets together."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from evaluation.actions import open_occasion
from evaluation.actions.planning import change_plan, start_plan
from evaluation.models import Participant, Response, Way
from evaluation.plan_templates import BY_SLUG
from evaluation.starter import load_starter_instruments
from tests.accounts.factories import user_with_role
from tests.browser import violations
from tests.evaluation.factories import THREE
from tests.journeys import surveys
from tests.resources.factories import site_root

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TITLE = "Evening group"
GROUP, AT_THE_SCREEN = 12, 2
MOMENTS = {"pre": "Before", "post": "After"}
GIVEN = [((2, 2, 4), (4, 4, 2)), ((3, 3, 3), (3, 4, 3)), ((1, 3, 5), (4, 3, 2))] * 4
"""What each chose before and after."""


@pytest.fixture
def lead():
    return user_with_role("programme_lead")


@pytest.fixture
def occasion(lead):
    """Results are asked for by sector, which nobody knows of somebody with a slip."""
    site_root()
    load_starter_instruments()
    now, by = timezone.now(), lead.person
    plan = start_plan(template=BY_SLUG["three-before-and-after"], title=TITLE, by=by, at=now)
    by_sector = {"k": plan.k, "dimensions": ["sector"]}
    plan = change_plan(
        plan=plan, facts=by_sector, consent="Your choice.", by=by, seen=plan.changed_at, at=now
    )
    return open_occasion(key="group:1", label="Evening group at the hub", plan=plan)


def test_twelve_sheets_before_and_after_meet_by_code(at_a_screen, occasion, lead):
    facilitator = user_with_role("facilitator")
    desk = at_a_screen(facilitator)
    codes = print_slips(desk, occasion)
    print_a_sheet(desk)
    for number, moment in enumerate(MOMENTS):
        sheets = [(code, given[number]) for code, given in zip(codes, GIVEN, strict=True)]
        for code, chosen in sheets[:AT_THE_SCREEN]:
            key_in(desk, code, moment, chosen)
        key_in_quickly(facilitator, occasion, sheets[AT_THE_SCREEN:], moment)
    refuse_the_same_sheet_twice(desk, codes[0])
    assert Response.objects.filter(way=Way.PAPER).count() == GROUP * len(MOMENTS)
    assert Participant.objects.filter(consent=occasion.plan.consent).count() == GROUP
    see_the_whole_and_no_part(at_a_screen(lead))


def print_slips(desk, occasion):
    desk.goto("/surveys/rooms/")
    desk.get_by_role("link", name=occasion.label).click()
    assert violations(desk) == []
    desk.get_by_label("How many?").fill(str(GROUP))
    desk.get_by_role("button", name="Make slips to print").click()
    desk.get_by_role("heading", name="Slips to print").wait_for()
    codes = desk.locator(".cp-code").all_inner_texts()
    assert len(set(codes)) == GROUP
    desk.get_by_role("link", name="Back to the room").click()
    return codes


def print_a_sheet(desk):
    desk.get_by_role("link", name="Print the sheet “Before”").click()
    desk.get_by_text("Copy the code from your slip here, and no name:").wait_for()
    desk.get_by_role("link", name="Back to the room").click()


def key_in(desk, code, moment, codes):
    """Whoever keys in reads a code and ticks, and is then back at the next sheet."""
    desk.get_by_label("The code on the sheet").fill(code)
    desk.get_by_label(MOMENTS[moment], exact=True).check()
    desk.get_by_label("They agreed to text").first.check()
    desk.get_by_role("button", name="Key in a sheet").click()
    surveys.choose(desk, codes)
    desk.get_by_role("button", name="Keep this sheet").click()
    desk.get_by_text("The sheet is kept. Key in the next one.").wait_for()


def key_in_quickly(facilitator, occasion, sheets, moment):
    """The same forms, filled in without a screen: twelve are a long afternoon for a browser."""
    client = Client()
    client.force_login(facilitator)
    for code, codes in sheets:
        room = reverse("evaluation:room", args=[occasion.uuid])
        said = {"code": code, "wave": moment, "agreed": occasion.plan.consent.pk}
        sheet = client.post(room, said).url
        client.post(sheet, dict(zip(THREE, codes, strict=True)))


def refuse_the_same_sheet_twice(desk, code):
    desk.get_by_label("The code on the sheet").fill(code)
    desk.get_by_label("After", exact=True).check()
    desk.get_by_label("They agreed to text").first.check()
    desk.get_by_role("button", name="Key in a sheet").click()
    desk.get_by_text("Answers with this code are in already. Take the next sheet.").wait_for()


def see_the_whole_and_no_part(screen):
    surveys.prepare_figures(screen, TITLE)
    rows = surveys.released_figures(screen)
    assert {row["n"] for row in rows.values()} <= {str(GROUP), ""}
    assert rows["practice/mean_diff"]["n"] == str(GROUP)
    screen.get_by_text("These figures are for everybody together.").wait_for()
    assert violations(screen) == []
