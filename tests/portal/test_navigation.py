"""Each person sees the ways that are open to them, and each way leads somewhere."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse

from accounts.models import RoleGrant
from accounts.roles import ROLES
from portal.navigation import ACCOUNT, MAIN, account_links, main_links
from tests.accounts.factories import UserFactory
from tests.courses.factories import programme


def links_of(rf, user, path="/"):
    request = rf.get(path)
    request.user = user
    return main_links(request), account_links(request)


@pytest.mark.parametrize("item", [*MAIN, *ACCOUNT], ids=lambda item: item.url_name)
def test_every_item_leads_to_an_address_that_exists(item):
    assert reverse(item.url_name)


def test_nobody_signed_in_nothing_to_choose(rf):
    assert links_of(rf, AnonymousUser()) == ([], [])


@pytest.mark.django_db
@pytest.mark.parametrize("role", [role.code for role in ROLES])
def test_no_role_has_more_ways_than_fit_one_line(rf, role):
    user = UserFactory()
    RoleGrant.objects.create(person=user.person, role=role)
    main, account = links_of(rf, user)
    assert len(main) <= 5
    urls = [link.url for link in account]
    assert len(urls) == len(set(urls)), "one address, one line"


@pytest.mark.django_db
def test_only_a_champion_is_led_to_the_queue(rf):
    member, champion = UserFactory(), UserFactory()
    RoleGrant.objects.create(person=champion.person, role="champion")
    queue = reverse("forums:queue")
    assert queue not in {link.url for link in links_of(rf, member)[0]}
    assert queue in {link.url for link in links_of(rf, champion)[0]}


@pytest.mark.django_db
def test_learning_has_no_way_in_before_somebody_wrote_a_programme(rf):
    assert reverse("learn") not in {link.url for link in links_of(rf, UserFactory())[0]}


@pytest.mark.django_db
def test_learning_has_no_way_in_once_the_programme_is_taken_offline(
    rf, django_capture_on_commit_callbacks
):
    page, user = programme(), UserFactory()
    assert reverse("learn") in {link.url for link in links_of(rf, user)[0]}
    with django_capture_on_commit_callbacks(execute=True):
        page.unpublish()
    assert reverse("learn") not in {link.url for link in links_of(rf, user)[0]}


@pytest.mark.django_db
def test_the_way_one_is_on_is_marked(rf):
    user = UserFactory()
    home = reverse("account_home")
    _, account = links_of(rf, user, path=home)
    assert {link.url: link.current for link in account}[home] == "page"
    _, beneath = links_of(rf, user, path=f"{home}sessions/")
    assert {link.url: link.current for link in beneath}[home] == "true"
    _, elsewhere = links_of(rf, user, path="/")
    assert {link.current for link in elsewhere} == {""}


@pytest.mark.django_db
def test_the_frame_asks_for_the_grants_once(client, django_assert_max_num_queries):
    user = UserFactory()
    RoleGrant.objects.create(person=user.person, role="administrator")
    client.force_login(user)
    client.get(reverse("styleguide:index"))
    # session, user, person, grants, and the areas of the person for support
    with django_assert_max_num_queries(8):
        client.get(reverse("styleguide:index"))


@pytest.mark.django_db
def test_signing_out_is_a_button_on_every_page(client):
    client.force_login(UserFactory())
    page = client.get(reverse("styleguide:index")).text
    assert f'action="{reverse("account_logout")}" method="post"' in page
    client.logout()
    assert reverse("account_logout") not in client.get(reverse("styleguide:index")).text
