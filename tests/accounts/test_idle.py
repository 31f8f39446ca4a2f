from datetime import timedelta

import pytest
from django.core.cache import cache
from django.utils import timezone
from django.utils.http import urlencode

from accounts import kept
from tests.accounts.factories import PASSWORD, UserFactory, user_with_role
from tests.resources.factories import page_under, site_root
from tests.resources.test_cms import form_of

pytestmark = pytest.mark.django_db

START = "2026-11-21T09:00:00Z"


@pytest.fixture
def rested(time_machine):
    """Moves the clock on from nine in the morning."""

    def rest(**time):
        time_machine.move_to(timezone.datetime.fromisoformat(START) + timedelta(**time))

    time_machine.move_to(START, tick=False)
    return rest


def sign_in(client, user, **fields):
    client.post(
        "/account/login/",
        {"login": user.username, "password": PASSWORD, "shared_computer": "on", **fields},
    )
    return user


def is_signed_in(client):
    return "_auth_user_id" in client.session


def said(page):
    return " ".join(map(str, page.context["messages"]))


def seconds_left(client):
    return client.get("/account/idle/").json()["seconds"]


def test_half_an_hour_of_rest_ends_a_session(client, rested):
    sign_in(client, UserFactory())
    rested(minutes=29)
    client.get("/account/")
    rested(minutes=58)
    assert client.get("/account/").status_code == 200
    rested(minutes=89)

    page = client.get("/account/", follow=True)
    assert not is_signed_in(client)
    assert page.redirect_chain[-1][0] == "/account/login/?next=/account/"
    assert "nothing had happened for a while" in said(page)


def test_asking_how_long_is_left_is_no_sign_of_life(client, rested):
    sign_in(client, UserFactory())
    assert seconds_left(client) == 30 * 60
    rested(minutes=28)
    assert seconds_left(client) == 2 * 60
    rested(minutes=31)
    assert seconds_left(client) == 0


def test_staying_starts_the_clock_again(client, rested):
    sign_in(client, UserFactory())
    rested(minutes=29)
    answer = client.post("/account/stay/", headers={"accept": "application/json"})
    assert answer.json() == {"seconds": 30 * 60}


def test_staying_too_late_starts_no_clock_and_leaves_time_to_put_a_draft_away(client, rested):
    """A laptop that was shut on somebody's words wakes up, and its page asks to stay."""
    user = sign_in(client, UserFactory())
    rested(minutes=31)
    answer = client.post("/account/stay/", headers={"accept": "application/json"})
    assert answer.json() == {"seconds": 0}
    client.post("/account/keep/", {"_path": "/surveys/x/", "body": "Half a thought"})
    assert [words.path for words in kept.kept_for(user.pk)] == ["/surveys/x/"]
    assert not is_signed_in(client)


def test_staying_too_late_without_a_script_ends_at_signing_in(client, rested):
    sign_in(client, UserFactory())
    rested(minutes=31)
    client.post("/account/stay/")
    client.get("/account/")
    assert not is_signed_in(client)


def test_staff_have_twenty_minutes(client, rested):
    sign_in(client, user_with_role("programme_lead"))
    assert seconds_left(client) == 20 * 60
    rested(minutes=21)
    client.get("/account/")
    assert not is_signed_in(client)


def test_a_computer_of_ones_own_may_rest_longer(client, rested):
    sign_in(client, UserFactory(), shared_computer="")
    rested(minutes=100)
    assert client.get("/account/").status_code == 200


def test_twelve_hours_are_enough_however_busy(client, rested):
    sign_in(client, UserFactory())
    for minutes in range(25, 12 * 60 + 25, 25):
        rested(minutes=minutes)
        client.get("/account/")
    assert not is_signed_in(client)


def test_a_busy_reader_writes_to_the_session_once_a_minute(client, rested):
    sign_in(client, UserFactory())
    rested(seconds=61)
    client.get("/account/idle/")
    client.get("/account/")
    before = client.session["seen_at"]
    rested(seconds=90)
    client.get("/account/")
    assert client.session["seen_at"] == before
    rested(seconds=125)
    client.get("/account/")
    assert client.session["seen_at"] > before


def test_a_page_that_is_open_to_all_still_opens_after_a_rest(client, rested):
    sign_in(client, UserFactory())
    rested(minutes=31)
    assert client.get("/account/login/code/").status_code == 200
    assert not is_signed_in(client)


SURVEY = "/surveys/7d0a5b5e-2a0c-4b0f-9d2b-3f1d1c0e5a11/"


def send_too_late(client, rested, user, **fields):
    sign_in(client, user)
    rested(minutes=31)
    return client.post(
        SURVEY,
        {"body": "What I meant to say", "choice": "3", **fields},
        headers={"referer": f"http://testserver{SURVEY}?page=2"},
    )


def come_back(client, user):
    return client.post("/account/login/", {"login": user.username, "password": PASSWORD})


def test_a_form_sent_too_late_is_shown_to_its_writer_after_signing_in(client, rested):
    user = UserFactory()
    asked = send_too_late(client, rested, user)
    assert asked.url == f"/account/login/?next={SURVEY}%3Fpage%3D2"
    assert not is_signed_in(client)
    assert "We kept what you wrote" in said(client.get(asked.url))

    assert come_back(client, user).url == "/account/kept/"
    words = client.get("/account/kept/").content.decode()
    assert "What I meant to say" in words
    assert f'action="{SURVEY}"' in words
    assert f'href="{SURVEY}?page=2#kept"' in words


def test_nobody_else_at_the_same_computer_sees_it(client, rested):
    send_too_late(client, rested, UserFactory())
    assert come_back(client, UserFactory()).url == "/"
    assert "What I meant to say" not in client.get("/account/kept/").content.decode()


def test_secrets_are_never_kept(client, rested):
    user = UserFactory()
    send_too_late(client, rested, user, old_password="a b c d", code="1234-5678", sign_in_token="x")
    (words,) = kept.kept_for(user.pk)
    assert dict(words.fields) == {"body": "What I meant to say", "choice": "3"}


def test_kept_words_cannot_be_read_from_the_cache(client, rested):
    user = UserFactory()
    send_too_late(client, rested, user)
    assert "meant" not in cache.get(f"kept:{user.pk}")


@pytest.mark.parametrize("path", ["/account/password/change/", "/cms/pages/1/edit/"])
def test_sign_in_pages_and_the_editor_are_never_kept(client, rested, path):
    user = sign_in(client, UserFactory())
    rested(minutes=31)
    client.post(path, {"body": "What I meant to say"})
    assert kept.kept_for(user.pk) == []


def test_the_button_sends_it_on_and_then_it_is_gone(client, rested):
    user = UserFactory()
    send_too_late(client, rested, user)
    come_back(client, user)
    client.post(
        SURVEY,
        urlencode({"body": "What I meant to say", "_kept": "1"}),
        content_type="application/x-www-form-urlencoded",
    )
    assert kept.kept_for(user.pk) == []


def test_it_can_be_thrown_away(client, rested):
    user = UserFactory()
    send_too_late(client, rested, user)
    come_back(client, user)
    client.post("/account/kept/throw-away/", {"path": SURVEY})
    assert kept.kept_for(user.pk) == []


def test_a_draft_is_kept_a_moment_after_the_end_and_the_session_ends_with_it(client, rested):
    user = sign_in(client, UserFactory())
    rested(minutes=31)
    client.post("/account/keep/", {"_path": "/surveys/x/", "body": "Half a thought"})
    assert not is_signed_in(client)
    come_back(client, user)
    found = client.get("/account/kept/words/", {"path": "/surveys/x/"}).json()
    assert found == {"fields": [["body", "Half a thought"]]}


@pytest.mark.parametrize("path", ["https://elsewhere.example.org/", "//elsewhere.example.org", ""])
def test_a_draft_of_another_site_is_not_kept(client, rested, path):
    user = sign_in(client, UserFactory())
    client.post("/account/keep/", {"_path": path, "body": "Half a thought"})
    assert kept.kept_for(user.pk) == []


def test_a_stranger_keeps_nothing(client):
    assert client.post("/account/keep/", {"_path": "/x/", "body": "words"}).status_code == 403


def test_at_most_three_forms_are_kept_and_none_that_is_huge():
    for number in range(5):
        kept.keep(1, kept.Words(f"/{number}/", "/", (("body", "words"),)))
    assert [words.path for words in kept.kept_for(1)] == ["/4/", "/3/", "/2/"]
    assert not kept.keep(2, kept.Words("/x/", "/x/", (("body", "w" * kept.LONGEST + "!"),)))


def test_a_fragment_is_sent_to_sign_in_as_a_whole_page(client, rested):
    sign_in(client, UserFactory())
    rested(minutes=31)
    answer = client.get(
        "/account/sessions/",
        headers={"hx-request": "true", "referer": "http://testserver/people/"},
    )
    assert answer.headers["HX-Redirect"] == "/account/login/?next=%2Fpeople%2F"


def test_an_editor_who_rested_too_long_finds_the_draft_as_it_was_last_kept(client, rested):
    trainer = user_with_role("trainer")
    sign_in(client, trainer)
    page = page_under(site_root(), title="First words", live=False, owner=trainer)
    page.save_revision(user=trainer)
    edit = f"/cms/pages/{page.pk}/edit/"
    kept_by_itself = {"accept": "application/json"}
    client.post(edit, {**form_of(page), "title": "Second words"}, headers=kept_by_itself)
    rested(minutes=21)

    late = client.post(edit, {**form_of(page), "title": "Third words"}, headers=kept_by_itself)

    assert late.status_code == 302
    assert not is_signed_in(client)
    sign_in(client, trainer)
    assert 'value="Second words"' in client.get(edit).content.decode()
