"""What people write for themselves is theirs: sealed where it is kept, in nobody else's sight."""

import uuid

import pytest
from bs4 import BeautifulSoup
from django.core import serializers
from django.urls import reverse
from django.utils import timezone

import portal.privacy
from accounts.models import AuditEntry
from courses.actions import enrol_learner
from courses.diary import entries_of
from courses.models import Reflection
from tests.accounts.factories import PersonFactory, UserFactory, user_with_role
from tests.courses.factories import body, course, lesson
from tests.courses.quizzes import give_out_again

pytestmark = pytest.mark.django_db
BLOCK = str(uuid.UUID(int=7))
SECRET = "The letter I wrote in March still hurts"


@pytest.fixture
def page():
    page = lesson(course(), is_released=False)
    block = {"type": "reflection", "id": BLOCK, "value": {"question": "Which words could hurt?"}}
    page.body = [*body(), block]
    page.save_revision().publish()
    give_out_again(page)
    return page


@pytest.fixture
def author(client, page):
    user = UserFactory()
    client.force_login(user)
    enrol_learner(person=user.person, course=page.course)
    return user.person


def write(client, page, words, known=None, **headers):
    """In a form that was opened just now, or when `known` was so."""
    url = reverse("courses:reflect", args=[page.pk, BLOCK])
    known = stamp_on(client, page) if known is None else known
    return client.post(url, {"words": words, "known": known}, headers=headers)


def stamp_on(client, page):
    content = client.get(page.url).content
    return BeautifulSoup(content, "html.parser").select_one("[name=known]")["value"]


def test_the_words_come_back_to_their_author_at_their_place(client, page, author):
    answer = write(client, page, SECRET)
    assert answer.url == f"{page.url}?part=1#b{BLOCK}"
    assert SECRET in client.get(page.url).text
    assert SECRET in client.get(reverse("courses:reflections")).text
    assert SECRET in client.get(reverse("courses:download_reflections")).text


def test_no_computer_keeps_the_page_that_shows_them(client, page, author):
    write(client, page, SECRET)
    for url in (page.url, reverse("courses:reflections")):
        assert "no-store" in client.get(url)["Cache-Control"]


def test_a_script_is_told_when_they_were_saved(client, page, author):
    answer = write(client, page, SECRET, accept="application/json")
    assert set(answer.json()) == {"saved_at", "stamp", "before"}


def test_an_old_form_that_is_empty_removes_nothing(client, page, author):
    write(client, page, SECRET)
    write(client, page, "", known="")
    assert [entry.words for entry in entries_of(author)] == [SECRET]


def test_words_from_two_windows_both_stay(client, page, author):
    write(client, page, SECRET)
    answer = write(client, page, "And this", known="", accept="application/json").json()
    assert answer["before"] == SECRET
    assert [entry.words for entry in entries_of(author)] == [f"{SECRET}\n\nAnd this"]
    write(client, page, "Only this", known=answer["stamp"])
    assert [entry.words for entry in entries_of(author)] == ["Only this"]


def test_an_answer_that_got_lost_on_its_way_doubles_nothing(client, page, author):
    write(client, page, SECRET, known="")
    write(client, page, f"{SECRET} today", known="")
    assert [entry.words for entry in entries_of(author)] == [f"{SECRET} today"]


def test_nothing_that_is_kept_holds_the_words(client, page, author, caplog):
    with caplog.at_level(0):
        write(client, page, SECRET)
        client.get(reverse("courses:reflections"))
    kept = serializers.serialize("json", [*Reflection.objects.all(), *AuditEntry.objects.all()])
    assert "hurts" not in kept
    assert "hurts" not in caplog.text


def test_a_copy_that_staff_put_together_says_only_how_many_there_are(client, page, author):
    write(client, page, SECRET)
    copy = portal.privacy.export_for(author)
    assert copy["courses"]["reflections_kept_for_their_author"] == 1
    assert "hurts" not in str(copy)
    assert "Which words could hurt" not in str(copy)


@pytest.mark.parametrize("role", ["trainer", "administrator", "privacy_officer", "programme_lead"])
def test_nobody_else_reads_or_removes_them(client, page, author, role):
    write(client, page, SECRET)
    client.force_login(user_with_role(role))
    for url in (page.url, reverse("courses:reflections"), reverse("courses:download_reflections")):
        assert SECRET not in client.get(url).text
    client.post(reverse("courses:remove_reflection", args=[Reflection.objects.get().pk]))
    assert Reflection.objects.exists()


def test_their_author_deletes_them(client, page, author):
    write(client, page, SECRET)
    client.post(reverse("courses:remove_reflection", args=[Reflection.objects.get().pk]))
    write(client, page, SECRET)
    write(client, page, "  ")
    assert not Reflection.objects.exists()


def test_a_lost_key_is_said_and_nothing_breaks(client, page, author, settings):
    write(client, page, SECRET)
    settings.REFLECTION_KEYS = ["another-key-0000000000000000000000000000000000"]
    assert "cannot be read again" in client.get(reverse("courses:reflections")).text
    assert client.get(page.url).status_code == 200


def test_a_new_key_in_front_still_opens_what_was_written_before(client, page, author, settings):
    write(client, page, SECRET)
    settings.REFLECTION_KEYS = ["new-key-000000000000000000000", *settings.REFLECTION_KEYS]
    assert [entry.words for entry in entries_of(author)] == [SECRET]


def test_two_records_of_one_person_keep_both_texts(client, page, author):
    write(client, page, SECRET)
    other = UserFactory()
    client.force_login(other)
    enrol_learner(person=other.person, course=page.course, at=timezone.now())
    write(client, page, "And this")
    portal.privacy.merge(keep=author, into_keep=other.person)
    assert [entry.words for entry in entries_of(author)] == [f"{SECRET}\n\nAnd this"]


def test_erasing_somebody_erases_them(client, page, author):
    write(client, page, SECRET)
    portal.privacy.erase(author)
    assert not Reflection.objects.exists()


@pytest.mark.parametrize("block", [uuid.UUID(int=8), uuid.UUID(int=9)])
def test_a_block_that_is_gone_leads_back_to_the_lesson(client, page, author, block):
    answer = client.post(reverse("courses:reflect", args=[page.pk, block]), {"words": SECRET})
    assert answer.url == page.url
    assert not Reflection.objects.exists()


def test_words_that_are_too_long_are_not_cut_in_silence(client, page, author):
    answer = write(client, page, "x" * 10_001, accept="application/json")
    assert answer.status_code == 400
    assert not Reflection.objects.filter(person=PersonFactory()).exists()
