"""A course to learn from in a browser, and what its readers press, with and without a script."""

import re
import uuid
from datetime import timedelta

from django.utils import timezone

from courses.actions.releasing import make_release
from courses.models import AttemptAnswer, Certificate
from tests.courses.factories import body, course, lesson
from tests.courses.quizzes import TWO, bank, quiz_block
from tests.resources.factories import ContentNoteTopicFactory

TITLE = "Understanding adversity"
LONG = "".join(f"<p>A paragraph of some length, number {number}.</p>" for number in range(12))
QUESTION = "What has helped in a hard week of your own?"


def module_with_everything():
    """A lesson with a content note, another way and a question, and one with a knowledge check."""
    page = course(title=TITLE)
    first = lesson(page, title="Hard weeks", is_released=False)
    words_only = lesson(page, title="Hard weeks, in words only", is_released=False)
    for one in (first, words_only):
        one.body = [
            *(block("text", LONG) for _ in range(4)),
            block("heading", {"text": "Afterwards", "level": "2"}),
            block("reflection", {"question": QUESTION}),
        ]
    first.note_topics.add(ContentNoteTopicFactory(label="Neglect"))
    first.alternative_page = words_only
    for one in (words_only, first):
        one.save_revision().publish()
    add_knowledge_check(lesson(page, title="What helps", is_released=False))
    give_out_yesterday(page)


def block(kind, value):
    return {"type": kind, "value": value, "id": str(uuid.uuid4())}


def add_knowledge_check(page):
    page.body = [*body(), quiz_block(bank(TWO, page.title), percent=100)]
    page.save_revision().publish()


def give_out_yesterday(page):
    make_release(course=page, by=None, at=timezone.now() - timedelta(days=1))


def start(screen, title=TITLE):
    screen.goto("/learn/")
    screen.get_by_role("link", name=title).click()
    screen.get_by_role("button", name="Start the course").click()


def take_the_other_way(screen):
    screen.get_by_role("heading", name="Hard weeks", exact=True).wait_for()
    screen.get_by_text("Content note: mentions neglect").wait_for()
    screen.get_by_role("link", name="Take another way").click()
    screen.get_by_text("Nobody else sees which way you take.").wait_for()


def read_to_the_end(screen):
    while screen.get_by_role("button", name=re.compile("^Next")).count():
        screen.get_by_role("button", name=re.compile("^Next")).click()


def finish_lesson(screen):
    screen.get_by_role("button", name="I have finished this lesson").click()


def carry_on(screen, *, lesson):
    screen.get_by_role("button", name=re.compile(f"^Carry on with lesson {lesson}")).click()


def choose_answers(screen, *, is_right):
    screen.get_by_role("button", name="Check my answers").wait_for()
    answers = AttemptAnswer.objects.filter(attempt__submitted_at=None).order_by("position")
    for answer in answers.select_related("version"):
        is_true = (answer.version.content.options[0].percent > 0) == is_right
        group = screen.locator(f"#q{answer.position}")
        group.get_by_label("True" if is_true else "False", exact=True).check()


def pass_on_the_second_try(screen, *, choose=choose_answers):
    screen.get_by_role("button", name="Start the questions").click()
    choose(screen, is_right=False)
    screen.get_by_role("button", name="Check my answers").click()
    screen.get_by_text("Not yet: 0 of 2 right so far.").wait_for()
    screen.get_by_role("button", name="Try again").click()
    choose(screen, is_right=True)
    screen.get_by_role("button", name="Check my answers").click()
    screen.get_by_text("Passed: 2 of 2 right.").wait_for()
    screen.get_by_role("button", name="Go on with the lesson").click()


def show_name_on_certificate(screen):
    screen.get_by_role("link", name="Your certificate").click()
    screen.get_by_role("button", name="Show my name too").click()
    screen.get_by_text("Whoever has the code sees your name beside it.").wait_for()
    return Certificate.objects.get().code_in_groups


def check_certificate(screen, site, code):
    screen.goto(f"{site}/certificates/check/")
    screen.get_by_label(re.compile("code", re.IGNORECASE)).fill(code.lower())
    screen.get_by_role("button", name="Check it").click()
    screen.get_by_text("Record of learning").wait_for()
