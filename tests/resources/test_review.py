from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.utils import timezone
from wagtail.models import Workflow

from resources.actions.review import install_review
from resources.models import PeerReviewTask
from tests.accounts.factories import UserFactory
from tests.resources.factories import page_under, site_root

pytestmark = pytest.mark.django_db


def trainer():
    user = UserFactory()
    user.groups.add(Group.objects.get_or_create(name="trainer")[0])
    return user


@pytest.fixture
def waiting():
    """A draft by one trainer, sent for review."""
    home = site_root()
    workflow = install_review(root=home.get_root())
    author = trainer()
    page = page_under(home, live=False, owner=author)
    page.save_revision(user=author)
    workflow.start(page, author)
    page.refresh_from_db()
    return page, author


def approve(page, user):
    state = page.current_workflow_task_state
    state.task.specific.on_action(state, user, "approve")
    page.refresh_from_db()


def test_somebody_else_approves_and_the_page_is_published(waiting):
    page, _author = waiting

    approve(page, trainer())

    assert page.live


def test_the_author_cannot_approve_their_own_page(waiting):
    page, author = waiting

    with pytest.raises(PermissionDenied, match="did not write"):
        approve(page, author)

    assert not page.live


def test_whoever_wrote_the_last_words_cannot_approve_them(waiting):
    page, _author = waiting
    second = trainer()
    page.save_revision(user=second)

    with pytest.raises(PermissionDenied):
        approve(page, second)


def test_not_even_a_superuser_approves_their_own_page():
    home = site_root()
    workflow = install_review(root=home.get_root())
    author = UserFactory(is_superuser=True)
    page = page_under(home, live=False, owner=author)
    page.save_revision(user=author)
    workflow.start(page, author)

    with pytest.raises(PermissionDenied):
        approve(page, author)


def test_the_author_is_offered_changes_only_and_sees_no_review_waiting(waiting):
    page, author = waiting
    task = PeerReviewTask.objects.get()

    assert {action[0] for action in task.get_actions(page, author)} == {"reject"}
    assert not task.get_task_states_user_can_moderate(author).exists()
    assert task.get_task_states_user_can_moderate(trainer()).count() == 1


def test_what_is_being_read_does_not_change_under_the_reader(waiting):
    page, author = waiting
    task = PeerReviewTask.objects.get()

    assert task.locked_for_user(page, author)
    assert not task.locked_for_user(page, trainer())


def saved_over(page, author):
    """What Wagtail's editor does by itself while somebody types."""
    before = page.get_latest_revision()
    return page.save_revision(user=author, overwrite_revision=before) == before


def test_what_a_reviewer_read_is_never_written_over(waiting):
    page, author = waiting
    approve(page, trainer())
    page.unpublish()
    assert not saved_over(page, author)


def test_what_is_published_on_a_day_to_come_is_never_written_over():
    page, author = page_under(site_root(), live=False), trainer()
    page.save_revision(user=author, approved_go_live_at=timezone.now() + timedelta(days=1))
    assert not saved_over(page, author)


def test_a_draft_that_nobody_relies_on_is_written_over():
    page, author = page_under(site_root()), trainer()
    page.save_revision(user=author)
    assert saved_over(page, author)


def test_wagtails_own_workflow_and_groups_give_way_once():
    root = site_root().get_root()

    first = install_review(root=root)

    assert install_review(root=root) == first
    assert Workflow.objects.get() == first
    assert not Group.objects.filter(name__in=["Editors", "Moderators"]).exists()
