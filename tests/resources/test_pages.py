import pytest
from django.contrib.auth.models import AnonymousUser, Group
from wagtail.models import PageViewRestriction

from resources.models import BasePage, StandardPage
from tests.accounts.factories import UserFactory, user_with_role
from tests.resources.factories import (
    ContentNoteTopicFactory,
    SupportContactFactory,
    page_under,
    site_root,
)

pytestmark = pytest.mark.django_db


def test_the_words_of_every_block_are_searched():
    page = page_under(
        site_root(),
        title="Sleep",
        body=[
            ("text", "<p>Rest <b>helps</b>.</p>"),
            ("key_fact", {"claim": "Adults need sleep.", "citation": "A, 2020"}),
        ],
    )

    assert BasePage.objects.get(pk=page.pk).search_text == (
        "Sleep Rest helps. Adults need sleep. A, 2020"
    )


def test_saving_the_bare_row_of_a_page_keeps_its_words():
    page = page_under(site_root(), title="Sleep", body=[("text", "<p>Rest.</p>")])
    bare = BasePage.objects.get(pk=page.pk)

    bare.save()

    assert BasePage.objects.get(pk=page.pk).search_text == "Sleep Rest."


def test_a_page_without_topics_has_no_content_note():
    assert page_under(site_root()).content_note is None


def test_a_content_note_stands_before_the_text_with_a_choice(client):
    home = site_root()
    other = page_under(home, title="The written way")
    page = page_under(home, title="Hard", alternative_page=other)
    page.note_topics = [ContentNoteTopicFactory(slug="neglect")]
    page.save_revision().publish()

    shown = client.get(page.url).content.decode()

    assert "mentions neglect, no detail." in shown
    assert f'href="{other.url}"' in shown
    assert "come back later" in shown


def test_a_page_may_name_its_own_support_contacts(client):
    SupportContactFactory(name="Usual line", in_support_box=True)
    chosen = SupportContactFactory(name="Chosen line")
    page = page_under(site_root(), support="chosen")
    page.support_contacts = [chosen]
    page.save_revision().publish()

    shown = client.get(page.url).content.decode()

    assert "Chosen line" in shown
    assert "Usual line" not in shown


def test_a_page_that_puts_readers_at_risk_has_a_neutral_tab_and_a_way_out(client):
    page = page_under(site_root(), title="Leaving somebody who hurts you", shows_exit=True)

    shown = client.get(page.url).content.decode()

    assert "<title>Information</title>" in shown
    assert "govuk-exit-this-page" in shown
    assert "still remembers that you were here" in shown


def restrict(page, kind, *groups):
    restriction = PageViewRestriction.objects.create(page=page, restriction_type=kind)
    restriction.groups.set(groups)


PEOPLE = ["anonymous", "practitioner", "member", "trainer"]


@pytest.mark.parametrize(
    ("place", "who_may"),
    [
        ("public", PEOPLE),
        ("draft", []),
        ("behind login", ["practitioner", "member", "trainer"]),
        ("below a login section", ["practitioner", "member", "trainer"]),
        ("for a group", ["member"]),
    ],
)
def test_visible_to_and_the_page_itself_agree(client, place, who_may):
    home, group = site_root(), Group.objects.create(name="Reading circle")
    section = page_under(home, title="Section")
    page = page_under(section, title="Page", live=place != "draft")
    if place == "behind login":
        restrict(page, PageViewRestriction.LOGIN)
    if place == "below a login section":
        restrict(section, PageViewRestriction.LOGIN)
    if place == "for a group":
        restrict(page, PageViewRestriction.GROUPS, group)
    member = UserFactory()
    member.groups.add(group)
    users = {
        "anonymous": AnonymousUser(),
        "practitioner": UserFactory(),
        "member": member,
        "trainer": user_with_role("trainer"),
    }

    for name, user in users.items():
        listed = StandardPage.objects.visible_to(user).filter(pk=page.pk).exists()
        client.logout()
        if user.is_authenticated:
            client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
        opened = client.get(page.url).status_code == 200
        assert (name, listed, opened) == (name, name in who_may, name in who_may)
