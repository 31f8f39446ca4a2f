"""What the editors' side may not do to pages that somebody learns from."""

import pytest
from django.urls import reverse

from courses.models import LessonPage
from tests.accounts.factories import user_with_role
from tests.courses.factories import course, lesson, module

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client):
    client.force_login(user_with_role("administrator"))
    return client


def moved(editor, page, destination):
    url = reverse("wagtailadmin_pages:move_confirm", args=[page.pk, destination.pk])
    return editor.post(url, follow=True)


def where(page):
    return LessonPage.objects.get(pk=page.pk).get_parent().pk


def test_a_lesson_that_was_given_out_stays_in_its_course(editor):
    page, other = course(lessons=1), course(title="Another")
    answer = moved(editor, page.lessons[0], other)
    assert "stays in its course" in answer.text
    assert where(page.lessons[0]) == page.pk


def test_it_moves_within_its_course(editor):
    page = course(lessons=1)
    within = module(page)
    moved(editor, page.lessons[0], within)
    assert where(page.lessons[0]) == within.pk


def test_one_that_nobody_learns_from_moves_anywhere(editor):
    draft, other = lesson(course(), is_released=False), course(title="Another")
    moved(editor, draft, other)
    assert where(draft) == other.pk


def test_nothing_that_was_given_out_is_moved_in_bulk(editor):
    page, other = course(lessons=1), course(title="Another")
    url = reverse("wagtail_bulk_action", args=["resources", "basepage", "move"])
    key = page.lessons[0].pk
    answer = editor.post(f"{url}?id={key}", {"chooser": other.pk}, follow=True)
    assert "stays in its course" in answer.text
    assert where(page.lessons[0]) == page.pk
