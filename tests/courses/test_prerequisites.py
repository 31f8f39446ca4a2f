"""Courses that ask for each other first are not published, whichever of their drafts is later."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from courses.models import CoursePage
from resources.actions.review import install_review
from tests.accounts.factories import user_with_role
from tests.courses.factories import course
from tests.resources.factories import site_root
from tests.resources.posting import form_of

pytestmark = pytest.mark.django_db
CIRCLE = "Nobody could begin: “Second” needs “First” first, “First” needs “Second” first."


def asking(page, *, by=None, first, **fields):
    """A draft, which stands beside what is published."""
    draft = CoursePage.objects.get(pk=page.pk)
    draft.prerequisites = [first]
    for name, value in fields.items():
        setattr(draft, name, value)
    draft.save_revision(user=by)
    return CoursePage.objects.get(pk=page.pk)


@pytest.fixture
def two():
    """Each published, each with a draft that asks for the other."""
    install_review(root=site_root().get_root())
    author = user_with_role("trainer")
    first, second = course(title="First", owner=author), course(title="Second", owner=author)
    for page in (first, second):
        page.save_revision(user=author).publish()
    return asking(first, by=author, first=second), asking(second, by=author, first=first)


def approve(page, reader):
    page.get_workflow().start(page, page.owner)
    state = page.current_workflow_task_state
    state.task.specific.on_action(state, reader, "approve")


def asked_by(page):
    return list(CoursePage.objects.get(pk=page.pk).prerequisites.values_list("pk", flat=True))


def test_the_later_of_two_drafts_is_not_approved(two):
    first, second = two
    reader = user_with_role("trainer")
    approve(first, reader)
    assert asked_by(first) == [second.pk]
    with pytest.raises(PermissionDenied, match=CIRCLE):
        approve(second, reader)
    assert asked_by(second) == []


def test_nor_published_at_once(two, client):
    first, second = two
    approve(first, user_with_role("trainer"))
    client.force_login(user_with_role("administrator"))
    edit = reverse("wagtailadmin_pages:edit", args=[second.pk])
    answer = client.post(edit, {**form_of(client, edit), "action-publish": "1"}, follow=True)
    assert CIRCLE in answer.text
    assert asked_by(second) == []


def test_what_is_asked_from_a_day_to_come_counts(two):
    first, second = two
    reader, day = user_with_role("trainer"), timezone.now() + timedelta(days=2)
    approve(asking(first, by=first.owner, first=second, go_live_at=day), reader)
    assert asked_by(first) == []
    with pytest.raises(PermissionDenied, match=CIRCLE):
        approve(second, reader)


def test_a_circle_of_three_is_told_as_it_goes():
    first, second, third = (course(title=title) for title in ("First", "Second", "Third"))
    asking(first, first=second).get_latest_revision().publish()
    asking(second, first=third).get_latest_revision().publish()
    (fault,) = asking(third, first=first).get_latest_revision_as_object().faults()
    assert fault == (
        "Nobody could begin: “Third” needs “First” first, “First” needs “Second” first, “Second” "
        "needs “Third” first. Take one out of “courses to finish first”."
    )


def test_courses_that_come_after_each_other_are_published(two):
    first, second = two
    reader = user_with_role("trainer")
    approve(second, reader)
    assert asked_by(second) == [first.pk]
    assert CoursePage.objects.get(pk=second.pk).faults() == []
