from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection

from accounts.models import AuditEntry
from forums.actions import approve_post, open_thread, reply
from forums.models import Post, Thread
from tests.accounts.factories import user_with_role
from tests.forums.factories import BoardFactory, PostFactory, ThreadFactory, member, newcomer

pytestmark = pytest.mark.django_db


def write(person, thread, *, submission=None):
    return reply(by=person, thread=thread, body="Hello.", submission=submission or uuid4())


@pytest.fixture
def thread():
    return PostFactory().thread


@pytest.fixture
def champion():
    return user_with_role("champion").person


def test_a_first_post_waits_and_the_next_does_not_once_it_was_put_up(thread, champion):
    person = member().person
    first = write(person, thread)
    assert first.state == "held"
    assert write(person, thread).state == "held"
    assert approve_post(by=champion, post=first)
    assert write(person, thread).state == "published"


def test_a_champion_need_not_wait_for_another(thread, champion):
    assert write(champion, thread).state == "published"


def test_a_thread_opened_by_a_new_member_has_no_published_post_yet():
    post = open_thread(
        by=member().person, board=BoardFactory(), title="A question", body="?", submission=uuid4()
    )
    assert (post.state, post.number, post.thread.last_post_at) == ("held", 1, None)


def test_sending_a_reply_twice_posts_it_once(thread):
    person, once = member().person, uuid4()
    assert write(person, thread, submission=once) == write(person, thread, submission=once)
    assert thread.posts.count() == 2


def test_sending_a_new_thread_twice_opens_one():
    person, board, once = member().person, BoardFactory(), uuid4()
    for _time in range(2):
        open_thread(by=person, board=board, title="A question", body="?", submission=once)
    assert Thread.objects.count() == 1


def test_somebody_whose_workplace_is_not_confirmed_cannot_post(thread):
    with pytest.raises(PermissionDenied):
        write(newcomer().person, thread)


def test_a_closed_board_takes_no_new_thread():
    with pytest.raises(PermissionDenied):
        open_thread(
            by=member().person,
            board=BoardFactory(is_open=False),
            title="A question",
            body="?",
            submission=uuid4(),
        )


def test_approving_tells_the_trail_who_decided_what(champion):
    post = PostFactory(held=True)
    approve_post(by=champion, post=post)
    entry = AuditEntry.objects.get()
    assert (entry.actor, entry.verb, entry.target_id) == (
        champion.uuid,
        "approve_post",
        str(post.pk),
    )


def test_approving_twice_is_one_decision(champion):
    post = PostFactory(held=True)
    assert approve_post(by=champion, post=post)
    assert not approve_post(by=user_with_role("champion").person, post=post)
    post.refresh_from_db()
    assert post.decided_by == champion


def test_a_champion_cannot_put_up_their_own_post(champion):
    post = PostFactory(held=True, author=champion)
    with pytest.raises(PermissionDenied):
        approve_post(by=champion, post=post)


@pytest.mark.parametrize("role", ["practitioner", "trainer", "programme_lead", "administrator"])
def test_only_champions_decide(role):
    with pytest.raises(PermissionDenied):
        approve_post(by=user_with_role(role).person, post=PostFactory(held=True))


def test_a_long_thread_opens_at_the_window_of_the_post():
    thread = ThreadFactory(last_number=119)
    post = PostFactory(thread=thread)
    assert post.get_absolute_url().endswith(f"/{thread.pk}/?from=101#post-120")


@pytest.mark.django_db(transaction=True)
def test_replies_at_the_same_moment_get_numbers_without_gaps():
    thread = PostFactory().thread
    people = [member().person for _person in range(6)]

    def post(person):
        try:
            write(person, thread)
        finally:
            connection.close()

    with ThreadPoolExecutor(3) as pool:
        list(pool.map(post, people))
    numbers = Post.objects.order_by("number").values_list("number", flat=True)
    assert list(numbers) == [1, 2, 3, 4, 5, 6, 7]
