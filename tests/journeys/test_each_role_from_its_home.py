"""From the home of a role to what its holder came for, each page of ours accessible on the way."""

import pytest
from django.utils import timezone

from courses.models import LessonPage
from evaluation.models import Occasion
from evaluation.preparing import sweep_preparations
from forums.models import Post
from resources.actions.review import install_review
from resources.markdown_blocks import blocks_of
from tests.accounts.factories import EmploymentFactory, user_with_role
from tests.browser import PHONE, violations
from tests.courses.factories import course
from tests.evaluation.factories import OccasionFactory, matched_people
from tests.forums.factories import PostFactory, member
from tests.resources.editor import Editor
from tests.resources.factories import page_under, site_root

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def arrive(screen, heading):
    """At the page of that heading, which must be accessible as it stands."""
    screen.get_by_role("heading", name=heading, level=1).wait_for()
    assert violations(screen) == []


def test_a_trainer_reads_a_colleagues_lesson_and_publishes_it(at_a_screen):
    page = course(title="Understanding adversity")
    waiting_lesson(page, author=user_with_role("trainer"))
    screen = at_a_screen(user_with_role("trainer"))

    arrive(screen, "Teaching")
    screen.get_by_role("link", name="What helps").click()
    screen.get_by_text("Sit down first.").last.wait_for()
    Editor(screen).approve()
    screen.get_by_text("has been updated").wait_for()
    screen.goto("/")
    screen.get_by_text("Nothing waits for your review.").wait_for()
    assert violations(screen) == []
    screen.get_by_role("link", name=page.title).click()
    screen.get_by_role("button", name="Give it out").click()
    screen.get_by_text("People can begin it").wait_for()
    screen.goto("/")
    screen.get_by_role("link", name="Learn", exact=True).click()
    arrive(screen, "Learn")
    screen.get_by_role("link", name=page.title).click()
    arrive(screen, page.title)
    screen.get_by_role("link", name="What helps").click()
    arrive(screen, "What helps")


def waiting_lesson(parent, *, author):
    """A draft by this author, sent for review."""
    workflow = install_review(root=parent.get_root())
    body = blocks_of("Sit **down** first.")
    lesson = page_under(parent, LessonPage, live=False, title="What helps", body=body, owner=author)
    lesson.save_revision(user=author)
    workflow.start(lesson, author)


def test_a_champion_on_a_phone_reads_a_first_post_and_puts_it_up(at_a_screen):
    site_root()
    PostFactory(held=True, thread__opened_by=member().person, thread__title="A calm room?")
    screen = at_a_screen(user_with_role("champion"), PHONE)

    arrive(screen, "1 thing, about 1 minute")
    screen.get_by_role("button", name="Start with the first").click()
    arrive(screen, "A calm room?")
    screen.get_by_role("button", name="Put this post up").click()
    arrive(screen, "Nothing waits for you")
    assert Post.objects.get().state == Post.State.PUBLISHED


def test_a_lead_confirms_a_newcomer_and_prepares_the_figures(at_a_screen):
    site_root()
    EmploymentFactory(unconfirmed=True, person__display_name="Kofi Mensah")
    matched_people(OccasionFactory(label="Understanding adversity"), 10)
    screen = at_a_screen(user_with_role("programme_lead"))

    arrive(screen, "How it is going")
    screen.get_by_role("link", name="See who waits").click()
    arrive(screen, "People coming in")
    screen.get_by_role("link", name="Do they work here?").click()
    arrive(screen, "Do they work here?")
    screen.get_by_role("button", name="Yes, confirm Kofi Mensah").click()
    screen.get_by_text("Nobody waits.").wait_for()
    screen.get_by_role("link", name="Results", exact=True).click()
    arrive(screen, "What changed")
    screen.get_by_role("button", name="Prepare the figures").click()
    screen.get_by_text("The figures are being prepared.").wait_for()
    sweep_preparations(at=timezone.now())
    screen.get_by_role("link", name="Look again").click()
    screen.get_by_text("10 people answered both times.").wait_for()
    assert violations(screen) == []
    assert Occasion.objects.get().plan.releases.count() == 1
