import pytest
from django.urls import reverse

from resources.actions.review import install_review
from resources.models import SupportContact
from tests.accounts.factories import UserFactory, user_with_role
from tests.resources.factories import (
    SafeguardingRouteFactory,
    SupportContactFactory,
    page_under,
    site_root,
)

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"

ROLES = ["practitioner", "trainer", "administrator", "superuser"]
EDITORS = ROLES[1:]
ADMINS = ROLES[2:]


def somebody(role):
    if role == "practitioner":
        return UserFactory()
    if role == "superuser":
        return UserFactory(is_superuser=True)
    return user_with_role(role)


def opened(client, user, url):
    """200, or how it was refused; a redirect to the dashboard is Wagtail's refusal."""
    client.force_login(user, backend=BACKEND)
    return client.get(url).status_code


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize(
    ("url", "who_may"),
    [
        ("/cms/", EDITORS),
        ("/cms/pages/", EDITORS),
        ("/cms/images/", EDITORS),
        ("/cms/documents/", EDITORS),
        ("/cms/snippets/resources/media/", EDITORS),
        ("/cms/snippets/resources/supportcontact/", EDITORS),
        ("/cms/snippets/resources/safeguardingroute/add/", EDITORS),
        ("/cms/reports/read-again/", EDITORS),
        ("/cms/reports/content-checks/", EDITORS),
        ("/cms/reports/support/", EDITORS),
        ("/cms/account/", EDITORS),
        ("/cms/snippets/resources/topic/", ADMINS),
        ("/cms/snippets/resources/licence/", ADMINS),
        ("/cms/settings/resources/partnership/", ADMINS),
        ("/cms/redirects/", ADMINS),
        ("/cms/workflows/list/", ADMINS),
    ],
)
def test_each_role_sees_its_own_part_of_the_cms(client, role, url, who_may):
    status = opened(client, somebody(role), url)
    if url == "/cms/settings/resources/partnership/" and role in who_may:
        assert status == 302  # To the one row of these settings.
        return
    assert (status == 200) == (role in who_may)


@pytest.mark.parametrize(
    "url", ["/cms/users/", "/cms/users/1/", "/cms/groups/", "/cms/api-tokens/"]
)
def test_nobody_manages_people_in_the_cms(client, url):
    client.force_login(UserFactory(is_superuser=True), backend=BACKEND)

    assert client.get(url).headers["Location"] == "/people/"


@pytest.mark.parametrize("url", ["/cms/login/", "/cms/password_reset/"])
def test_the_only_sign_in_is_our_own(client, url):
    assert client.get(url).headers["Location"] == reverse("account_login")


def test_somebody_signed_out_is_asked_to_sign_in_and_comes_back(client):
    answer = client.get("/cms/pages/")

    assert answer.headers["Location"].startswith(reverse("account_login"))
    assert "next=/cms/pages/" in answer.headers["Location"]


def test_somebody_without_a_part_in_it_is_refused_and_not_sent_in_circles(client):
    client.force_login(UserFactory(), backend=BACKEND)

    assert client.get("/cms/").status_code == 403


def test_the_dashboard_says_what_waits(client):
    trainer = user_with_role("trainer")
    page_under(site_root(), title="Half written", live=False, owner=trainer)
    draft = page_under(site_root(), title="Another", live=False, owner=trainer)
    draft.save_revision(user=trainer)
    SupportContactFactory(stale=True)
    client.force_login(trainer, backend=BACKEND)

    shown = client.get("/cms/").content.decode()

    assert "Waiting for you" in shown
    assert "Another" in shown
    assert "1 support number or route to check" in shown
    assert "ChATR Portal" in shown
    assert "wagtail.org" not in shown
    assert "gravatar" not in shown


def test_the_menu_has_no_way_to_people_sites_or_other_hosts(client):
    client.force_login(UserFactory(is_superuser=True), backend=BACKEND)

    shown = client.get("/cms/").content.decode()

    for address in ("/cms/users/", "/cms/groups/", "/cms/sites/", "guide.wagtail.org"):
        assert f'"{address}"' not in shown


def test_a_trainer_sends_a_page_for_review_and_another_publishes_it(client):
    home = site_root()
    install_review(root=home.get_root())
    author, reader = user_with_role("trainer"), user_with_role("trainer")
    page = page_under(home, title="New words", live=False, owner=author)
    page.save_revision(user=author)
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])

    client.force_login(author, backend=BACKEND)
    assert "action-publish" not in client.get(edit).content.decode()
    client.post(edit, {**form_of(page), "action-submit": "1"})
    state = page.current_workflow_task_state
    approve = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "approve", state.pk])
    client.post(approve)
    page.refresh_from_db()
    assert not page.live

    client.force_login(reader, backend=BACKEND)
    client.post(approve)
    page.refresh_from_db()
    assert page.live


def form_of(page):
    return {
        "title": page.title,
        "slug": page.slug,
        "lead": "",
        "body-count": "0",
        "note_form": "text",
        "note_detail": "1",
        "support": "none",
        "comments-TOTAL_FORMS": "0",
        "comments-INITIAL_FORMS": "0",
    }


def test_saving_says_what_to_mend(client):
    trainer = user_with_role("trainer")
    page = page_under(
        site_root(), title="Gap", body=[("text", "<p>[your words]</p>")], owner=trainer
    )
    client.force_login(trainer, backend=BACKEND)
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
    form = {
        **form_of(page),
        "body-count": "1",
        "body-0-deleted": "",
        "body-0-order": "0",
        "body-0-type": "pause",
        "body-0-id": "",
        "body-0-value-text": "Stop [when you like].",
    }

    shown = client.post(edit, form, follow=True).content.decode()

    assert "1 thing to mend on this page" in shown.replace("There is ", "")
    assert "Write your own words for “[when you like]”" in shown


def test_a_draft_that_the_editor_keeps_by_itself_leaves_no_message_for_later(client):
    trainer = user_with_role("trainer")
    page = page_under(
        site_root(), title="Gap", body=[("text", "<p>[your words]</p>")], owner=trainer
    )
    client.force_login(trainer, backend=BACKEND)
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
    gap = {
        "body-count": "1",
        "body-0-deleted": "",
        "body-0-order": "0",
        "body-0-type": "pause",
        "body-0-id": "",
        "body-0-value-text": "Stop [when you like].",
    }

    kept = client.post(edit, {**form_of(page), **gap}, headers={"accept": "application/json"})

    assert kept.json()["success"]
    assert "thing to mend on this page" not in client.get("/cms/").content.decode()


def test_the_checks_of_a_page_that_was_never_saved_say_when_they_come(client):
    home = site_root()
    client.force_login(user_with_role("trainer"), backend=BACKEND)
    add = reverse("wagtailadmin_pages:add", args=["resources", "standardpage", home.pk])

    shown = client.get(add).content.decode()

    assert "Once you have saved a draft, what it still needs stands here." in shown
    assert "Nothing to mend." not in shown


def test_a_safeguarding_route_without_a_number_is_sent_back(client):
    client.force_login(user_with_role("trainer"), backend=BACKEND)

    answer = client.post(
        "/cms/snippets/resources/safeguardingroute/add/",
        {"name": "Front door", "concern": "anyone", "checked_on": "2026-11-01", "order": "0"},
    )

    assert answer.status_code == 200
    assert "required" in answer.content.decode()


def test_the_support_report_names_stale_numbers_and_a_missing_default(client):
    SafeguardingRouteFactory(name="Old team", stale=True)
    SupportContact.objects.all().delete()
    client.force_login(user_with_role("trainer"), backend=BACKEND)

    shown = client.get("/cms/reports/support/").content.decode()

    assert "Old team" in shown
    assert "no safeguarding route for the whole partnership" not in shown


@pytest.mark.parametrize("url", ["/cms/reports/read-again/", "/cms/reports/support/"])
def test_longer_reports_need_no_more_queries(client, django_assert_max_num_queries, url):
    home, trainer = site_root(), user_with_role("trainer")
    client.force_login(trainer, backend=BACKEND)

    def grow(count):
        for _ in range(count):
            page_under(home, title="Old", review_by="2020-01-01", responsible=trainer.person)
            SupportContactFactory(stale=True, responsible=trainer.person)

    def queries():
        client.get(url)
        with django_assert_max_num_queries(80) as counted:
            client.get(url)
        return len(counted)

    grow(1)
    before = queries()
    grow(4)
    assert queries() == before


def test_the_partnerships_colours_are_measured_when_they_are_saved(client):
    client.force_login(user_with_role("administrator"), backend=BACKEND)
    url = client.get("/cms/settings/resources/partnership/", follow=True).request["PATH_INFO"]

    shown = client.post(url, {"name": "Wenlow", "action_light": "#ffcc00"}).content.decode()

    assert "4.5 to 1 is needed" in shown


def test_a_page_can_be_given_to_those_who_write_or_run_the_site(client):
    trainer, learner = user_with_role("trainer"), UserFactory()
    page = page_under(site_root(), live=False)
    client.force_login(trainer, backend=BACKEND)
    edit = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk]))
    offered = edit.context["form"].fields["responsible"].queryset
    assert trainer.person in offered
    assert learner.person not in offered
