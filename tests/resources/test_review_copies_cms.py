"""The editors' pages of a language review."""

import re
import uuid
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Workflow, WorkflowTask

from resources.actions.review import install_review
from resources.models import LivedExperienceTask, ReviewComment, ReviewCopy
from tests.accounts.factories import UserFactory, user_with_role
from tests.queries import queries_of
from tests.resources.factories import (
    answered,
    closed_review,
    comment_on,
    page_under,
    review_copy,
    site_root,
)
from tests.resources.test_language_review import a_step, start

pytestmark = pytest.mark.django_db
LINK = re.compile(r"/review-copy/[\w-]{32,}/")


@pytest.fixture
def trainer(client):
    user = user_with_role("trainer")
    client.force_login(user)
    return user


def copies_of(page):
    return reverse("review_copies", args=[page.pk])


def make(client, page, **fields):
    until = timezone.localdate() + timedelta(days=14)
    fields = {
        "group_name": "Parents’ group",
        "expires_on": until,
        "press": uuid.uuid4(),
        **fields,
    }
    return client.post(copies_of(page), fields, follow=True)


def test_a_trainer_makes_a_copy_and_sees_its_link_once(client, trainer):
    page = page_under(site_root(), live=False)
    press = uuid.uuid4()

    answer = make(client, page, press=press)

    (link,) = LINK.findall(answer.content.decode())
    assert client.get(link).status_code == 200
    assert "no-store" in answer["Cache-Control"]
    copy = ReviewCopy.objects.get()
    assert (copy.group_name, copy.made_by) == ("Parents’ group", trainer.person)

    again = make(client, page, press=press).content.decode()
    assert "shown once already" in again
    assert not LINK.search(again)
    assert not LINK.search(client.get(copy.get_absolute_url()).content.decode())


@pytest.mark.parametrize("days", [-1, 91])
def test_a_day_that_will_not_do_is_refused_and_nothing_typed_is_lost(client, trainer, days):
    page = page_under(site_root())

    answer = make(client, page, expires_on=timezone.localdate() + timedelta(days=days))

    shown = answer.content.decode()
    assert "Choose a day from today to 90 days from now." in shown
    assert "Parents’ group" in shown
    assert not ReviewCopy.objects.exists()


def test_an_empty_form_says_what_is_missing(client, trainer):
    page = page_under(site_root())

    assert "This field is required" in client.post(copies_of(page), {}).content.decode()


def test_the_page_has_a_button_for_it(client, trainer):
    page = page_under(site_root())

    edit = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()

    assert copies_of(page) in edit


def places(copy, comment):
    yield "review_copies", copy.page_id
    for name in ("review_copy", "review_copy_print", "review_outcome"):
        yield name, copy.pk
    yield "review_comment", comment.pk


BUTTONS = ("review_link", "review_end_link", "review_close")


@pytest.mark.parametrize("role", ["practitioner", "programme_lead", "privacy_officer"])
def test_only_whoever_edits_the_page_comes_near_it(client, role):
    copy, _token = review_copy()
    comment = comment_on(copy)
    client.force_login(UserFactory() if role == "practitioner" else user_with_role(role))

    for name, pk in places(copy, comment):
        assert client.get(reverse(name, args=[pk])).status_code in {302, 403}
    for name in BUTTONS:
        assert client.post(reverse(name, args=[copy.pk])).status_code in {302, 403}
    client.post(reverse("review_comment_remove", args=[comment.pk]))

    copy.refresh_from_db()
    assert copy.link_ended_at is None
    assert copy.comments.count() == 1


def test_a_trainer_opens_each_of_its_pages(client, trainer):
    copy, _token = review_copy()
    comment = comment_on(copy)

    for name, pk in places(copy, comment):
        assert client.get(reverse(name, args=[pk])).status_code == 200


@pytest.mark.parametrize("name", [*BUTTONS, "review_comment_remove"])
def test_no_button_acts_on_a_get(client, trainer, name):
    comment = comment_on(review_copy()[0])
    pk = comment.pk if "comment" in name else comment.copy_id

    assert client.get(reverse(name, args=[pk])).status_code == 405


def test_a_comment_is_written_down_answered_and_closed(client, trainer):
    copy, token = review_copy()
    client.post(copy.get_absolute_url(), {"number": "1", "words": "Say tired."})
    comment = copy.comments.get()
    refused = client.post(reverse("review_close", args=[copy.pk]), follow=True)
    assert "1 comment from Young people’s panel waits" in refused.content.decode()

    client.post(
        reverse("review_comment", args=[comment.pk]),
        {
            "number": "1",
            "words": "Say tired.",
            "answer": "not_changed",
            "answer_words": "The title is the law’s.",
            "is_shown": "on",
        },
    )
    client.post(reverse("review_close", args=[copy.pk]))

    comment.refresh_from_db()
    assert comment.is_shown
    client.logout()
    assert "The title is the law’s." in client.get(f"/review-copy/{token}/").content.decode()


@pytest.mark.parametrize(
    ("given", "problem"),
    [
        ({"number": "2"}, "The numbers of this copy go from 1 to 1."),
        ({"number": "0"}, "The numbers of this copy go from 1 to 1."),
        ({"number": "99999999999"}, "number"),
        ({"words": ""}, "This field is required"),
        ({"answer": "changed"}, "Say what you changed."),
        ({"answer": "not_changed"}, "Say why you did not change it."),
        ({"answer_words": "We did."}, "Say whether you changed it."),
        ({"is_shown": "on"}, "Answer it first."),
        ({"answer": "perhaps"}, "not one of the available choices"),
    ],
)
def test_an_answer_that_is_not_whole_is_sent_back_with_its_words(client, trainer, given, problem):
    comment = comment_on(review_copy()[0])
    form = {"number": "", "words": "Say tired.", **given}

    shown = client.post(reverse("review_comment", args=[comment.pk]), form).content.decode()

    assert problem in shown
    comment.refresh_from_db()
    assert comment.answer == ""
    assert comment.words == "“Broken home” hurts."


def test_of_a_closed_review_only_showing_a_comment_can_change(client, trainer):
    copy, _token = closed_review()
    comment = copy.comments.get()
    url = reverse("review_comment", args=[comment.pk])

    client.post(url, {"words": "Other", "is_shown": "on"})
    client.post(copy.get_absolute_url(), {"words": "One more"})
    client.post(reverse("review_comment_remove", args=[comment.pk]))

    kept = ReviewComment.objects.get()
    assert (kept.words, kept.is_shown) == ("“Broken home” hurts.", True)


def test_a_lost_link_is_replaced_and_a_leaked_one_ended(client, trainer):
    copy, old = review_copy()
    facts = {"press": uuid.uuid4(), "expires_on": timezone.localdate()}

    answer = client.post(reverse("review_link", args=[copy.pk]), facts)

    (new,) = LINK.findall(answer.content.decode())
    assert client.get(f"/review-copy/{old}/").status_code == 410
    assert client.get(new).status_code == 200
    client.post(reverse("review_end_link", args=[copy.pk]))
    assert client.get(new).status_code == 410


def test_a_new_link_without_a_day_says_what_is_missing(client, trainer):
    copy, _token = review_copy()

    answer = client.post(reverse("review_link", args=[copy.pk]), {}, follow=True)

    assert "This field is required." in answer.content.decode()


def test_what_is_left_is_said_in_the_editor_and_the_step_is_not_approved(client):
    home = site_root()
    workflow = install_review(root=home.get_root())
    WorkflowTask.objects.create(workflow=workflow, task=a_step(), sort_order=-1)
    page, author = start(home, workflow)
    comment_on(review_copy(page)[0])
    client.force_login(author)
    state = page.current_workflow_task_state

    def data(action):
        return reverse(
            "wagtailadmin_pages:collect_workflow_action_data", args=[page.pk, action, state.pk]
        )

    shown = client.get(data("see_what_is_left")).json()["html"]
    assert "1 comment from Young people’s panel waits for an answer." in shown
    assert copies_of(page) in shown
    client.post(reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "approve", state.pk]))
    page.refresh_from_db()
    assert page.current_workflow_task_state == state


def test_an_administrator_adds_the_step_to_a_workflow(client):
    client.force_login(user_with_role("administrator"))
    install_review(root=site_root().get_root())
    groups = Workflow.objects.get().tasks.get().specific.groups.all()
    add = reverse("wagtailadmin_workflows:add_task", args=["resources", "livedexperiencetask"])

    client.post(add, {"name": "Read by a group", "groups": [group.pk for group in groups]})

    assert LivedExperienceTask.objects.get().groups.count() == len(groups)
    workflow = Workflow.objects.get()
    edit = client.get(reverse("wagtailadmin_workflows:edit", args=[workflow.pk]))
    assert edit.status_code == 200


def test_a_trainer_changes_no_workflow(client, trainer):
    add = reverse("wagtailadmin_workflows:add_task", args=["resources", "livedexperiencetask"])

    client.post(add, {"name": "Read by a group"})

    assert not LivedExperienceTask.objects.exists()


def test_longer_lists_need_no_more_queries(client, trainer):
    page = page_under(site_root())
    copy, _token = review_copy(page)
    answered(copy)
    lists = [copies_of(page), copy.get_absolute_url()]
    before = [queries_of(lambda url=url: client.get(url)) for url in lists]

    for _ in range(4):
        answered(copy)
        answered(review_copy(page)[0])

    assert [queries_of(lambda url=url: client.get(url)) for url in lists] == before
