"""A page is published by whoever read it and did not write it, and no way leads round that."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from wagtail.models import WorkflowState

from resources.actions.review import install_review
from resources.models import PeerReviewTask, StandardPage
from tests.accounts.factories import user_with_role
from tests.resources.factories import page_under, site_root
from tests.resources.posting import form_of

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
BLOCKS = [
    ("text", "<p>Rest <b>helps</b>.</p>"),
    ("quote", {"words": "She listened.", "who": "A parent in Wenlow", "has_consent": True}),
    ("dos", {"do_heading": "Do", "dos": ["Listen"], "dont_heading": "Not", "donts": ["Promise"]}),
]
PROMPT = "[Write here: what helps]"


@pytest.fixture
def home():
    root = site_root()
    install_review(root=root.get_root())
    return root


def signed_in(client, role="administrator"):
    user = user_with_role(role)
    client.force_login(user, backend=BACKEND)
    return user


def draft(home, *, by, **fields):
    page = page_under(home, live=False, owner=by, **fields)
    page.save_revision(user=by)
    return StandardPage.objects.get(pk=page.pk)


def edit(page):
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def publish(client, page, **changes):
    said = form_of(client, edit(page))
    return client.post(edit(page), {**said, **changes, "action-publish": "1"}, follow=True)


def is_live(page):
    return StandardPage.objects.get(pk=page.pk).live


def test_who_wrote_a_page_does_not_publish_it_and_reads_who_does(client, home):
    page = draft(home, by=signed_in(client))
    answer = publish(client, page, title="My own words")
    assert not is_live(page)
    assert "whoever reads it there publishes it" in answer.text
    kept = StandardPage.objects.get(pk=page.pk).get_latest_revision_as_object()
    assert kept.title == "My own words"


def test_who_changes_the_page_of_somebody_else_is_one_of_its_authors(client, home):
    page = draft(home, by=user_with_role("trainer"))
    signed_in(client)
    publish(client, page, title="Mine as well")
    publish(client, page)
    assert not is_live(page)


def test_nor_does_it_become_the_owners_alone_when_they_save_it_again(client, home):
    page = draft(home, by=user_with_role("trainer"))
    signed_in(client)
    publish(client, page, title="Mine as well")
    words = StandardPage.objects.get(pk=page.pk).get_latest_revision_as_object()
    words.title = "Mine as well."
    words.save_revision(user=page.owner)
    publish(client, page)
    assert not is_live(page)


def test_who_wrote_nothing_of_it_publishes_it(client, home):
    page = draft(home, by=user_with_role("trainer"), body=BLOCKS)
    signed_in(client)
    publish(client, page)
    assert is_live(page)


def test_saving_it_without_a_change_makes_nobody_its_author(client, home):
    page = draft(home, by=user_with_role("trainer"), body=BLOCKS)
    signed_in(client)
    client.post(edit(page), form_of(client, edit(page)))
    publish(client, page)
    assert is_live(page)


def test_authors_are_offered_the_review_and_no_publishing(client, home):
    administrator = signed_in(client)
    add = reverse("wagtailadmin_pages:add", args=["resources", "standardpage", home.pk])
    for url in (edit(draft(home, by=administrator)), add):
        shown = client.get(url).text
        assert "action-publish" not in shown
        assert "action-submit" in shown
    others = draft(home, by=user_with_role("trainer"), title="Theirs")
    assert "action-publish" in client.get(edit(others)).text


def test_a_new_page_is_not_live_when_its_author_presses_publish(client, home):
    signed_in(client)
    add = reverse("wagtailadmin_pages:add", args=["resources", "standardpage", home.pk])
    said = {**form_of(client, add), "title": "New", "slug": "new", "action-publish": "1"}
    answer = client.post(add, said, follow=True)
    assert "somebody else reads it first" in answer.text
    assert not StandardPage.objects.get(slug="new").live


def test_nor_is_a_new_page_with_a_prompt_where_nothing_is_reviewed(client):
    signed_in(client)
    add = reverse("wagtailadmin_pages:add", args=["resources", "standardpage", site_root().pk])
    said = {**form_of(client, add), "title": "New", "slug": "new", "action-publish": "1"}
    answer = client.post(add, {**said, "lead": PROMPT}, follow=True)
    assert "still waits for words of your own" in answer.text
    assert not StandardPage.objects.get(slug="new").live


def test_where_no_review_is_arranged_an_administrator_publishes_alone(client):
    page = draft(site_root(), by=signed_in(client))
    publish(client, page)
    assert is_live(page)


def test_a_day_to_come_is_no_way_round(client, home):
    page = draft(home, by=signed_in(client))
    publish(client, page, go_live_at="2099-01-01 09:00")
    assert not page.revisions.exclude(approved_go_live_at=None).exists()


def test_who_goes_back_to_older_words_sends_them_for_review(client, home):
    page = draft(home, by=user_with_role("trainer"), title="Older words")
    older = page.get_latest_revision()
    page.title = "Newer words"
    page.save_revision(user=page.owner)
    signed_in(client)
    revert = reverse("wagtailadmin_pages:revisions_revert", args=[page.pk, older.pk])
    said = {**form_of(client, revert), "action-publish": "1"}
    answer = client.post(revert, {**said, "revision": older.pk}, follow=True)
    assert "somebody else reads it first" in answer.text
    assert not is_live(page)


@pytest.mark.parametrize("method", ["get", "post"])
def test_nothing_is_published_from_a_list(client, home, method):
    page = draft(home, by=user_with_role("trainer"))
    below = draft(page, by=user_with_role("trainer"))
    signed_in(client)
    url = reverse("wagtail_bulk_action", args=["resources", "basepage", "publish"])
    send = getattr(client, method)
    answer = send(f"{url}?id={page.pk}", {"include_descendants": "on"}, follow=True)
    assert "Open a page and send it for review" in answer.text
    assert not is_live(page)
    assert not is_live(below)


@pytest.mark.parametrize("action", ["publish", "copy", "create_alias", "delete"])
def test_the_interface_of_the_editor_reads_pages_and_changes_none(client, home, action):
    page = draft(home, by=signed_in(client))
    lists = reverse("wagtailadmin_api:pages:listing")
    assert client.get(lists).status_code == 200
    answer = client.post(f"{lists}{page.pk}/action/{action}/", {}, "application/json")
    assert answer.status_code == 404
    assert not is_live(page)
    assert StandardPage.objects.count() == 1


@pytest.mark.parametrize("asked", ["publish_copies", "alias"])
def test_a_copy_is_a_draft(client, home, asked):
    signed_in(client)
    page = page_under(home, title="Live")
    page.lead = PROMPT
    page.save_revision()
    copy = reverse("wagtailadmin_pages:copy", args=[page.pk])
    assert "publish_copies" not in client.get(copy).text
    said = {"new_title": "Copy", "new_slug": "copy", "new_parent_page": home.pk, asked: "on"}
    client.post(copy, said)
    made = StandardPage.objects.get(slug="copy")
    assert not made.live
    assert made.alias_of is None


def test_a_review_whose_only_step_is_switched_off_publishes_nothing(client, home):
    author = signed_in(client, "trainer")
    page = draft(home, by=author)
    PeerReviewTask.objects.get().deactivate()
    client.post(edit(page), {**form_of(client, edit(page)), "action-submit": "1"})
    assert not is_live(page)
    assert not WorkflowState.objects.exists()
    with pytest.raises(PermissionDenied, match="Nobody else has read this"):
        page.get_workflow().start(page, author)


def test_what_is_missing_is_said_to_whoever_reads_it_and_keeps_it_a_draft(client, home):
    author, reader = user_with_role("trainer"), user_with_role("trainer")
    page = draft(home, by=author)
    page.body = [("key_fact", {"claim": "One in six.", "citation": ""})]
    page.save_revision(user=author, clean=False)
    page.get_workflow().start(page, author)
    state = page.current_workflow_task_state
    task = state.task.specific
    assert {action[0] for action in task.get_actions(page, reader)} == {
        "reject",
        "see_what_is_left",
    }
    with pytest.raises(PermissionDenied, match="This field is required"):
        task.on_action(state, reader, "approve")
    client.force_login(reader, backend=BACKEND)
    data = "wagtailadmin_pages:collect_workflow_action_data"
    url = reverse(data, args=[page.pk, "see_what_is_left", state.pk])
    shown = client.get(url).json()["html"]
    assert "“Key fact”: “Where it comes from”: This" in shown
    assert reverse("review_copies", args=[page.pk]) not in shown
