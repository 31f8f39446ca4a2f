import uuid
from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone
from wagtail.models import Workflow, WorkflowTask

from accounts.models import AuditEntry
from resources.actions import language_review as reviews
from resources.actions.review import install_review
from resources.models import LivedExperienceTask, ReviewComment, ReviewCopy
from resources.models.workflow import what_is_left_of_review
from tests.accounts.factories import PersonFactory, user_with_role
from tests.resources.factories import (
    answered,
    closed_review,
    comment_on,
    page_under,
    review_copy,
    site_root,
)

pytestmark = pytest.mark.django_db


def found(token, *, days=0):
    return ReviewCopy.objects.behind(token, on=timezone.localdate() + timedelta(days=days))


def close(copy, **facts):
    return reviews.close_review(by=None, copy=copy, at=timezone.now(), **facts)


def test_only_a_hash_of_the_secret_is_kept():
    copy, token = review_copy()

    assert len(token) >= 32
    assert not ReviewCopy.objects.filter(token_hash=token).exists()
    assert found(token) == copy


def test_the_link_works_on_its_last_day_and_not_after():
    _copy, token = review_copy()

    assert found(token, days=28)
    assert not found(token, days=29)


def test_a_link_that_was_ended_never_opens_again():
    copy, token = review_copy()

    assert reviews.end_link(by=None, copy=copy, at=timezone.now())
    assert found(token) is None
    assert not reviews.end_link(by=None, copy=copy, at=timezone.now())


def test_a_new_link_takes_the_place_of_the_old_one():
    copy, old = review_copy()
    reviews.end_link(by=None, copy=copy, at=timezone.now())
    copy.refresh_from_db()

    until = timezone.localdate() + timedelta(days=3)
    new = reviews.give_new_link(
        by=None, copy=copy, expires_on=until, press=uuid.uuid4(), at=timezone.now()
    )

    assert found(old) is None
    assert found(new) == copy
    assert not found(new, days=4)


def test_a_page_that_is_sent_twice_makes_one_copy():
    press = uuid.uuid4()
    review_copy(press=press)

    with pytest.raises(reviews.LinkAlreadyShownError):
        review_copy(press=press)

    assert ReviewCopy.objects.count() == 1


def test_a_new_link_that_is_asked_for_twice_is_made_once():
    copy, _token = review_copy()
    facts = {"by": None, "copy": copy, "expires_on": timezone.localdate(), "at": timezone.now()}
    press = uuid.uuid4()
    token = reviews.give_new_link(**facts, press=press)

    with pytest.raises(reviews.LinkAlreadyShownError):
        reviews.give_new_link(**facts, press=press)

    assert found(token) == copy


def test_the_copy_is_of_the_newest_draft_and_stays_as_it_is():
    page = page_under(site_root(), title="Sleep", body=[("text", "<p>Rest helps.</p>")])
    page.body = [("text", "<p>Rest may help.</p>")]
    page.save_revision()

    copy, _token = review_copy(page)
    page.body = [("text", "<p>Something else.</p>")]
    page.save_revision().publish()

    copy.refresh_from_db()
    assert "Rest may help." in copy.body
    assert copy.paragraphs == ["Sleep", "Rest may help."]


def test_two_copies_of_one_version_carry_the_same_numbers():
    page = page_under(site_root(), body=[("text", "<p>One.</p><ul><li>Two</li></ul>")])

    assert review_copy(page)[0].body == review_copy(page)[0].body


def test_a_page_that_goes_takes_its_copies_along():
    page = page_under(site_root())
    copy, _token = review_copy(page)
    answered(copy)

    page.delete()

    assert not ReviewCopy.objects.exists()


def test_a_revision_may_go_and_the_copy_stays():
    page = page_under(site_root())
    copy, _token = review_copy(page)

    copy.revision.delete()

    copy.refresh_from_db()
    assert copy.revision is None
    assert copy.paragraphs == ["A quiet page"]


def test_a_review_closes_once_each_comment_is_answered():
    copy, _token = review_copy()
    answered(copy)
    waits = comment_on(copy)

    with pytest.raises(reviews.ReviewNotAnsweredError) as refused:
        close(copy)
    assert refused.value.args[0] == ["1 comment from Young people’s panel waits for an answer."]

    waits.answer, waits.answer_words = "not_changed", "The law uses this word."
    reviews.keep_comment(comment=waits)
    assert close(copy).closed_at


def test_a_review_without_comments_closes_when_somebody_says_so():
    copy, _token = review_copy()

    with pytest.raises(reviews.ReviewNotAnsweredError):
        close(copy)

    assert close(copy, no_comments_came=True).no_comments_came


def test_no_comments_came_is_not_said_where_some_did():
    copy, _token = review_copy()
    answered(copy)

    assert not close(copy, no_comments_came=True).no_comments_came


def test_what_a_group_was_told_stays_and_only_showing_it_can_change():
    copy, _token = closed_review()
    comment = copy.comments.get()
    comment.words, comment.is_shown = "Something else", True

    with pytest.raises(reviews.ReviewClosedError):
        reviews.keep_comment(comment=comment)
    with pytest.raises(reviews.ReviewClosedError):
        reviews.take_comment_out(comment=comment)
    with pytest.raises(reviews.ReviewClosedError):
        comment_on(copy)
    reviews.show_comment(comment=comment)

    kept = copy.comments.get()
    assert (kept.words, kept.is_shown) == ("“Broken home” hurts.", True)


def test_what_is_not_answered_is_not_shown():
    comment = comment_on(review_copy()[0])
    comment.is_shown = True

    reviews.show_comment(comment=comment)

    comment.refresh_from_db()
    assert not comment.is_shown


def test_a_comment_remembers_what_stood_there():
    page = page_under(site_root(), title="Sleep", body=[("text", "<p>Rest helps.</p>")])
    copy, _token = review_copy(page)

    assert comment_on(copy, number=2).about == "Rest helps."
    assert comment_on(copy).about == ""


def test_an_answer_without_words_is_refused_by_the_database():
    copy, _token = review_copy()

    with pytest.raises(IntegrityError), transaction.atomic():
        ReviewComment.objects.create(copy=copy, words="x", answer="not_changed")


def test_each_step_leaves_one_line_in_the_trail():
    copy, _token = review_copy(by=PersonFactory())
    facts = {"by": None, "copy": copy, "at": timezone.now()}
    until = timezone.localdate()
    reviews.give_new_link(**facts, expires_on=until, press=uuid.uuid4())
    reviews.end_link(**facts)
    answered(copy)
    close(copy)

    trail = AuditEntry.objects.filter(target_kind="resources.reviewcopy")
    assert [entry.verb for entry in trail] == [
        "review_copy.made",
        "review_copy.link_made",
        "review_copy.link_ended",
        "review_copy.closed",
    ]


# The step of the workflow


def trainers():
    return Group.objects.get_or_create(name="trainer")[0]


def a_step():
    task = LivedExperienceTask.objects.create(name="Read by people who know")
    task.groups.add(trainers())
    return task


@pytest.fixture
def waiting():
    """A draft by one trainer, at the step at which groups read; a peer reviews it afterwards."""
    home = site_root()
    workflow = install_review(root=home.get_root())
    WorkflowTask.objects.create(workflow=workflow, task=a_step(), sort_order=-1)
    return start(home, workflow)


def start(home, workflow):
    author = user_with_role("trainer")
    page = page_under(home, live=False, owner=author)
    page.save_revision(user=author)
    workflow.start(page, author)
    page.refresh_from_db()
    return page, author


def approve(page, user):
    state = page.current_workflow_task_state
    state.task.specific.on_action(state, user, "approve")
    page.refresh_from_db()


def actions(page, user):
    return {action[0] for action in page.current_workflow_task.get_actions(page, user)}


def test_the_step_says_that_nobody_has_read_it_yet(waiting):
    page, author = waiting

    assert actions(page, author) == {"reject", "see_what_is_left"}
    with pytest.raises(PermissionDenied, match="No group has read this yet"):
        approve(page, author)


def test_the_step_says_how_many_comments_wait(waiting):
    page, author = waiting
    copy, _token = review_copy(page)
    comment_on(copy)
    comment_on(copy)

    with pytest.raises(PermissionDenied, match=r"2 comments from Young people’s panel wait"):
        approve(page, author)


def test_the_step_ends_once_the_review_is_closed_and_a_peer_reads_it_next(waiting):
    page, author = waiting
    closed_review(page)

    assert "approve" in actions(page, author)
    approve(page, author)

    assert not page.live
    assert not isinstance(page.current_workflow_task, LivedExperienceTask)


def test_the_step_ends_when_no_comments_came(waiting):
    page, author = waiting
    closed_review(page, comments=0)

    assert what_is_left_of_review(page) == []
    assert "approve" in actions(page, author)


def test_one_open_copy_holds_the_step_up(waiting):
    page, _author = waiting
    closed_review(page)
    answered(review_copy(page, group_name="Parents’ group")[0])

    assert what_is_left_of_review(page) == ["Close the review by Parents’ group."]


def test_a_review_of_what_is_published_since_does_not_count_for_new_words(waiting):
    page, _author = waiting
    closed_review(page)
    page.last_published_at = timezone.now()

    assert what_is_left_of_review(page) == ["No group has read this yet. Make a review copy first."]


def test_an_author_cannot_publish_through_this_step_alone():
    home = site_root()
    workflow = Workflow.objects.create(name="Groups only")
    WorkflowTask.objects.create(workflow=workflow, task=a_step())
    page, author = start(home, workflow)
    closed_review(page)

    with pytest.raises(PermissionDenied, match="did not write"):
        approve(page, author)
    assert not page.live

    approve(page, user_with_role("trainer"))
    assert page.live
