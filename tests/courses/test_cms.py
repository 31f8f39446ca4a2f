"""Pages that somebody learns from cannot be deleted on the editors' side."""

import pytest
from django.urls import reverse

from courses.actions import enrol_learner, keep_place
from resources.models import BasePage
from tests.accounts.factories import PersonFactory, UserFactory
from tests.courses.factories import course, lesson, programme
from tests.courses.test_learning import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client):
    """Who may delete any page at all."""
    client.force_login(UserFactory(is_superuser=True))
    return client


@pytest.fixture
def begun():
    """A programme, its course of two lessons, and somebody who opened the first of them."""
    page, person = course(lessons=2), PersonFactory()
    enrol_learner(person=person, course=page)
    keep_place(enrolment=person.enrolments.get(), lesson=page.lessons[0], part=1, at=NOW)
    return {"programme": programme(), "course": page, "lesson": page.lessons[0]}


def delete(client, page):
    return client.post(reverse("wagtailadmin_pages:delete", args=[page.pk]), follow=True)


def delete_in_bulk(client, *pages):
    url = reverse("wagtail_bulk_action", args=["resources", "basepage", "delete"])
    chosen = "&".join(f"id={page.pk}" for page in pages)
    return client.post(f"{url}?{chosen}", follow=True)


def is_there(page):
    return BasePage.objects.filter(pk=page.pk).exists()


@pytest.mark.parametrize("which", ["programme", "course", "lesson"])
@pytest.mark.parametrize("way", [delete, delete_in_bulk])
def test_what_somebody_began_is_kept_and_the_editor_told_what_to_do(editor, begun, which, way):
    answer = way(editor, begun[which])
    assert is_there(begun[which])
    assert "Take it out of the next release" in answer.content.decode()


@pytest.mark.parametrize("way", [delete, delete_in_bulk])
def test_a_lesson_that_was_never_given_out_can_go(editor, begun, way):
    untouched = lesson(begun["course"], title="Not given out", is_released=False)
    way(editor, untouched)
    assert not is_there(untouched)


def test_a_chosen_page_that_is_kept_keeps_the_others_chosen_with_it(editor, begun):
    untouched = begun["course"].lessons[1]
    delete_in_bulk(editor, untouched, begun["lesson"])
    assert is_there(untouched)
    assert is_there(begun["lesson"])


def test_somebody_who_is_asked_before_the_delete_page_opens_reads_the_same(editor, begun):
    url = reverse("wagtailadmin_pages:delete", args=[begun["lesson"].pk])
    assert "Take it out of the next release" in editor.get(url, follow=True).content.decode()
