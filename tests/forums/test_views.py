from uuid import uuid4

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from forums.models import Post, Thread
from tests.accounts.factories import PersonFactory, UserFactory, user_with_role
from tests.forums.factories import BoardFactory, PostFactory, ThreadFactory, member, newcomer
from tests.queries import queries_of

pytestmark = pytest.mark.django_db

READERS = {
    "the author": lambda author: author,
    "a member": lambda author: member(),
    "a champion": lambda author: user_with_role("champion"),
    "a programme lead": lambda author: user_with_role("programme_lead"),
    "a newcomer": lambda author: newcomer(),
    "somebody without work": lambda author: UserFactory(),
}


def told(response):
    return [str(message) for message in get_messages(response.wsgi_request)]


@pytest.mark.parametrize(
    ("reader", "sees_published", "sees_held"),
    [
        ("the author", True, True),
        ("a member", True, False),
        ("a champion", True, True),
        ("a programme lead", True, False),
        ("a newcomer", False, False),
        ("somebody without work", False, False),
    ],
)
def test_who_sees_a_post_by_page_and_by_door(client, reader, sees_published, sees_held):
    author = member()
    user = READERS[reader](author)
    open_thread = PostFactory(thread__opened_by=author.person, body="All read this.").thread
    PostFactory(thread=open_thread, held=True, body="Few read this.")
    waiting_thread = PostFactory(thread__opened_by=author.person, held=True).thread

    client.force_login(user)
    page = client.get(open_thread.get_absolute_url())
    assert (page.status_code == 200) == sees_published
    assert (b"All read this." in page.content) == sees_published
    assert (b"Few read this." in page.content) == sees_held
    assert (client.get(waiting_thread.get_absolute_url()).status_code == 200) == sees_held
    assert (client.get(open_thread.board.get_absolute_url()).status_code == 200) == sees_published
    assert Thread.objects.visible_to(user).count() == sees_published + sees_held
    assert Post.objects.visible_to(user).count() == sees_published + 2 * sees_held


def test_a_newcomer_reads_why_the_boards_are_not_open_yet(client):
    board = BoardFactory(title="Hidden board")
    client.force_login(newcomer())
    html = client.get(reverse("forums:boards")).content.decode()
    assert "once your workplace is confirmed" in html
    assert board.title not in html


def test_a_thread_is_opened_and_its_author_told_what_happens_next(client):
    board = BoardFactory()
    client.force_login(member())
    form = client.get(reverse("forums:new_thread", args=[board.slug])).context["form"]
    answer = client.post(
        reverse("forums:new_thread", args=[board.slug]),
        {"title": "A poster?", "body": "Who has one?", "submission": form["submission"].value()},
    )
    assert told(answer) == ["Thank you. A champion reads it before others see it."]
    html = client.get(answer["location"]).content.decode()
    assert "Your post is waiting for a champion to look" in html


def test_an_empty_reply_is_refused_beside_its_field(client):
    thread = PostFactory().thread
    client.force_login(member())
    html = client.post(thread.get_absolute_url(), {"submission": uuid4()}).content.decode()
    assert "Write something before you send it." in html
    assert "govuk-error-summary" in html


def test_a_champion_reads_and_puts_a_post_up(client):
    post = PostFactory(held=True, author=PersonFactory(display_name="Priya Nair"))
    client.force_login(user_with_role("champion"))
    queue = client.get(reverse("forums:queue")).content.decode()
    assert "Priya Nair" in queue
    assert "1 thing, about 1 minute" in " ".join(queue.split())
    client.post(reverse("forums:decide", args=[post.pk]))
    post.refresh_from_db()
    assert post.state == "published"
    assert "Nothing waits for you" in client.get(reverse("forums:queue")).content.decode()


def test_a_champion_who_comes_second_is_told_so(client):
    post = PostFactory()
    client.force_login(user_with_role("champion"))
    answer = client.post(reverse("forums:decide", args=[post.pk]))
    assert told(answer) == ["Somebody else has already put this post up."]


def test_a_champion_is_not_asked_about_their_own_post(client):
    champion = user_with_role("champion")
    PostFactory(held=True, author=champion.person)
    client.force_login(champion)
    assert "Nothing waits for you" in client.get(reverse("forums:queue")).content.decode()


@pytest.mark.parametrize("role", ["practitioner", "trainer", "programme_lead", "commissioner"])
def test_the_queue_is_for_champions(client, role):
    post = PostFactory(held=True)
    client.force_login(user_with_role(role))
    assert client.get(reverse("forums:queue")).status_code == 403
    assert client.get(reverse("forums:decide", args=[post.pk])).status_code == 403
    assert client.post(reverse("forums:decide", args=[post.pk])).status_code == 403


def test_a_former_member_keeps_their_posts(client):
    thread = PostFactory(author=None, thread__opened_by=None).thread
    client.force_login(member())
    assert b"Former member" in client.get(thread.get_absolute_url()).content


def test_late_posts_of_a_long_thread_stand_on_their_own_page(client):
    thread = ThreadFactory()
    PostFactory.create_batch(52, thread=thread)
    client.force_login(member())
    first = client.get(thread.get_absolute_url()).content.decode()
    assert "post-50" in first
    assert "post-51" not in first
    second = client.get(thread.get_absolute_url() + "?from=51").content.decode()
    assert "post-52" in second
    assert 'href="?from=1"' in second


@pytest.mark.parametrize("asked", ["-3", "many", "9" * 30, "²"])
def test_a_wrong_page_number_shows_the_first_page(client, asked):
    thread = PostFactory().thread
    client.force_login(member())
    assert b"post-1" in client.get(thread.get_absolute_url(), {"from": asked}).content


def many(thread):
    for _each in range(5):
        post = PostFactory(thread=thread, author=member().person)
        PostFactory(thread__board=post.thread.board, author=member().person, held=True)
        BoardFactory()


@pytest.mark.parametrize("which", ["boards", "board", "thread", "queue"])
def test_pages_ask_as_much_for_many_rows_as_for_one(client, which):
    thread = PostFactory(author=member().person).thread
    PostFactory(thread__board=thread.board, author=member().person, held=True)
    url = {
        "boards": reverse("forums:boards"),
        "board": thread.board.get_absolute_url(),
        "thread": thread.get_absolute_url(),
        "queue": reverse("forums:queue"),
    }[which]
    client.force_login(user_with_role("champion"))
    few = queries_of(lambda: client.get(url))
    many(thread)
    assert queries_of(lambda: client.get(url)) == few
