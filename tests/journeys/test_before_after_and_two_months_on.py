"""A practitioner answers before, after and two months later; the report tells what was answered."""

import re
from datetime import timedelta
from statistics import mean, stdev

import pytest
from django.db.models import F
from django.utils import timezone

from courses.models import CoursePage
from evaluation.actions import record_answers
from evaluation.actions.planning import add_measure, start_plan
from evaluation.models import Invitation, Response, Wave
from evaluation.plan_templates import BY_SLUG
from evaluation.starter import load_starter_instruments
from portal.actions.learning import finish_lesson, start_course
from tests.accounts.factories import PersonFactory, UserFactory, user_with_role
from tests.browser import PHONE, violations
from tests.courses.factories import course
from tests.courses.sessions import SessionFactory
from tests.evaluation.factories import THREE, InvitationFactory
from tests.journeys import learning, surveys
from tests.resources.factories import site_root

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TITLE = "What lasts"
WORDS = "I ask what would make the first visit easier."
TWO_MONTHS = timedelta(days=61)
SCALES = {
    "knowledge": ("K1", "K2", "K3", "K4"),
    "confidence": ("C1", "C2", "C3", "C4"),
    "attitudes": ("A1", "A2", "A3", "A4"),
}
REVERSED = {"K4", "C3", "A1", "A2"}
BEFORE = {"knowledge": (2, 3, 2, 4), "confidence": (2, 3, 4, 2), "attitudes": (3, 3, 4, 3)}
AFTER = {"knowledge": (4, 4, 5, 2), "confidence": (4, 4, 2, 3), "attitudes": (2, 1, 5, 4)}
LATER = {"knowledge": (4, 4, 4, 2), "confidence": (4, 3, 2, 3), "attitudes": (2, 2, 5, 4)}
OTHERS = [(2, 4), (3, 3), (1, 4), (4, 5), (3, 5), (2, 2), (3, 4), (2, 5), (4, 4)]
"""What nine others chose throughout, before and after; two months later as afterwards."""


@pytest.fixture
def lead():
    return user_with_role("programme_lead")


@pytest.fixture
def page(lead):
    """A course of one lesson that follows the whole plan."""
    load_starter_instruments()
    template = BY_SLUG["before-after-two-months"]
    plan = start_plan(template=template, title=TITLE, by=lead.person, at=timezone.now())
    made = course(title=learning.TITLE, lessons=1)
    CoursePage.objects.filter(pk=made.pk).update(evaluation_plan=plan)
    made.refresh_from_db()
    return made


def test_answers_given_on_three_devices_are_the_figures_of_the_lead(at_a_screen, page, lead):
    learner = UserFactory()
    meant_to_do(page, learner.person)
    desk = at_a_screen(learner)
    learning.start(desk)
    begin_by_keyboard(desk)
    phone = at_a_screen(learner, PHONE)
    carry_on_elsewhere(phone)
    without_a_script = at_a_screen(learner, java_script_enabled=False)
    finish_and_answer(without_a_script)
    two_months_pass()
    answer_two_months_on(phone)
    let_nine_others_answer(page)
    desk = at_a_screen(lead)
    surveys.prepare_figures(desk, TITLE)
    assert_figures(surveys.released_figures(desk))
    see_who_took_part(desk)


def test_how_it_was_before_can_be_asked_once_more_afterwards(at_a_screen):
    site_root()
    invitation = InvitationFactory(person=UserFactory().person, wave=Wave.POST)
    plan = invitation.occasion.plan
    version = plan.waves.get(wave=Wave.POST).measures.get().version
    add_measure(plan=plan, wave=Wave.POST, version=version, is_then=True)
    phone = at_a_screen(invitation.person.user, PHONE)
    phone.goto(f"/surveys/{invitation.uuid}/")
    for number, codes in enumerate(((4, 4, 2), (2, 1, 5))):
        assert phone.get_by_text("Think back: how was it before?").count() == number
        for code, given in zip(THREE, codes, strict=True):
            phone.locator(f"[name={code}][value='{given}']").check()
        (surveys.send if number else surveys.go_on)(phone)
    now, then = Response.objects.get(wave="post"), Response.objects.get(wave="then")
    assert (now.answers, then.answers) == (
        {"K1": 4, "C1": 4, "A2": 2},
        {"K1": 2, "C1": 1, "A2": 5},
    )


def meant_to_do(page, person):
    session = SessionFactory(course=page, starts_at=timezone.now() - timedelta(hours=3))
    session.commitments.create(person=person, words=WORDS, written_at=timezone.now())


def begin_by_keyboard(desk):
    """The first of three pages, before any lesson; nothing is pressed to save it."""
    desk.get_by_text("page 1 of 3").wait_for()
    assert violations(desk) == []
    statements = desk.get_by_role("main").get_by_role("group")
    for number, code in enumerate(BEFORE["knowledge"]):
        label = surveys.LABELS[code]
        statements.nth(number).get_by_label(label, exact=True).focus()
        desk.keyboard.press("Space")
    desk.get_by_text(re.compile(r"^Saved at \d\d:\d\d")).wait_for()


def carry_on_elsewhere(phone):
    """At home it says what is asked; the page to go on at is the second."""
    phone.get_by_role("link", name=f"A few questions before “{learning.TITLE}”").click()
    phone.get_by_text("page 2 of 3").wait_for()
    phone.get_by_role("button", name="Back", exact=True).click()
    first = phone.get_by_role("main").get_by_role("group").first
    assert first.get_by_label("Disagree", exact=True).is_checked()
    surveys.go_on(phone)
    surveys.choose(phone, BEFORE["confidence"])
    surveys.go_on(phone)
    surveys.choose(phone, BEFORE["attitudes"])
    surveys.send(phone)


def finish_and_answer(screen):
    """After the lesson: the scale again and how it was, without a script."""
    learning.carry_on(screen, lesson=1)
    learning.read_to_the_end(screen)
    learning.finish_lesson(screen)
    for codes in AFTER.values():
        surveys.choose(screen, codes)
        surveys.go_on(screen)
    screen.get_by_role("heading", name="How was it?").wait_for()
    surveys.choose(screen, (5, 4, 5))
    surveys.go_on(screen)
    surveys.send(screen)


def two_months_pass():
    moved = {name: F(name) - TWO_MONTHS for name in ("opens_at", "closes_at")}
    Invitation.objects.update(**moved)


def answer_two_months_on(phone):
    phone.goto("/")
    phone.get_by_role("link", name=f"Two months after “{learning.TITLE}”").click()
    for codes in LATER.values():
        surveys.choose(phone, codes)
        surveys.go_on(phone)
    phone.get_by_text(WORDS).wait_for()
    assert violations(phone) == []
    phone.get_by_label("Part of how we work").check()
    phone.get_by_label("Offered a choice").check()
    surveys.go_on(phone)
    surveys.send(phone)


def let_nine_others_answer(page):
    now = timezone.now()
    for before, after in OTHERS:
        person = PersonFactory()
        answer(start_course(person=person, course=page, at=now), before)
        finish = finish_lesson(person=person, lesson=page.lessons.get(), at=now)
        answer(finish.invitation, after)
        answer(Invitation.objects.get(person=person, wave=Wave.FOLLOW_UP), after)


def answer(invitation, code):
    codes = {item: code for items in SCALES.values() for item in items}
    record_answers(invitation=invitation, answers=codes, on=timezone.localdate())


def assert_figures(rows):
    """By the arithmetic of the standard library."""
    for scale, items in SCALES.items():
        same = [[score(items, [code] * 4) for code in pair] for pair in OTHERS]
        given = [[score(items, BEFORE[scale]), score(items, AFTER[scale])], *same]
        before, after = zip(*given, strict=True)
        change = [post - pre for pre, post in given]
        expected = {
            "pre_mean": mean(before),
            "post_mean": mean(after),
            "mean_diff": mean(change),
            "sd_diff": stdev(change),
        }
        for name, value in expected.items():
            row = rows[f"{scale}/{name}"]
            assert (row["n"], row["value"]) == ("10", f"{value:.2f}"), (scale, name)


def score(items, codes):
    pairs = zip(items, codes, strict=True)
    return mean(6 - code if item in REVERSED else code for item, code in pairs)


def see_who_took_part(desk):
    desk.get_by_role("row", name="Answered every time 10").wait_for()
