"""A mealtime supervisor without an address: a printed card, a phone, a short course, a paper."""

import re
import uuid

import pytest
from django.utils import timezone
from pypdf import PdfReader

from accounts.actions.arrivals import Job
from accounts.actions.cards import add_people_by_name, make_cards
from accounts.models import User
from tests.accounts.factories import (
    EmploymentTypeFactory,
    OrganisationFactory,
    ProfessionFactory,
    user_with_role,
)
from tests.browser import PHONE, downloaded, violations
from tests.courses.factories import course, lesson
from tests.journeys import learning

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TITLE, NAME = "Calm mealtimes", "Bronwen Pugh"
CODE = re.compile(r"\b(?:[0-9A-Z]{5}-)+[0-9A-Z]{1,5}\b")


def test_from_a_printed_card_to_a_printed_certificate(new_context, live_server):
    short_course()
    phone = new_context(viewport=PHONE, base_url=live_server.url).new_page()
    sign_in_with(phone, printed_card(NAME))
    learn(phone)
    paper = printed_certificate(phone)
    for words in (TITLE, NAME, "Release: 1", "Self-directed: 25 minutes"):
        assert words in paper
    assert not re.search(r"%|per cent|score|\bright\b|\d of \d", paper, re.IGNORECASE)
    stranger = new_context().new_page()
    learning.check_certificate(stranger, live_server.url, CODE.search(paper)[0])
    stranger.get_by_role("heading", name=TITLE).wait_for()
    stranger.get_by_text("Valid").wait_for()
    assert stranger.get_by_text(NAME).count() == 0
    assert User.objects.get(person__display_name=NAME).email == ""


def short_course():
    """Two lessons, the second with a knowledge check."""
    page = course(title=TITLE, self_directed_minutes=25)
    lesson(page, title="Why a dining hall is loud", is_released=False)
    learning.add_knowledge_check(lesson(page, title="A calm table", is_released=False))
    learning.give_out_yesterday(page)


def printed_card(name):
    now, school = timezone.now(), OrganisationFactory(name="Wenlow Primary")
    lead = user_with_role("organisation_lead", organisation=school).person
    job = Job(school, ProfessionFactory(), EmploymentTypeFactory())
    people = add_people_by_name(by=lead, names=[name], job=job, at=now)
    (card,) = make_cards(by=lead, people=people, batch=uuid.uuid4(), at=now)
    return card


def sign_in_with(screen, card):
    screen.goto("/join/card/")
    screen.get_by_label("User name").fill(card.username)
    screen.get_by_label("The four words on your card").fill(card.phrase)
    screen.get_by_role("button", name="Sign in").click()
    screen.get_by_label("Your new password").fill("lanterns by the quiet quay")
    screen.get_by_role("button", name="Save and continue").click()
    screen.wait_for_url("/")


def learn(screen):
    learning.start(screen, TITLE)
    learning.read_to_the_end(screen)
    learning.finish_lesson(screen)
    learning.carry_on(screen, lesson=2)
    learning.read_to_the_end(screen)
    learning.pass_on_the_second_try(screen)
    learning.finish_lesson(screen)
    screen.get_by_text("You have finished the course.").wait_for()


def printed_certificate(screen):
    """The words on the file that the page of the certificate gives."""
    screen.get_by_role("link", name="Your certificate").click()
    screen.get_by_role("heading", name="Certificate", exact=True).wait_for()
    assert violations(screen) == []
    pages = PdfReader(downloaded(screen, "Download as PDF"), strict=True).pages
    assert len(pages) == 1
    return " ".join(pages[0].extract_text().split())
