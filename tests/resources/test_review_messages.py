"""Who hears of a review: those who may read it, then the one who wrote it."""

import pytest
from django.contrib.auth.models import Group
from django.utils import timezone

from notifications.actions.sweeping import sweep_messages
from notifications.models import Message
from resources.actions.review import install_review
from resources.review_messages import REVIEW_ENDED, REVIEW_WAITS
from tests.accounts.factories import UserFactory
from tests.notifications.factories import AlwaysOpen
from tests.resources.factories import page_under, site_root

pytestmark = pytest.mark.django_db


def trainer(**names):
    user = UserFactory(**names)
    user.groups.add(Group.objects.get_or_create(name="trainer")[0])
    return user


@pytest.fixture
def review():
    """A draft by Samir, sent for review; Anna may read it."""
    AlwaysOpen()
    home = site_root()
    workflow = install_review(root=home.get_root())
    author = trainer(person__display_name="Samir Haddad", person__email="samir@example.org")
    reader = trainer(person__display_name="Anna Wolski", person__email="anna@example.org")
    UserFactory()
    page = page_under(home, live=False, owner=author, title="What helps")
    page.save_revision(user=author)
    state = workflow.start(page, author)
    return state, author, reader


def send():
    sweep_messages(at=timezone.now())


def test_those_who_may_approve_it_are_asked_and_nobody_else(mailoutbox, review):
    send()
    [letter] = mailoutbox
    assert letter.to == ["anna@example.org"]
    assert letter.subject == "A page to read"
    assert "Samir Haddad has sent “What helps” for review." in letter.body


def test_nobody_is_asked_about_what_has_been_read_already(mailoutbox, review):
    state, _, reader = review
    state.current_task_state.approve(user=reader)
    send()
    [letter] = mailoutbox
    assert letter.to == ["samir@example.org"]
    assert "“What helps” was read and is published." in letter.body
    assert Message.objects.get(kind=REVIEW_WAITS.code).why == "not_wanted"


def test_an_author_hears_that_it_came_back(mailoutbox, review):
    state, _, reader = review
    state.current_task_state.reject(user=reader, comment="Say it more simply.")
    send()
    [letter] = mailoutbox
    assert "came back to you" in letter.body
    assert "Say it more simply." not in letter.body


def test_an_answer_is_not_told_once_it_was_sent_for_review_again(mailoutbox, review):
    state, author, reader = review
    state.current_task_state.reject(user=reader)
    state.resume(user=author)
    send()
    assert {letter.to[0] for letter in mailoutbox} == {"anna@example.org"}
    assert Message.objects.get(kind=REVIEW_ENDED.code).why == "not_wanted"


def test_wagtail_sends_no_letter_of_its_own(mailoutbox, review, django_capture_on_commit_callbacks):
    state, _, reader = review
    with django_capture_on_commit_callbacks(execute=True):
        state.current_task_state.approve(user=reader)
    assert not mailoutbox
