from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.utils import timezone
from wagtail.models import Workflow

from resources.actions.review import install_review
from resources.authors import has_written
from resources.models import PeerReviewTask, StandardPage
from resources.models.workflow import wrote
from resources.publishing import publish_reviewed
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


def written_on(page, user, title):
    """A change of one word, by somebody who opened the newest words."""
    words = StandardPage.objects.get(pk=page.pk).get_latest_revision_as_object()
    words.title = title
    words.save_revision(user=user)
    page.refresh_from_db()


def test_whoever_wrote_some_of_it_does_not_approve_it_because_its_owner_saved_it_last(waiting):
    page, author = waiting
    second = trainer()
    written_on(page, second, "What the second wrote")
    written_on(page, author, "What the second wrote.")

    with pytest.raises(PermissionDenied, match="did not write"):
        approve(page, second)

    assert not page.live


def test_the_last_approval_asks_once_more_who_wrote_it(waiting):
    page, author = waiting
    second = trainer()
    written_on(page, second, "What the second wrote")
    written_on(page, author, "What the second wrote.")
    state = page.current_workflow_state

    state.task_states.update(status="approved", finished_by=second)
    with pytest.raises(PermissionDenied, match="Nobody else"):
        publish_reviewed(state)

    state.task_states.update(finished_by=trainer())
    publish_reviewed(state)


def test_what_others_published_makes_nobody_an_author_of_what_comes_after(waiting):
    page, author = waiting
    second = trainer()
    written_on(page, second, "What the second wrote")
    approve(page, trainer())
    written_on(page, author, "What its owner wrote after that")
    page.get_workflow().start(page, author)
    page.refresh_from_db()
    assert not wrote(page.get_latest_revision_as_object(), second)

    approve(page, second)

    assert page.title == "What its owner wrote after that"


def test_asking_who_wrote_it_costs_as_much_for_many_versions(waiting, django_assert_num_queries):
    page, _author = waiting
    others = [trainer(), trainer()]
    for number in range(6):
        written_on(page, others[number % 2], f"Version {number}")
    with django_assert_num_queries(3):
        assert has_written(page, others[0])
    reader = trainer()
    with django_assert_num_queries(2):
        assert not has_written(page, reader)


def test_not_even_a_superuser_approves_their_own_page():
    home = site_root()
    workflow = install_review(root=home.get_root())
    author = UserFactory(is_superuser=True)
    page = page_under(home, live=False, owner=author)
    page.save_revision(user=author)
    workflow.start(page, author)

    with pytest.raises(PermissionDenied):
        approve(page, author)


def test_the_author_may_ask_for_changes_and_is_told_why_no_more_and_sees_no_review_waiting(waiting):
    page, author = waiting
    task = PeerReviewTask.objects.get()

    offered = {action[0] for action in task.get_actions(page, author)}
    assert offered == {"reject", "see_what_is_left"}
    assert "Somebody who did not write this" in str(task.what_is_left(page, author))
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
