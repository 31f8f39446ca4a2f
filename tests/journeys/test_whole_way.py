"""The whole way, each person in a browser of their own: a lesson is written, read by somebody else
and published; learned from, with a reminder on the way; a post is put up; the change is counted."""

import re
from datetime import timedelta
from statistics import mean, stdev
from urllib.parse import urlsplit

import pytest
from django.utils import timezone

from courses.actions import keep_place
from courses.models import CoursePage, LessonPage
from evaluation.starter import load_starter_instruments, starter_plan
from notifications.tasks import sweep_messages
from portal.actions.learning import finish_lesson, start_course
from resources.actions.review import install_review
from tests.accounts.factories import PersonFactory, user_with_role
from tests.browser import PHONE
from tests.courses.factories import course
from tests.evaluation.factories import answer
from tests.forums.factories import BoardFactory, member
from tests.journeys import surveys
from tests.mail_sink import MailSink
from tests.notifications.factories import AlwaysOpen
from tests.resources.editor import Editor
from tests.worker import worker

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LESSON = "Patterns in a hard week"
A_FORTNIGHT_AND_A_DAY = timedelta(days=15)
BEFORE, AFTER = (2, 1, 4), (4, 5, 2)
OTHERS = [((1, 2, 5), (3, 4, 2)), ((3, 3, 3), (3, 4, 3)), ((4, 2, 2), (5, 4, 1))] * 3
"""What nine others chose before and after; the last of the three statements counts in reverse."""


def test_from_the_first_words_of_a_lesson_to_the_figures(at_a_screen, live_server):
    page = course(title="Understanding adversity")
    install_review(root=page.get_root())
    load_starter_instruments()
    CoursePage.objects.filter(pk=page.pk).update(evaluation_plan=starter_plan())
    page.refresh_from_db()
    AlwaysOpen()
    author, reviewer = user_with_role("trainer"), user_with_role("trainer")
    practitioner = member(person__display_name="Mererid Hale", person__email="mererid@example.org")

    write_and_submit(at_a_screen(author), page)
    approve_and_publish(at_a_screen(reviewer))
    learning = at_a_screen(practitioner, PHONE)
    begin_and_stop_half_way(learning, page)
    letter = reminder_after_a_fortnight(practitioner.person, site_url=live_server.url)
    carry_on_to_the_end(learning, link_in(letter))
    ask_the_community(learning, BoardFactory())
    put_the_post_up(at_a_screen(user_with_role("champion"), PHONE))
    assert_others_read_it(at_a_screen(member()))
    let_nine_others_learn(page)
    assert_figures(download_change(at_a_screen(user_with_role("programme_lead"))))


def write_and_submit(screen, parent):
    screen.goto(f"/cms/pages/{parent.pk}/")
    screen.get_by_role("link", name="Add child page").first.click()
    screen.get_by_role("link", name="Lesson", exact=True).click()
    editor = Editor(screen)
    editor.entitle(LESSON)
    editor.write(editor.add("Text"), "What happened, and what helped.")
    editor.fill(f"{editor.add('Heading')}-text", "Poverty and racism")
    editor.write(editor.add("Text"), "What neither list names.")
    editor.wait_until_saved()
    editor.submit()
    screen.get_by_text("submitted for moderation").wait_for()
    assert not LessonPage.objects.get().live


def approve_and_publish(screen):
    screen.get_by_role("link", name=LESSON).click()
    Editor(screen).approve()
    screen.get_by_text("has been updated").wait_for()
    assert LessonPage.objects.get().live
    give_out(screen)


def give_out(screen):
    """What was published reaches learners when somebody says which kind of change it is."""
    screen.goto("/")
    screen.get_by_role("heading", name="Published, and not yet given out").wait_for()
    screen.get_by_role("link", name="Understanding adversity").click()
    screen.get_by_role("button", name="Give it out").click()
    screen.get_by_text("People can begin it").wait_for()


def begin_and_stop_half_way(screen, page):
    screen.get_by_role("link", name="Learn", exact=True).click()
    screen.get_by_role("link", name=page.title).click()
    screen.get_by_role("button", name="Start the course").click()
    send_answers(screen, BEFORE)
    screen.get_by_text("What happened, and what helped.").wait_for()
    screen.get_by_role("button", name="Next: Poverty and racism").click()
    screen.get_by_text("What neither list names.").wait_for()


def send_answers(screen, codes):
    surveys.choose(screen, codes)
    surveys.send(screen)


def reminder_after_a_fortnight(person, *, site_url):
    """The lesson was last open long enough ago; a worker finds what is due and posts it."""
    then = timezone.now() - A_FORTNIGHT_AND_A_DAY
    keep_place(enrolment=person.enrolments.get(), lesson=LessonPage.objects.get(), part=2, at=then)
    with MailSink() as mailbox, worker(mail_port=mailbox.port, site_url=site_url):
        sweep_messages.delay()
        letter = mailbox.wait_for(lambda letter: letter["to"] == person.email)
    assert LESSON in letter.get_body(["plain"]).get_content()
    return letter


def link_in(letter):
    text = letter.get_body(["plain"]).get_content()
    address = urlsplit(re.search(rf"https?://\S+{LessonPage.objects.get().slug}\S+", text)[0])
    return f"{address.path}?{address.query}"


def carry_on_to_the_end(screen, link):
    screen.goto(link)
    screen.get_by_text("What neither list names.").wait_for()
    screen.get_by_role("button", name="I have finished this lesson").click()
    send_answers(screen, AFTER)
    screen.get_by_text("You finished this course on").wait_for()


def ask_the_community(screen, board):
    screen.goto(board.get_absolute_url())
    screen.get_by_role("button", name="Ask or share something").click()
    screen.get_by_label("Title").fill("A calm waiting room?")
    screen.get_by_label("What you would like to ask or share").fill("What has worked for you?")
    screen.get_by_role("button", name="Send it").click()
    screen.get_by_text("A champion reads it before others see it.").wait_for()


def put_the_post_up(screen):
    screen.get_by_role("button", name="Start with the first").click()
    screen.get_by_text("What has worked for you?").wait_for()
    screen.get_by_role("button", name="Put this post up").click()
    screen.get_by_text("The post is up.").wait_for()


def assert_others_read_it(screen):
    screen.get_by_role("link", name="A calm waiting room?").click()
    screen.get_by_text("What has worked for you?").wait_for()


def let_nine_others_learn(page):
    for before, after in OTHERS:
        person, now = PersonFactory(), timezone.now()
        answer(start_course(person=person, course=page, at=now), *before)
        finish = finish_lesson(person=person, lesson=page.lessons.get(), at=now)
        answer(finish.invitation, *after)


def download_change(screen):
    surveys.prepare_figures(screen, starter_plan().title)
    return surveys.released_figures(screen)


def assert_figures(rows):
    """Against the answers that were given, by the arithmetic of the standard library."""
    given = [(BEFORE, AFTER), *OTHERS]
    before = [score(codes) for codes, _ in given]
    after = [score(codes) for _, codes in given]
    change = [post - pre for pre, post in zip(before, after, strict=True)]
    assert {row["n"] for name, row in rows.items() if name.startswith("practice/")} == {"10"}
    figures = {name.removeprefix("practice/"): row["value"] for name, row in rows.items()}
    expected = {}
    for figure, scores in {"pre": before, "post": after}.items():
        expected[f"{figure}_mean"] = f"{mean(scores):.2f}"
        expected[f"{figure}_sd"] = f"{stdev(scores):.2f}"
    expected |= {"mean_diff": f"{mean(change):.2f}", "sd_diff": f"{stdev(change):.2f}"}
    assert {name: figures[name] for name in expected} == expected


def score(codes):
    knowledge, confidence, attitude = codes
    return mean([knowledge, confidence, 6 - attitude])
