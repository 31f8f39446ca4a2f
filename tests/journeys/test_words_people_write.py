"""Somebody writes about a session: they are offered somebody, and their facilitator reads it."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from courses.actions.evaluating import ask_after
from evaluation.models import Comment, Instrument, Invitation, Wave
from evaluation.starter import load_starter_instruments
from notifications.models import Message
from tests.accounts.factories import UserFactory, user_with_role
from tests.browser import PHONE, violations
from tests.courses.sessions import SessionFactory
from tests.evaluation.factories import PlanFactory, plan_with_quotations
from tests.resources.factories import site_root

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
HARD = "The film was hard to watch."


def check(page):
    assert violations(page) == []


@pytest.fixture
def facilitator():
    return user_with_role("facilitator")


@pytest.fixture
def session(facilitator):
    site_root()
    load_starter_instruments()
    version = Instrument.objects.get(slug="reaction").current
    return SessionFactory(
        title="Round a case",
        starts_at=timezone.now() - timedelta(days=2),
        facilitators=[facilitator.person],
        support_person=UserFactory(person__display_name="Sam Tern").person,
        evaluation_plan=PlanFactory(asks={Wave.POST: [version]}),
    )


def test_what_was_hard_is_answered_at_once_and_read_later(session, facilitator, at_a_screen):
    person = UserFactory(person__display_name="Ada Wren")
    asked = ask_after(session, person.person, at=session.ends_at)
    page = at_a_screen(person, screen=PHONE)
    page.goto(f"/surveys/{asked.uuid}/")
    page.get_by_role("button", name="Save and go on").click()
    expect(page.get_by_text("Sam Tern is the support person.")).to_be_visible()
    page.get_by_label("Was anything upsetting, or missing?").fill(HARD)
    check(page)
    page.get_by_role("button", name="Send my answers").click()
    expect(page.get_by_role("heading", name="Somebody to talk to")).to_be_visible()
    check(page)
    page.get_by_role("button", name="Ask Sam to contact me").click()
    expect(page.get_by_text("Sam Tern has been asked to contact you.")).to_be_visible()
    assert Message.objects.filter(kind="evaluation.contact_wished").count() == 1
    page = at_a_screen(facilitator)
    page.goto(f"/sessions/{session.pk}/people/")
    page.get_by_role("link", name="What people wrote to you").click()
    expect(page.get_by_text(HARD)).not_to_be_visible()
    check(page)
    Invitation.objects.update(closes_at=timezone.now())
    page.reload()
    expect(page.get_by_text(HARD)).to_be_visible()
    check(page)


def test_a_lead_strikes_a_name_out_and_clears_the_words(session, at_a_screen):
    plan = plan_with_quotations(20)
    page = at_a_screen(user_with_role("programme_lead"))
    page.goto(f"/results/plans/{plan.uuid}/")
    page.get_by_role("link", name="Words that may be quoted").click()
    check(page)
    page.get_by_role("link", name="Read and decide").first.click()
    box = page.get_by_label("The words for a report")
    box.fill(box.input_value().replace("Dr Webb", "[...]"))
    check(page)
    page.get_by_role("button", name="Clear for a report").click()
    expect(page.get_by_text("Cleared", exact=True)).to_be_visible()
    check(page)
    assert Comment.objects.exclude(cleared_at=None).get().quoted.endswith("with […].")
